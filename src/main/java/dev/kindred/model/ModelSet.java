package dev.kindred.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All models of one training, over the same rows: what a request asks. Immutable.
///
/// @param id names it among others, `000017`
/// @param taste the single models
/// @param forYou what a viewer takes to next, all of them blended
/// @param trending popularity of late, halved with every half-life, corrected for exposure
/// @param segments popularity within a segment of viewers, drawn towards that of all where they are
///   few; by name of the segment, as `region:GB`
/// @param content estimates for titles that the models do not know; null where none was learned
public record ModelSet(
    String id,
    Provenance provenance,
    TitleRows titles,
    TasteModels taste,
    Blend forYou,
    Popularity trending,
    Map<String, Popularity> segments,
    @Nullable ContentTaste content) {
  public ModelSet {
    if (!id.matches("[0-9]{6}"))
      throw new IllegalArgumentException("an id of models has six digits, got " + id);
    if (taste.size() != titles.size() || trending.size() != titles.size())
      throw new IllegalArgumentException(
          taste.size() + " and " + trending.size() + " rows of " + titles.size() + " titles");
    if (content != null && content.dimension() != taste.factors().dimension())
      throw new IllegalArgumentException(
          "content of "
              + content.dimension()
              + " dimensions for factors of "
              + taste.factors().dimension());
    segments = Map.copyOf(segments);
  }

  /// Where titles, known or not, and viewers are. It is named after the set and the time of its
  /// training, for where the models were deleted the next ones begin with the same ids again.
  public TasteSpace space() {
    String name = id + TasteSpace.AT + provenance.createdAt().toEpochMilli();
    return new TasteSpace(name, titles, taste.factors(), taste.prior(), content);
  }
}

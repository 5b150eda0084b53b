package dev.kindred.candidates;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Titles whose story or feel is nearest to a vector, by cosine.
public final class VectorGenerator implements CandidateGenerator {
  private final VectorField field;
  private final float[] vector;
  private final Filter filter;
  private final @Nullable TitleKey itself;

  private VectorGenerator(
      VectorField field, float[] vector, Filter filter, @Nullable TitleKey itself) {
    this.field = field;
    this.vector = vector.clone();
    this.filter = filter;
    this.itself = itself;
  }

  /// Near to a text.
  ///
  /// @param vector of unit length
  public static VectorGenerator near(VectorField field, float[] vector, Filter filter) {
    return new VectorGenerator(field, vector, filter, null);
  }

  /// Near to a title, which is left out itself. It is asked for and dropped rather than filtered
  /// away: a filter that keeps all but one title costs a walk over the whole index.
  ///
  /// @param vector the title's own
  public static VectorGenerator like(
      TitleKey title, VectorField field, float[] vector, Filter filter) {
    return new VectorGenerator(field, vector, filter, title);
  }

  @Override
  public Source source() {
    return switch (field) {
      case STORY -> Source.STORY;
      case FEEL -> Source.FEEL;
      case TASTE -> Source.TASTE;
    };
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    TitleKey left = itself;
    if (left == null) {
      return CandidateList.endless(
          source(), index.nearest(field, vector, filter, depth, List.of()));
    }
    List<Hit> hits =
        index.nearest(field, vector, filter, depth + 1, List.of(left)).stream()
            .filter(hit -> !hit.key().equals(left))
            .limit(depth)
            .toList();
    return CandidateList.endless(source(), hits);
  }
}

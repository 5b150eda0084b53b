package dev.kindred.viewer;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a viewer may be shown, as a filter that goes into every index query, so that no path can
/// leak: titles whose maturity is known to suit the viewer's `maxAge` (one without a known label is
/// hidden from whoever has a limit), and nothing that the viewer blocked. Immutable.
public final class Visibility {
  private final MaturityAges ages;
  private final Function<TitleId, Optional<TitleId>> kept;

  /// @param kept the own id of the title that an id stands for, another when that was merged; empty
  ///   when there is none
  public Visibility(MaturityAges ages, Function<TitleId, Optional<TitleId>> kept) {
    this.ages = ages;
    this.kept = kept;
  }

  /// [Filter#NONE] for somebody without limits and blocks.
  public Filter filter(User user) {
    Filter filter = Filter.NONE;
    if (user.maxAge() != null)
      filter = Filter.and(filter, anyOf("maturity", ages.upTo(user.maxAge())));
    List<String> titles = new ArrayList<>();
    for (String id : user.blocked().titles())
      titles.add(kept.apply(new TitleId(id)).map(TitleId::value).orElse(id));
    filter = without(filter, "id", titles);
    filter = without(filter, "people", user.blocked().people());
    return without(filter, "genres", user.blocked().genres());
  }

  private static Filter without(Filter filter, String field, List<String> values) {
    return values.isEmpty() ? filter : Filter.and(filter, new Filter.Not(anyOf(field, values)));
  }

  private static Filter anyOf(String field, List<String> values) {
    return new Filter.AnyOf(
        FilterField.named(field).orElseThrow(),
        values.stream().<Filter.Value>map(Filter.Text::new).toList());
  }
}

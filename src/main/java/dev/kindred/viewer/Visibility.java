package dev.kindred.viewer;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a viewer may be shown, as a filter that goes into every index query, so that no path can
/// leak: titles that may be watched in the viewer's region at the time of the request, whose
/// maturity is known to suit the viewer's `maxAge` (one without a known label is hidden from
/// whoever has a limit), and nothing that the viewer blocked. Immutable.
public final class Visibility {
  private final MaturityAges ages;
  private final Function<TitleId, Optional<TitleId>> kept;

  /// @param kept the own id of the title that an id stands for, another when that was merged; empty
  ///   when there is none
  public Visibility(MaturityAges ages, Function<TitleId, Optional<TitleId>> kept) {
    this.ages = ages;
    this.kept = kept;
  }

  /// What the user may be shown now and in the region that is kept of them.
  public Filter filter(User user) {
    return filter(user, user.region(), Instant.now());
  }

  /// @param region where the request comes from, ISO 3166-1 alpha-2, upper case; null when nobody
  ///   says so, and then what may be watched in some regions only is hidden
  /// @param at when it came
  public Filter filter(User user, @Nullable String region, Instant at) {
    Filter filter = new Filter.Available(region, at);
    if (user.maxAge() != null) filter = Filter.and(filter, ages.upTo(user.maxAge()));
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

  static Filter anyOf(String field, Collection<String> values) {
    return new Filter.AnyOf(
        FilterField.named(field).orElseThrow(),
        values.stream().<Filter.Value>map(Filter.Text::new).toList());
  }
}

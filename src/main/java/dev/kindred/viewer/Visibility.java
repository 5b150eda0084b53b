package dev.kindred.viewer;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.User;
import dev.kindred.feedback.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a viewer may be shown, as a filter that goes into every index query, so that no path can
/// leak: titles that may be watched at the time of the request, in the region that it comes from,
/// else the one kept of the viewer; whose maturity is known to suit the viewer's `maxAge` (one
/// without a known label is hidden from whoever has a limit); and nothing that the viewer blocked.
/// Thread-safe.
public final class Visibility {
  private final MaturityAges ages;
  private final Function<TitleId, Optional<TitleId>> kept;
  private final Function<UserId, Optional<User>> users;

  /// @param kept the own id of the title that an id stands for, another when that was merged; empty
  ///   when there is none
  /// @param users what is kept of a user; empty when nothing is
  public Visibility(
      MaturityAges ages,
      Function<TitleId, Optional<TitleId>> kept,
      Function<UserId, Optional<User>> users) {
    this.ages = ages;
    this.kept = kept;
    this.users = users;
  }

  /// What a search may find now. One that names neither a user nor a region looks something up in
  /// the catalogue, all of which it may find.
  public Filter filter(Asker asker) {
    if (asker.equals(Asker.NOBODY)) return Filter.NONE;
    return filter(
        asker.user() == null ? null : users.apply(asker.user()).orElse(null),
        asker.region(),
        Instant.now());
  }

  /// @param user null when nothing is known of whoever it is
  /// @param region where the request comes from, ISO 3166-1 alpha-2, upper case; null when it does
  ///   not say so, and then the region of the user counts. With neither, what may be watched in
  ///   some regions only is hidden
  /// @param at when it came
  public Filter filter(@Nullable User user, @Nullable String region, Instant at) {
    String where = region == null && user != null ? user.region() : region;
    Filter available = new Filter.Available(where, at);
    return user == null ? available : Filter.and(available, suitable(user));
  }

  /// What suits the user wherever it may be watched: also what may still be spoken of.
  public Filter suitable(User user) {
    Filter filter = user.maxAge() == null ? Filter.NONE : ages.upTo(user.maxAge());
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

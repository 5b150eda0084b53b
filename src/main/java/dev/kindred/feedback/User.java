package dev.kindred.feedback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a viewer besides events; all but the id may be unknown. Read and written as
/// JSON by [UserJson].
///
/// @param locale BCP 47
/// @param region ISO 3166-1 alpha-2, upper case
/// @param maxAge titles are shown whose minimum age is at most this; null for no limit
public record User(
    UserId id,
    @Nullable String locale,
    @Nullable String region,
    @Nullable Integer birthYear,
    @Nullable String gender,
    @Nullable Integer maxAge,
    Blocked blocked) {
  public static final int MAX_AGE = 21;

  /// What the viewer never wants to be shown.
  ///
  /// @param titles ids, whether there are such titles or not
  public record Blocked(List<String> titles, List<String> people, List<String> genres) {
    public static final Blocked NOTHING = new Blocked(List.of(), List.of(), List.of());

    public Blocked {
      titles = List.copyOf(titles);
      people = List.copyOf(people);
      genres = List.copyOf(genres);
    }
  }

  /// A viewer of whom nothing is known yet.
  public static User unknown(UserId id) {
    return new User(id, null, null, null, null, null, Blocked.NOTHING);
  }
}

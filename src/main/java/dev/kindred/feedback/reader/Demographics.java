package dev.kindred.feedback.reader;

import org.jspecify.annotations.Nullable;

/// What a file tells of one of its users.
///
/// @param user the file's id, not blank
/// @param birthYear as good as the file tells; null when it leaves decades open
/// @param gender `female` or `male`; null when it is not told
public record Demographics(String user, @Nullable Integer birthYear, @Nullable String gender) {
  public Demographics {
    if (user.isBlank()) throw new IllegalArgumentException("the user is blank");
  }
}

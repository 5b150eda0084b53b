package dev.kindred.feedback.reader;

import dev.kindred.catalogue.reader.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads who the users of a MovieLens file of ratings are, from the file beside it: `users.dat` of
/// 1M, `user::gender::age::…`, or `u.user` of 100k, `user|age|gender|…`. Plain or gzip, line by
/// line.
///
/// A year of birth is that of the ratings less the age. 1M tells ages by ranges: of a range the
/// middle is taken; `under 18` and `56 and over` tell no year.
public final class UsersFile {
  private static final List<String> NAMES =
      List.of("users.dat", "users.dat.gz", "u.user", "u.user.gz");

  /// The year of most ratings of 1M; 100k was collected from September 1997 to April 1998.
  private static final int RATED_1M = 2000;

  private static final int RATED_100K = 1998;

  /// The first age of a range → the middle of it.
  private static final Map<String, Double> RANGES =
      Map.of("18", 21.0, "25", 29.5, "35", 39.5, "45", 47.0, "50", 52.5);

  private static final List<String> OPEN_RANGES = List.of("1", "56");
  private static final int OLDEST = 98;

  private UsersFile() {}

  /// The file of users that lies beside a file of ratings, by its name.
  public static Optional<Path> beside(Path ratings) {
    return NAMES.stream().map(ratings::resolveSibling).filter(Files::isRegularFile).findFirst();
  }

  /// Hands every user to `sink` and every bad line, with its reason, to `refused`.
  ///
  /// @throws IOException when the file cannot be read on; the lines before were handed out
  public static void read(Path file, Consumer<Demographics> sink, Consumer<String> refused)
      throws IOException {
    TextLines.read(
        file,
        new TextLines.Sink() {
          @Override
          public void text(long line, String text) {
            try {
              sink.accept(user(text));
            } catch (IllegalArgumentException e) {
              broken(line, String.valueOf(e.getMessage()));
            }
          }

          @Override
          public void broken(long line, String reason) {
            refused.accept("line " + line + ": " + reason);
          }
        });
  }

  private static Demographics user(String line) {
    boolean ranges = line.contains("::");
    String[] fields = line.split(ranges ? "::" : "\\|", -1);
    if (fields.length < 3)
      throw new IllegalArgumentException(
          "expected user::gender::age or user|age|gender, got " + fields.length + " fields");
    return ranges
        ? new Demographics(fields[0].strip(), yearOfRange(fields[2]), gender(fields[1]))
        : new Demographics(fields[0].strip(), year(fields[1]), gender(fields[2]));
  }

  private static @Nullable String gender(String code) {
    return switch (code.strip()) {
      case "F" -> "female";
      case "M" -> "male";
      case "" -> null;
      default -> throw new IllegalArgumentException("gender must be F or M, got " + quoted(code));
    };
  }

  private static @Nullable Integer yearOfRange(String code) {
    String first = code.strip();
    Double middle = RANGES.get(first);
    if (middle != null) return (int) Math.round(RATED_1M - middle);
    if (OPEN_RANGES.contains(first)) return null;
    throw new IllegalArgumentException(
        "age must be 1, 18, 25, 35, 45, 50 or 56, got " + quoted(code));
  }

  private static int year(String text) {
    int age;
    try {
      age = Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("age is no whole number: " + quoted(text), e);
    }
    if (age < 1 || age > OLDEST)
      throw new IllegalArgumentException("age must be 1..%d, got %d".formatted(OLDEST, age));
    return RATED_100K - age;
  }

  private static String quoted(String text) {
    return "\"" + text.substring(0, Math.min(40, text.length())) + "\"";
  }
}

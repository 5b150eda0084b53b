package dev.kindred.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known name that a mistyped one probably meant.
public final class Nearest {
  private Nearest() {}

  /// The closest of `known` by Levenshtein distance, ignoring case, if within a third of the length
  /// of `name` (at least 1).
  public static Optional<String> to(String name, Collection<String> known) {
    if (name.length() > 100) return Optional.empty();
    int bound = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(k -> distance(name, k) <= bound)
        .min(
            Comparator.comparingInt((String k) -> distance(name, k))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// `; did you mean "x"?`, or nothing when no known name is near.
  public static String hint(String name, Collection<String> known) {
    return to(name, known).map(k -> "; did you mean \"" + k + "\"?").orElse("");
  }

  private static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

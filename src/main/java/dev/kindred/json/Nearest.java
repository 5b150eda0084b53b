package dev.kindred.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known name that a mistyped one probably meant.
public final class Nearest {
  private Nearest() {}

  /// The closest of `known` by Levenshtein distance, two swapped letters counting as one edit,
  /// ignoring case, if within a third of the length of `name` (at least 1).
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
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int substitute = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(substitute, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
    return cost[a.length()][b.length()];
  }
}

package dev.kindred.viewer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// From maturity labels, whatever their system, to the minimum age that each stands for. A label of
/// several systems has the highest of its ages here. Labels count whatever their case.
///
/// @param ages label → years, 0..21
public record MaturityAges(Map<String, Integer> ages) {
  public static final MaturityAges DEFAULT =
      new MaturityAges(
          Map.ofEntries(
              Map.entry("G", 0),
              Map.entry("PG", 8),
              Map.entry("PG-13", 13),
              Map.entry("R", 17),
              Map.entry("NC-17", 18),
              Map.entry("X", 18),
              Map.entry("TV-Y", 0),
              Map.entry("TV-Y7", 7),
              Map.entry("TV-Y7-FV", 7),
              Map.entry("TV-G", 0),
              Map.entry("TV-PG", 10),
              Map.entry("TV-14", 14),
              Map.entry("TV-MA", 17),
              Map.entry("U", 0),
              Map.entry("UA", 12),
              Map.entry("A", 18),
              Map.entry("12", 12),
              Map.entry("12A", 12),
              Map.entry("15", 15),
              Map.entry("18", 18),
              Map.entry("R18", 18),
              Map.entry("0", 0),
              Map.entry("6", 6),
              Map.entry("16", 16),
              Map.entry("FSK 0", 0),
              Map.entry("FSK 6", 6),
              Map.entry("FSK 12", 12),
              Map.entry("FSK 16", 16),
              Map.entry("FSK 18", 18),
              Map.entry("0+", 0),
              Map.entry("6+", 6),
              Map.entry("7+", 7),
              Map.entry("12+", 12),
              Map.entry("13+", 13),
              Map.entry("16+", 16),
              Map.entry("18+", 18),
              Map.entry("ALL", 0),
              Map.entry("M", 15),
              Map.entry("MA15+", 15),
              Map.entry("R18+", 18)));

  public MaturityAges {
    Map<String, Integer> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ages.forEach((label, age) -> {
      if (age < 0 || age > 21)
        throw new IllegalArgumentException("maturity " + label + " must be 0..21, got " + age);
      sorted.put(label, age);
    });
    ages = Collections.unmodifiableMap(sorted);
  }

  /// The labels of titles that somebody of `maxAge` may be shown, as titles write them: in the
  /// spelling of the table, in upper and in lower case.
  List<String> upTo(int maxAge) {
    List<String> labels = new ArrayList<>();
    ages.forEach((label, age) -> {
      if (age > maxAge) return;
      labels.add(label);
      String lower = label.toLowerCase(Locale.ROOT);
      if (!lower.equals(label)) labels.add(lower);
    });
    return labels;
  }
}

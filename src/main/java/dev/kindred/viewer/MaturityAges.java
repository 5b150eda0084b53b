package dev.kindred.viewer;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Title.Maturity;
import dev.kindred.feedback.User;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// From maturity labels to the minimum age that each stands for. A label is written alone, for
/// every system that has it, or after its system; `FSK 16` goes before `16`. Case, spaces and
/// punctuation do not count. A label that is a number of years, `12` or `16+`, stands for it unless
/// the table says otherwise.
///
/// @param ages label → years, 0..21; at most [#MOST]
public record MaturityAges(Map<String, Integer> ages) {
  public static final int MOST = 300;

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
              Map.entry("12A", 12),
              Map.entry("R18", 18),
              Map.entry("FSK 0", 0),
              Map.entry("FSK 6", 6),
              Map.entry("FSK 12", 12),
              Map.entry("FSK 16", 16),
              Map.entry("FSK 18", 18),
              Map.entry("ALL", 0),
              Map.entry("U/A 7+", 7),
              Map.entry("U/A 13+", 13),
              Map.entry("U/A 16+", 16),
              Map.entry("14A", 14),
              Map.entry("18A", 18),
              Map.entry("M", 15),
              Map.entry("MA15+", 15)));

  public MaturityAges {
    if (ages.size() > MOST)
      throw new IllegalArgumentException(
          "maturity must be at most " + MOST + " labels, got " + ages.size());
    Map<String, Integer> sorted = new TreeMap<>(ages);
    Map<String, String> spelt = new HashMap<>();
    sorted.forEach((label, age) -> {
      String code = Maturity.code(label);
      if (code.isEmpty())
        throw new IllegalArgumentException(
            "maturity \"" + label + "\" must hold a letter or a digit");
      if (age < 0 || age > User.MAX_AGE)
        throw new IllegalArgumentException(
            "maturity \"%s\" must be 0..%d, got %d".formatted(label, User.MAX_AGE, age));
      String other = spelt.put(code, label);
      if (other != null)
        throw new IllegalArgumentException(
            "maturity \"%s\" is the same label as \"%s\"".formatted(label, other));
    });
    ages = Collections.unmodifiableMap(sorted);
  }

  /// Titles that somebody of `maxAge` may be shown: known by system and label, or else by the
  /// label.
  Filter upTo(int maxAge) {
    Map<String, Integer> byCode = new TreeMap<>();
    for (int years = 0; years <= User.MAX_AGE; years++) byCode.put(Integer.toString(years), years);
    ages.forEach((label, age) -> byCode.put(Maturity.code(label), age));
    Set<String> known = byCode.keySet();
    List<String> suitable = new ArrayList<>(known);
    suitable.removeIf(code -> byCode.getOrDefault(code, 0) > maxAge);
    return new Filter.Any(
        List.of(
            Visibility.anyOf("maturity.code", suitable),
            Filter.and(
                Visibility.anyOf("maturity.labelCode", suitable),
                new Filter.Not(Visibility.anyOf("maturity.code", known)))));
  }

  /// These, and where they name the same label in place of it, the others.
  public MaturityAges with(Map<String, Integer> others) {
    Map<String, Integer> all = new TreeMap<>(ages);
    for (String label : others.keySet()) {
      String code = Maturity.code(label);
      all.keySet().removeIf(known -> Maturity.code(known).equals(code));
    }
    all.putAll(others);
    return new MaturityAges(all);
  }
}

package dev.kindred.evaluation;

import dev.kindred.catalogue.reader.DataLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which viewers figures are also told for: by gender and age where a users file says so, and those
/// who came back a day or more after the last rating that models learned from. Each group by its
/// name.
record ViewerGroups(Map<String, Set<String>> viewers) {
  static final String RETURNING = "returning (a day or more later)";
  private static final Duration LATER = Duration.ofDays(1);
  private static final String SEPARATOR = "::";

  /// The viewers of a hold-out who came back later.
  static ViewerGroups returning(HoldOut of) {
    Set<String> later = new TreeSet<>();
    for (int viewer : of.measured())
      if (of.found().get(viewer).gap().compareTo(LATER) >= 0) later.add(of.viewers().get(viewer));
    Map<String, Set<String>> groups = new TreeMap<>();
    if (!later.isEmpty()) groups.put(RETURNING, later);
    return new ViewerGroups(groups);
  }

  /// The groups of this with those of a users file of MovieLens 1M, `id::gender::age::…`, of which
  /// age is the least of a class.
  ///
  /// @throws IOException naming the line that is none
  ViewerGroups with(Path users) throws IOException {
    Map<String, Set<String>> groups = new TreeMap<>(viewers);
    Map<String, String> seen = new HashMap<>();
    DataLines.text(
        users,
        line -> {
          String[] fields = line.split(SEPARATOR, -1);
          if (fields.length < 3)
            throw new IllegalArgumentException(
                "expected user::gender::age, got " + fields.length + " fields");
          String cell =
              fields[1] + " " + "%02d".formatted(Integer.parseInt(fields[2].strip())) + "+";
          if (seen.put(fields[0], cell) != null)
            throw new IllegalArgumentException("user " + fields[0] + " stands here twice");
          groups.computeIfAbsent(cell, name -> new TreeSet<>()).add(fields[0]);
        });
    return new ViewerGroups(groups);
  }
}

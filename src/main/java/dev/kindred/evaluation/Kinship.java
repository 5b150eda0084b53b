package dev.kindred.evaluation;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.reader.DataLines;
import dev.kindred.ingestion.ProfiledTitle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which titles people find alike, and by which labels they tell titles apart: what "like X but Y"
/// is judged by.
///
/// @param labels by title id, in lower case
/// @param alike by title id: the titles most alike it, nearest first, at most [#MOST]
/// @param convention one sentence on where both are from
record Kinship(
    Map<String, Set<String>> labels, Map<String, List<String>> alike, String convention) {
  static final int MOST = 30;

  private static final double LIKED = 4;
  private static final int LEAST_LIKERS = 3;
  private static final Pattern TOLD = Pattern.compile("[\\p{L}][\\p{L}' -]{2,30}");

  Kinship {
    labels = Map.copyOf(labels);
    alike = Map.copyOf(alike);
  }

  /// From MovieLens' files: labels are the tags that two people or more gave, to any titles; a
  /// title has those that it was given, and those that its keywords name, for people tag few of the
  /// titles that they could. Genres are left out: they are conditions, which no hit can violate.
  /// Titles are alike when the same people rated them 4 or more.
  ///
  /// @throws IOException when a file cannot be read, naming the line
  static Kinship ofMovieLens(Path tags, Path ratings, Collection<ProfiledTitle> titles)
      throws IOException {
    Map<String, String> ids = new HashMap<>();
    for (ProfiledTitle one : titles) {
      Title.Links links = one.title().links();
      if (links != null && links.movielens() != null)
        ids.put(links.movielens(), one.title().id().value());
    }
    Map<String, Set<String>> labels = new TreeMap<>();
    Map<String, Set<String>> givers = new HashMap<>();
    rows(
        tags,
        4,
        cells -> {
          String label = cells.get(2).strip().toLowerCase(Locale.ROOT);
          String id = ids.get(cells.get(1));
          if (!TOLD.matcher(label).matches()) return;
          givers.computeIfAbsent(label, l -> new HashSet<>()).add(cells.getFirst());
          if (id != null) labels.computeIfAbsent(id, i -> new TreeSet<>()).add(label);
        });
    Set<String> genres = new HashSet<>();
    for (ProfiledTitle one : titles) {
      one.title().genres().forEach(genre -> genres.add(genre.toLowerCase(Locale.ROOT)));
      Set<String> of = labels.computeIfAbsent(one.title().id().value(), i -> new TreeSet<>());
      one.title().keywords().forEach(keyword -> of.add(keyword.toLowerCase(Locale.ROOT)));
    }
    labels
        .values()
        .forEach(of ->
            of.removeIf(label ->
                genres.contains(label) || givers.getOrDefault(label, Set.of()).size() < 2));
    Map<String, Set<String>> likers = new TreeMap<>();
    rows(
        ratings,
        4,
        cells -> {
          String id = ids.get(cells.get(1));
          if (id != null && number(cells.get(2)) >= LIKED)
            likers.computeIfAbsent(id, i -> new LinkedHashSet<>()).add(cells.getFirst());
        });
    return new Kinship(
        labels,
        coLiked(likers),
        ("labels are tags of MovieLens given by two people or more, genres left out; a title has one when it"
                + " was tagged so or a keyword of it says so; relevant are the %d titles whose"
                + " likers (ratings of %.0f and more) overlap most with the seed's, by cosine, at least"
                + " %d of them; tags and ratings are unknown to the search")
            .formatted(MOST, LIKED, LEAST_LIKERS));
  }

  /// From content profiles: the moods and themes of titles, and how many of them titles share.
  static Kinship ofProfiles(Collection<ProfiledTitle> titles) {
    Map<String, Set<String>> labels = new TreeMap<>();
    for (ProfiledTitle one : titles) {
      ContentProfile profile = one.profile();
      Set<String> of = new TreeSet<>();
      profile.moods().forEach(mood -> of.add(mood.toLowerCase(Locale.ROOT)));
      profile.themes().forEach(theme -> of.add(theme.toLowerCase(Locale.ROOT)));
      if (!of.isEmpty()) labels.put(one.title().id().value(), of);
    }
    Map<String, List<String>> alike = new HashMap<>();
    labels.forEach((seed, own) -> {
      Map<String, Double> shared = new TreeMap<>();
      labels.forEach((other, of) -> {
        long both = of.stream().filter(own::contains).count();
        if (both >= 2 && !other.equals(seed))
          shared.put(other, (double) both / (own.size() + of.size() - both));
      });
      alike.put(seed, nearest(shared));
    });
    return new Kinship(
        labels,
        alike,
        ("labels are the moods and themes of the content profiles; relevant are the %d titles that share"
                + " most of them with the seed (Jaccard), two at least. Profiles are part of what is"
                + " searched: these figures show that a clause is heard, not how people would judge")
            .formatted(MOST));
  }

  private static Map<String, List<String>> coLiked(Map<String, Set<String>> likers) {
    Map<String, Set<String>> liked = new HashMap<>();
    likers.forEach((title, people) ->
        people.forEach(
            person -> liked.computeIfAbsent(person, p -> new LinkedHashSet<>()).add(title)));
    Map<String, List<String>> alike = new HashMap<>();
    likers.forEach((seed, people) -> {
      Map<String, Integer> together = new HashMap<>();
      for (String person : people)
        for (String other : liked.getOrDefault(person, Set.of()))
          together.merge(other, 1, Integer::sum);
      Map<String, Double> cosines = new TreeMap<>();
      together.forEach((other, count) -> {
        if (count >= LEAST_LIKERS && !other.equals(seed))
          cosines.put(
              other,
              count
                  / Math.sqrt(
                      (double) people.size() * likers.getOrDefault(other, Set.of()).size()));
      });
      alike.put(seed, nearest(cosines));
    });
    return alike;
  }

  private static List<String> nearest(Map<String, Double> scores) {
    return scores.entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Double> one) -> -one.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean has(String title, String label) {
    return labels.getOrDefault(title, Set.of()).contains(label);
  }

  /// How many titles have each label.
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    labels.values().forEach(of -> of.forEach(label -> counts.merge(label, 1, Integer::sum)));
    return counts;
  }

  private interface Sink {
    void take(List<String> cells);
  }

  /// Comma-separated lines under a header, of which one cell at most is quoted.
  private static void rows(Path file, int columns, Sink sink) throws IOException {
    boolean[] header = {true};
    DataLines.text(
        file,
        line -> {
          if (header[0]) {
            header[0] = false;
            return;
          }
          List<String> cells = cells(line);
          if (cells.size() != columns)
            throw new IllegalArgumentException(
                "must have " + columns + " columns, got " + cells.size());
          sink.take(cells);
        });
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') quoted = !quoted;
      else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else cell.append(c);
    }
    cells.add(cell.toString());
    return cells;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a rating must be a number, got \"" + text + "\"", e);
    }
  }
}

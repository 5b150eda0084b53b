package dev.kindred.evaluation;

import dev.kindred.feedback.reader.Rating;
import dev.kindred.model.History;
import dev.kindred.training.Interactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Ratings divided by a protocol. Titles are those that something is left of to learn from, and a
/// viewer is measured when one of theirs is among what is to be found.
///
/// @param train what models learn from, a viewer for each of `viewers`
/// @param titles ids by row
/// @param viewers ids
/// @param learned by viewer: the ratings that models learn from
/// @param found by viewer: what is to be found, oldest first, without titles that have no row
record HoldOut(
    Interactions train,
    List<String> titles,
    List<String> viewers,
    List<List<Rating>> learned,
    List<Found> found) {
  /// @param ratings of the titles to be found, in their order
  /// @param gap between the last title learned from and the first to be found
  record Found(History rows, List<Rating> ratings, Duration gap) {}

  static HoldOut of(RatingsData data, Protocol protocol) {
    return of(data.viewers(), protocol);
  }

  private static HoldOut of(Map<String, List<Rating>> of, Protocol protocol) {
    List<String> viewers = new ArrayList<>();
    List<List<Rating>> learned = new ArrayList<>();
    List<List<Rating>> hidden = new ArrayList<>();
    of.forEach((viewer, ratings) -> {
      List<Rating> counted = ratings.stream().filter(r -> protocol.counts(r.value())).toList();
      if (!protocol.measures(counted.size())) return;
      int cut = counted.size() - protocol.found(counted.size());
      viewers.add(viewer);
      learned.add(counted.subList(0, cut));
      hidden.add(counted.subList(cut, counted.size()));
    });
    return of(viewers, learned, hidden);
  }

  /// @param learned by viewer: what models learn from
  /// @param hidden by viewer: what is to be found; of a viewer that nothing is hidden of, empty
  static HoldOut of(List<String> viewers, List<List<Rating>> learned, List<List<Rating>> hidden) {
    Set<String> known = new HashSet<>();
    learned.forEach(ratings -> ratings.forEach(rating -> known.add(rating.title())));
    List<String> titles = RatingsData.ordered(known);
    Map<String, Integer> rows = new HashMap<>();
    for (int row = 0; row < titles.size(); row++) rows.put(titles.get(row), row);
    int[] ends = new int[viewers.size()];
    List<Found> found = new ArrayList<>();
    int[] all = new int[learned.stream().mapToInt(List::size).sum()];
    long[] seconds = new long[all.length];
    int at = 0;
    for (int viewer = 0; viewer < ends.length; viewer++) {
      for (Rating rating : learned.get(viewer)) {
        seconds[at] = rating.time().getEpochSecond();
        all[at++] = rows.getOrDefault(rating.title(), -1);
      }
      ends[viewer] = at;
      List<Rating> seen =
          hidden.get(viewer).stream().filter(rating -> rows.containsKey(rating.title())).toList();
      found.add(new Found(history(seen, rows), seen, gap(learned.get(viewer), hidden.get(viewer))));
    }
    return new HoldOut(
        new Interactions(titles.size(), ends, all, seconds), titles, viewers, learned, found);
  }

  private static Duration gap(List<Rating> before, List<Rating> after) {
    return before.isEmpty() || after.isEmpty()
        ? Duration.ZERO
        : Duration.between(before.getLast().time(), after.getFirst().time());
  }

  /// The rows of what was rated; what has none is left out.
  History history(List<Rating> ratings) {
    Map<String, Integer> rows = new HashMap<>();
    for (int row = 0; row < titles.size(); row++) rows.put(titles.get(row), row);
    return history(ratings, rows);
  }

  private static History history(List<Rating> ratings, Map<String, Integer> rows) {
    return History.of(
        ratings.stream()
            .mapToInt(rating -> rows.getOrDefault(rating.title(), -1))
            .filter(row -> row >= 0)
            .toArray());
  }

  /// How well the ratings to be found are foretold.
  RatingPrediction ratings() {
    Map<String, List<Rating>> known = new HashMap<>();
    Map<String, List<Rating>> given = new HashMap<>();
    for (int viewer = 0; viewer < viewers.size(); viewer++) {
      known.put(viewers.get(viewer), learned.get(viewer));
      given.put(viewers.get(viewer), found.get(viewer).ratings());
    }
    return RatingPrediction.of(known, given);
  }

  /// The viewers of whom something is to be found.
  int[] measured() {
    return IntStream.range(0, found.size())
        .filter(viewer -> found.get(viewer).rows().size() > 0)
        .toArray();
  }
}

package dev.kindred.evaluation;

import dev.kindred.measure.Metric;
import dev.kindred.model.History;
import dev.kindred.model.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Ranks all titles but those of the viewer's own history by a model's scores and measures the
/// first [#DEPTH] against what was to be found.
final class RankedTitles {
  static final int DEPTH = 100;

  static final String CONVENTION =
      "All titles of the training part are ranked, those of the viewer's own training part taken out;"
          + " what is to be found and has no row is left out; of equal scores the greater row comes first.";

  static final List<Metric> METRICS =
      List.of(
          new Metric.Ndcg(10),
          new Metric.Ndcg(20),
          new Metric.Recall(10),
          new Metric.Recall(20),
          new Metric.Precision(10),
          new Metric.ReciprocalRank(DEPTH));

  private RankedTitles() {}

  /// One viewer to be ranked for.
  ///
  /// @param known what models are told
  /// @param out rows that are not ranked
  /// @param found rows of what is to be found, at least one
  record Task(String viewer, History known, History out, History found) {}

  /// A score a measured viewer.
  static Scores score(HoldOut of, Scorer model) {
    List<Task> tasks = new ArrayList<>();
    for (int viewer : of.measured()) {
      History known = of.train().history(viewer);
      tasks.add(new Task(of.viewers().get(viewer), known, known, of.found().get(viewer).rows()));
    }
    return score(tasks, of.titles(), model);
  }

  /// A score a task.
  ///
  /// @param titles ids by row
  static Scores score(List<Task> tasks, List<String> titles, Scorer model) {
    List<List<String>> rankings =
        tasks.parallelStream()
            .map(task -> {
              float[] scores = new float[titles.size()];
              model.score(task.known(), scores);
              for (int at = 0; at < task.out().size(); at++)
                scores[task.out().row(at)] = Float.NEGATIVE_INFINITY;
              List<String> ranking = new ArrayList<>();
              for (int row : best(scores, DEPTH)) ranking.add(titles.get(row));
              return ranking;
            })
            .toList();
    Scores all = Scores.none(METRICS);
    for (int i = 0; i < tasks.size(); i++) {
      History found = tasks.get(i).found();
      Map<String, Integer> grades = new HashMap<>();
      for (int at = 0; at < found.size(); at++) grades.put(titles.get(found.row(at)), 1);
      all.add(tasks.get(i).viewer(), rankings.get(i), grades, METRICS);
    }
    return all;
  }

  /// The rows of the best scores, best first; those of minus infinity never.
  ///
  /// @throws IllegalArgumentException when a score is not a number
  static int[] best(float[] scores, int count) {
    long[] heap = new long[count]; // the least of the best first
    int size = 0;
    for (int row = 0; row < scores.length; row++) {
      if (scores[row] == Float.NEGATIVE_INFINITY) continue;
      if (Float.isNaN(scores[row]))
        throw new IllegalArgumentException("the score of row " + row + " is no number");
      int bits = Float.floatToIntBits(scores[row] + 0f);
      long order = ((long) (bits >= 0 ? bits : bits ^ Integer.MAX_VALUE) << 32) | row;
      if (size < count) {
        heap[size++] = order;
        if (size == count) Arrays.sort(heap);
      } else if (order > heap[0]) {
        int at = 0;
        while (at + 1 < count && heap[at + 1] < order) { // insertion: rare once the best are seen
          heap[at] = heap[at + 1];
          at++;
        }
        heap[at] = order;
      }
    }
    if (size < count) Arrays.sort(heap, 0, size);
    int[] rows = new int[size];
    for (int i = 0; i < size; i++) rows[i] = (int) heap[size - 1 - i];
    return rows;
  }
}

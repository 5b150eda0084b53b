package dev.kindred.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Against examples worked by hand in the literature.
final class MetricTest {
  /// Wikipedia, "Discounted cumulative gain": six documents of grades 3, 2, 3, 0, 1, 2 are ranked;
  /// the collection holds two more of grades 3 and 2. DCG 6.861, ideal DCG 8.740, nDCG 0.785.
  @Test
  void ndcgIsThatOfWikipedia() {
    Map<String, Integer> grades =
        Map.of("d1", 3, "d2", 2, "d3", 3, "d4", 0, "d5", 1, "d6", 2, "d7", 3, "d8", 2);
    List<String> ranking = List.of("d1", "d2", "d3", "d4", "d5", "d6");
    double dcg = 3 + 2 / log2(3) + 3 / log2(4) + 1 / log2(6) + 2 / log2(7);
    double ideal = 3 + 3 / log2(3) + 3 / log2(4) + 2 / log2(5) + 2 / log2(6) + 2 / log2(7);
    assertThat(dcg).isCloseTo(6.861, within(5e-4));
    assertThat(ideal).isCloseTo(8.740, within(5e-4));
    assertThat(new Metric.Ndcg(6).of(ranking, grades)).isCloseTo(dcg / ideal, within(1e-12));
    assertThat(new Metric.Ndcg(6).of(ranking, grades)).isCloseTo(0.785, within(5e-4));
  }

  @Test
  void ndcgCutsTheIdealListToo() {
    Map<String, Integer> grades = Map.of("a", 1, "b", 1, "c", 1);
    assertThat(new Metric.Ndcg(2).of(List.of("a", "b"), grades)).isEqualTo(1);
    assertThat(new Metric.Ndcg(2).of(List.of("x", "a"), grades))
        .isCloseTo((1 / log2(3)) / (1 + 1 / log2(3)), within(1e-12));
  }

  /// Croft, Metzler, Strohman, Search Engines (2010), figures 8.2 and 8.3: six relevant documents,
  /// two rankings of ten, average precision 0.78 and 0.52; and two queries, 0.62 and 0.44.
  @Test
  void averagePrecisionIsThatOfCroftMetzlerAndStrohman() {
    Metric ap = new Metric.AveragePrecision(100);
    assertThat(ap.of(ranking(10, 1, 3, 4, 5, 6, 10), relevant(6)))
        .isCloseTo((1 + 2 / 3.0 + 3 / 4.0 + 4 / 5.0 + 5 / 6.0 + 6 / 10.0) / 6, within(1e-12))
        .isCloseTo(0.78, within(5.1e-3));
    assertThat(ap.of(ranking(10, 2, 5, 6, 7, 9, 10), relevant(6))).isCloseTo(0.52, within(5e-3));
    assertThat(ap.of(ranking(10, 1, 3, 6, 9, 10), relevant(5))).isCloseTo(0.62, within(5e-3));
    assertThat(ap.of(ranking(10, 2, 5, 7), relevant(3))).isCloseTo(0.44, within(5e-3));
  }

  /// The same two rankings: precision and recall at each rank are in figure 8.2.
  @Test
  void precisionAndRecallAreThoseOfCroftMetzlerAndStrohman() {
    List<String> first = ranking(10, 1, 3, 4, 5, 6, 10);
    List<String> second = ranking(10, 2, 5, 6, 7, 9, 10);
    assertThat(new Metric.Precision(5).of(first, relevant(6))).isEqualTo(4 / 5.0);
    assertThat(new Metric.Recall(5).of(first, relevant(6))).isEqualTo(4 / 6.0);
    assertThat(new Metric.Precision(5).of(second, relevant(6))).isEqualTo(2 / 5.0);
    assertThat(new Metric.Recall(5).of(second, relevant(6))).isEqualTo(2 / 6.0);
    assertThat(new Metric.Recall(10).of(first, relevant(6))).isEqualTo(1);
  }

  /// Wikipedia, "Mean reciprocal rank": the plurals of cat, torus and virus are found at ranks 3, 2
  /// and 1; the mean is 11/18.
  @Test
  void reciprocalRankIsThatOfWikipedia() {
    Metric rr = new Metric.ReciprocalRank(10);
    double[] values = {
      rr.of(List.of("catten", "cati", "cats"), Map.of("cats", 1)),
      rr.of(List.of("torii", "tori", "toruses"), Map.of("tori", 1)),
      rr.of(List.of("viruses", "virii", "viri"), Map.of("viruses", 1)),
    };
    assertThat(Means.of(values)).isCloseTo(11 / 18.0, within(1e-12));
  }

  @Test
  void nothingBelowTheCutOffCounts() {
    List<String> ranking = ranking(20, 11);
    assertThat(new Metric.ReciprocalRank(10).of(ranking, relevant(1))).isZero();
    assertThat(new Metric.Success(10).of(ranking, relevant(1))).isZero();
    assertThat(new Metric.Success(11).of(ranking, relevant(1))).isEqualTo(1);
    assertThat(new Metric.AveragePrecision(10).of(ranking, relevant(1))).isZero();
    assertThat(new Metric.Ndcg(10).of(ranking, relevant(1))).isZero();
  }

  @Test
  void aShortListIsAsIfFilledUpWithIrrelevantItems() {
    assertThat(new Metric.Precision(10).of(List.of("r1"), relevant(1))).isEqualTo(1 / 10.0);
    assertThat(new Metric.Ndcg(10).of(List.of(), relevant(1))).isZero();
  }

  @Test
  void gradesBelowOneAreNotRelevant() {
    Map<String, Integer> grades = Map.of("bad", -2, "no", 0, "yes", 2);
    List<String> ranking = List.of("bad", "no", "yes");
    assertThat(new Metric.Ndcg(10).of(ranking, grades)).isCloseTo(1 / log2(4), within(1e-12));
    assertThat(new Metric.Recall(2).of(ranking, grades)).isZero();
    assertThat(new Metric.Recall(3).of(ranking, grades)).isEqualTo(1);
  }

  @Test
  void refusesWhatHasNoValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Metric.Recall(10).of(List.of("a"), Map.of("a", 0)))
        .withMessage("no item is relevant");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Metric.Recall(10).of(List.of("a", "a"), Map.of("a", 1)))
        .withMessage("a is ranked twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Metric.Ndcg(0))
        .withMessage("the cut-off must be 1 or more, got 0");
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  /// A list in which the relevant items r1, r2 … stand at `ranks`.
  private static List<String> ranking(int length, int... ranks) {
    List<String> ranking = new ArrayList<>();
    for (int rank = 1; rank <= length; rank++) ranking.add("x" + rank);
    for (int i = 0; i < ranks.length; i++) ranking.set(ranks[i] - 1, "r" + (i + 1));
    return ranking;
  }

  private static Map<String, Integer> relevant(int count) {
    Map<String, Integer> grades = new HashMap<>();
    for (int i = 1; i <= count; i++) grades.put("r" + i, 1);
    return grades;
  }
}

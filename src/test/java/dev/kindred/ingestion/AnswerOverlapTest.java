package dev.kindred.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.TitleId;
import dev.kindred.index.VectorField;
import dev.kindred.ingestion.AnswerOverlap.Answers;
import dev.kindred.ingestion.Comparison.Coverage;
import dev.kindred.ingestion.Comparison.Recall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AnswerOverlapTest {
  private static final ComparisonOptions OPTIONS = ComparisonOptions.DEFAULT;

  @Test
  void overlapIsWhatBothHoldByTheLongerOne() {
    assertThat(AnswerOverlap.overlap(ids("a", "b", "c"), ids("c", "d"))).isEqualTo(1.0 / 3);
    assertThat(AnswerOverlap.overlap(ids(), ids())).isEqualTo(1);
    assertThat(AnswerOverlap.overlap(ids("a"), ids())).isZero();
  }

  @Test
  void rankBiasedOverlapWeighsTheTop() {
    double p = 0.9;
    assertThat(AnswerOverlap.rankBiased(ids("a", "b"), ids("a", "b"))).isEqualTo(1, within(1e-12));
    assertThat(AnswerOverlap.rankBiased(ids("a", "b"), ids("b", "a")))
        .isEqualTo(2.0 / 2 * p * p + (1 - p) / p * (0 + 2.0 / 2 * p * p), within(1e-12));
    assertThat(AnswerOverlap.rankBiased(ids("a", "b", "c"), ids("b", "x")))
        .isEqualTo(
            1.0 / 3 * p * p * p + (1 - p) / p * (0 + 1.0 / 2 * p * p + 1.0 / 3 * p * p * p),
            within(1e-12));
    assertThat(AnswerOverlap.rankBiased(ids(), ids())).isEqualTo(1);
  }

  @Test
  void showsTheWorstFirstAndOnlyTheFirstTenCount() {
    List<TitleId> eleven = new ArrayList<>(ids("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));
    List<TitleId> other = new ArrayList<>(eleven);
    eleven.add(new TitleId("k"));
    AnswerOverlap overlap =
        AnswerOverlap.of(
            List.of(
                new Answers("same", "", eleven, other, true),
                new Answers("half", "", ids("a", "b"), ids("a", "c"), true),
                new Answers("none", "{}", ids("a"), ids("b"), false)));
    assertThat(overlap.queries()).isEqualTo(3);
    assertThat(overlap.overlap()).isEqualTo((1 + 0.5 + 0) / 3);
    assertThat(overlap.partial()).isEqualTo(1);
    assertThat(overlap.worst())
        .containsExactly(
            new AnswerOverlap.Difference("none", "{}", 0, ids("a"), ids("b")),
            new AnswerOverlap.Difference("half", "", 0.5, ids("b"), ids("c")));
  }

  @Test
  void theComparisonJudgesCountsDocumentsAndVectors() {
    var coverage = Map.of(VectorField.STORY, new Coverage(98, 100));
    assertThat(of(100, 0, 2, coverage).faults(OPTIONS)).isEmpty();
    assertThat(of(97, 3, 0, coverage).faults(OPTIONS)).isEmpty();
    assertThat(of(96, 3, 0, coverage).faults(OPTIONS))
        .containsExactly("it holds 96 titles, the store 100 (slack 3)");
    assertThat(of(100, 0, 3, coverage).faults(OPTIONS))
        .containsExactly("3 of 100 sampled titles are missing or not as stored, allowed are 2.0 %");
    assertThat(of(100, 0, 0, Map.of(VectorField.FEEL, new Coverage(97, 100))).faults(OPTIONS))
        .containsExactly("only 97 of 100 sampled titles keep their feel vector, 2.0 % may be lost");
  }

  @Test
  void theComparisonJudgesRecallAndTheOverlapUnlessAChangeIsMeant() {
    assertThat(with(0.95, 0.7, null).faults(OPTIONS)).isEmpty();
    assertThat(with(0.89, 0.7, null).faults(OPTIONS))
        .containsExactly("recall@10 of the story vectors is 0.890, the least is 0.900");
    assertThat(with(0.95, 0.5, null).faults(OPTIONS))
        .containsExactly(
            "the first ten answers to 40 recorded queries overlap by 0.500, the least is 0.600");
    assertThat(with(0.95, 0.5, "the embedding model changes").faults(OPTIONS)).isEmpty();
    assertThat(with(0.95, 0.5, null).faults(OPTIONS.withMinOverlap(0.5))).isEmpty();
    assertThat(with(0.95, 0.5, "the embedding model changes").summary())
        .isEqualTo(
            "recall@10 story 0.950; overlap@10 with the generation before 0.500 over 40 recorded"
                + " queries, not judged: the embedding model changes");
  }

  private static Comparison of(
      long titles, long slack, int differing, Map<VectorField, Coverage> coverage) {
    return new Comparison(titles, 100, slack, 100, differing, coverage, Map.of(), null, null);
  }

  private static Comparison with(double recall, double overlap, @Nullable String unjudged) {
    return new Comparison(
        100,
        100,
        0,
        100,
        0,
        Map.of(),
        Map.of(VectorField.STORY, new Recall(recall, 50)),
        new AnswerOverlap(40, overlap, overlap, 0, List.of()),
        unjudged);
  }

  private static List<TitleId> ids(String... ids) {
    return Arrays.stream(ids).map(TitleId::new).toList();
  }
}

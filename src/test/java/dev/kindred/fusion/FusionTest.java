package dev.kindred.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.candidates.Candidate;
import dev.kindred.candidates.CandidateList;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.fusion.FusionMethod.ConvexCombination;
import dev.kindred.fusion.FusionMethod.ReciprocalRank;
import dev.kindred.index.Total;
import dev.kindred.testing.Seeded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FusionTest {
  @Test
  void reciprocalRanksAddUp() {
    List<FusedCandidate> fused =
        Fusion.fuse(
            List.of(
                list(Source.LEXICAL, at(1, 9), at(2, 8), at(3, 7)),
                list(Source.STORY, at(3, 0.9), at(1, 0.8), at(4, 0.7))),
            new ReciprocalRank(60));
    assertThat(fused)
        .extracting(f -> f.key().value(), FusedCandidate::score)
        .containsExactly(
            tuple(1, 1.0 / (60 + 1) + 1.0 / (60 + 2)),
            tuple(3, 1.0 / (60 + 3) + 1.0 / (60 + 1)),
            tuple(2, 1.0 / (60 + 2)),
            tuple(4, 1.0 / (60 + 3)));
  }

  @Test
  void convexSharesAreScaledFromZeroForWordsAndFromTheLastForMeaning() {
    List<FusedCandidate> fused =
        Fusion.fuse(
            List.of(
                list(Source.LEXICAL, at(1, 8), at(2, 4)),
                list(Source.STORY, at(2, 0.9), at(3, 0.7), at(1, 0.5))),
            new ConvexCombination(Map.of(Source.LEXICAL, 0.25, Source.STORY, 0.75)));
    assertThat(fused).extracting(f -> f.key().value()).containsExactly(2, 3, 1);
    assertThat(fused.get(0).score()).isCloseTo(0.25 * (4.0 / 8) + 0.75, within(1e-12));
    assertThat(fused.get(1).score()).isCloseTo(0.75 * ((0.7 - 0.5) / (0.9 - 0.5)), within(1e-12));
    assertThat(fused.get(2).score()).isCloseTo(0.25 * 1 + 0.75 * 0, within(1e-12));
  }

  @Test
  void aListOfEqualScoresGivesItsWholeWeight() {
    List<FusedCandidate> fused =
        Fusion.fuse(
            List.of(list(Source.STORY, at(2, 0.5), at(1, 0.5))),
            new ConvexCombination(Map.of(Source.STORY, 0.6)));
    assertThat(fused).extracting(FusedCandidate::score).containsExactly(0.6, 0.6);
    assertThat(fused).extracting(f -> f.id().value()).containsExactly("t1", "t2");
  }

  @Test
  void aSourceWithoutWeightCountsNothingButIsNamed() {
    List<FusedCandidate> fused =
        Fusion.fuse(
            List.of(list(Source.FEEL, at(1, 0.5)), list(Source.STORY, at(2, 0.5))),
            new ConvexCombination(Map.of(Source.STORY, 1.0)));
    assertThat(fused).extracting(f -> f.key().value()).containsExactly(2, 1);
    assertThat(fused.get(1).score()).isZero();
    assertThat(fused.get(1).sources()).containsOnlyKeys(Source.FEEL);
  }

  @Test
  void tiesBreakByTitleId() {
    List<FusedCandidate> fused =
        Fusion.fuse(
            List.of(list(Source.LEXICAL, at(10, 5)), list(Source.STORY, at(9, 0.5))),
            ReciprocalRank.STANDARD);
    assertThat(fused).extracting(f -> f.id().value()).containsExactly("t10", "t9");
  }

  @Test
  void nothingFusesToNothing() {
    assertThat(Fusion.fuse(List.of(), ReciprocalRank.STANDARD)).isEmpty();
    assertThat(Fusion.fuse(List.of(list(Source.LEXICAL)), ReciprocalRank.STANDARD)).isEmpty();
    assertThat(
            Fusion.fuse(
                List.of(list(Source.STORY)), new ConvexCombination(Map.of(Source.STORY, 1.0))))
        .isEmpty();
  }

  @Test
  @Seeded
  void theOrderOfTheListsMakesNoDifference(Random random) {
    List<CandidateList> lists = new ArrayList<>();
    for (Source source : List.of(Source.LEXICAL, Source.STORY, Source.FEEL, Source.PEOPLE))
      lists.add(random(source, random));
    for (FusionMethod method :
        List.of(ReciprocalRank.STANDARD, HybridWeights.DEFAULT.at(random.nextDouble(), 1))) {
      List<FusedCandidate> fused = Fusion.fuse(lists, method);
      assertThat(fused)
          .isSortedAccordingTo(FusedCandidate.ORDER)
          .extracting(FusedCandidate::key)
          .doesNotHaveDuplicates();
      for (int i = 0; i < 5; i++) {
        Collections.shuffle(lists, random);
        assertThat(Fusion.fuse(lists, method)).isEqualTo(fused);
      }
    }
  }

  @Test
  void coverageDecidesBetweenWordsAndMeaning() {
    HybridWeights weights = new HybridWeights(0.2, 0.8, 2, 0.75);
    for (double coverage : new double[] {0, 0.3, 1}) {
      double lexical = 0.2 + (0.8 - 0.2) * coverage * coverage;
      Map<Source, Double> at = weights.at(coverage, 1).weights();
      assertThat(at.get(Source.LEXICAL)).isCloseTo(lexical, within(1e-12));
      assertThat(at.get(Source.STORY)).isCloseTo((1 - lexical) * 0.75, within(1e-12));
      assertThat(at.get(Source.FEEL)).isCloseTo((1 - lexical) * 0.25, within(1e-12));
    }
  }

  @Test
  void whatTheModelCannotReadLeavesItsWeightToTheWords() {
    HybridWeights weights = new HybridWeights(0.2, 0.8, 2, 0.75);
    Map<Source, Double> half = weights.at(0, 0.5).weights();
    assertThat(half.get(Source.LEXICAL)).isCloseTo(1 - 0.5 * 0.8, within(1e-12));
    assertThat(half.get(Source.STORY)).isCloseTo(0.5 * 0.8 * 0.75, within(1e-12));
    assertThat(weights.at(1, 0).weights()).containsEntry(Source.LEXICAL, 1.0);
  }

  @Test
  void rejectsWeightsOutOfBounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> new HybridWeights(-0.1, 1, 1, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new HybridWeights(0, 1.1, 1, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new HybridWeights(0.6, 0.5, 1, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new HybridWeights(Double.NaN, 1, 1, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new HybridWeights(0, 1, 0, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new HybridWeights(0, 1, 1, 1.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new HybridWeights(0, 1, 1, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConvexCombination(Map.of(Source.STORY, -1.0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConvexCombination(Map.of(Source.STORY, Double.NaN)));
  }

  @Test
  void rejectsZeroK() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReciprocalRank(0))
        .withMessageContaining("got 0");
  }

  @Test
  void rejectsRankZeroAndScoresThatAreNoNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Candidate(new TitleKey(1), new TitleId("a"), 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Candidate(new TitleKey(1), new TitleId("a"), 1, Double.NaN));
  }

  private record At(int key, double score) {}

  private static At at(int key, double score) {
    return new At(key, score);
  }

  private static CandidateList list(Source source, At... places) {
    List<Candidate> candidates = new ArrayList<>();
    for (At place : places) {
      candidates.add(
          new Candidate(
              new TitleKey(place.key()),
              new TitleId("t" + place.key()),
              candidates.size() + 1,
              place.score()));
    }
    return new CandidateList(
        source, candidates, 1, new Total(candidates.size(), Total.Relation.EQ));
  }

  private static CandidateList random(Source source, Random random) {
    List<At> places = new ArrayList<>();
    double score = 1;
    List<Integer> keys = new ArrayList<>();
    for (int key = 1; key <= 60; key++) keys.add(key);
    Collections.shuffle(keys, random);
    for (int key : keys.subList(0, random.nextInt(60))) {
      score -= random.nextInt(3) * 0.01;
      places.add(at(key, score));
    }
    return list(source, places.toArray(At[]::new));
  }
}

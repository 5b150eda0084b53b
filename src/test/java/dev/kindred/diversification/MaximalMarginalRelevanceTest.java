package dev.kindred.diversification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.testing.Seeded;
import dev.kindred.testing.UnitVectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MaximalMarginalRelevanceTest {
  private static final float[] NORTH = {0, 1};
  private static final float[] EAST = {1, 0};

  @Test
  void picksTheDissimilarOneBeforeTheNearDuplicate() {
    List<FusedCandidate> ranked = ranked(1.0, 0.9, 0.8, 0.0);
    Map<TitleKey, float[]> vectors =
        Map.of(key(1), NORTH, key(2), NORTH, key(3), EAST, key(4), EAST);
    // at 0.5: 0.75 · 0.9 − 0.25 · 1 for the duplicate, 0.75 · 0.8 − 0 for the other
    assertThat(order(MaximalMarginalRelevance.reorder(ranked, 0.5, vectors)))
        .containsExactly(1, 3, 2, 4);
  }

  @Test
  void noDiversityKeepsTheOrder() {
    List<FusedCandidate> ranked = ranked(1.0, 0.9, 0.8, 0.0);
    Map<TitleKey, float[]> same = Map.of(key(1), NORTH, key(2), NORTH, key(3), EAST, key(4), EAST);
    assertThat(MaximalMarginalRelevance.reorder(ranked, 0, same)).isEqualTo(ranked);
  }

  @Test
  void whatTheViewerTakesToAndTheListLacksComesForward() {
    List<FusedCandidate> ranked = ranked(1.0, 0.99, 0.98, 0.9, 0.0);
    List<Set<String>> genres =
        List.of(Set.of("War"), Set.of("War"), Set.of("War"), Set.of("Romance"), Set.of("Horror"));
    Calibration wished = new Calibration(Map.of("War", 0.5, "Romance", 0.5), genres);
    assertThat(order(MaximalMarginalRelevance.reorder(ranked, 0.5, Map.of(), wished)))
        .containsExactly(1, 4, 2, 3, 5);
    assertThat(MaximalMarginalRelevance.reorder(ranked, 0, Map.of(), wished)).isEqualTo(ranked);
    assertThat(MaximalMarginalRelevance.reorder(ranked, 0.5, Map.of(), Calibration.none()))
        .isEqualTo(ranked);
  }

  @Test
  void aTitleGainsByWhatTheDivergenceFalls() {
    List<Set<String>> genres =
        List.of(Set.of("War", "Drama"), Set.of("War"), Set.of("Horror"), Set.of());
    Calibration wished = new Calibration(Map.of("War", 0.75, "Romance", 0.25), genres);
    wished.add(0);
    // one title: half war, smoothed by 1 % of what is wanted, before it is scaled to two
    double before = 0.99 * 0.5 + 0.01 * 0.75 * 2;
    assertThat(wished.gain(1)).isEqualTo(2 * 0.75 * Math.log1p(0.99 / before));
    assertThat(wished.gain(2)).isZero();
    assertThat(wished.gain(3)).isZero();
  }

  @Test
  void titlesWithoutVectorsAreLikeNoOther() {
    List<FusedCandidate> ranked = ranked(1.0, 0.9, 0.8, 0.7);
    Map<TitleKey, float[]> vectors = Map.of(key(1), NORTH, key(2), NORTH);
    assertThat(order(MaximalMarginalRelevance.reorder(ranked, 1, vectors)))
        .containsExactly(1, 3, 4, 2);
    assertThat(MaximalMarginalRelevance.reorder(ranked, 1, Map.of())).isEqualTo(ranked);
  }

  @Test
  void oppositesAreNoBetterThanStrangers() {
    List<FusedCandidate> ranked = ranked(1.0, 0.5, 0.4, 0.0);
    Map<TitleKey, float[]> vectors =
        Map.of(key(1), NORTH, key(2), EAST, key(3), new float[] {0, -1});
    assertThat(order(MaximalMarginalRelevance.reorder(ranked, 1, vectors)))
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void shortOrEqualListsAreNoFault() {
    assertThat(MaximalMarginalRelevance.reorder(List.of(), 1, Map.of())).isEmpty();
    List<FusedCandidate> two = ranked(1.0, 0.5);
    assertThat(MaximalMarginalRelevance.reorder(two, 1, Map.of())).isEqualTo(two);
    List<FusedCandidate> equal = ranked(0.5, 0.5, 0.5, 0.5);
    assertThat(MaximalMarginalRelevance.reorder(equal, 1, Map.of())).isEqualTo(equal);
  }

  @Test
  @Seeded
  void keepsEveryTitleOnceAndTheFirstInPlace(Random random) {
    List<FusedCandidate> ranked = random(random, 450);
    Map<TitleKey, float[]> vectors = vectors(random, 450);
    List<FusedCandidate> reordered =
        MaximalMarginalRelevance.reorder(ranked, random.nextDouble(), vectors);
    assertThat(reordered).containsExactlyInAnyOrderElementsOf(ranked);
    assertThat(reordered.getFirst()).isEqualTo(ranked.getFirst());
    int pool = MaximalMarginalRelevance.POOL;
    assertThat(reordered.subList(pool, 450)).isEqualTo(ranked.subList(pool, 450));
  }

  @Test
  @Seeded
  void aListThatGoesOnLongerBeginsAsTheShorterOne(Random random) {
    List<FusedCandidate> ranked = random(random, 450);
    Map<TitleKey, float[]> vectors = vectors(random, 450);
    List<FusedCandidate> whole = MaximalMarginalRelevance.reorder(ranked, 0.6, vectors);
    List<FusedCandidate> pool =
        MaximalMarginalRelevance.reorder(
            ranked.subList(0, MaximalMarginalRelevance.POOL), 0.6, vectors);
    assertThat(whole.subList(0, MaximalMarginalRelevance.POOL)).isEqualTo(pool);
  }

  @Test
  @Seeded
  void moreDiversityMeansNeighboursThatDifferMore(Random random) {
    double plain = 0;
    double varied = 0;
    for (int draw = 0; draw < 50; draw++) { // one draw may be varied as it is
      List<FusedCandidate> ranked = random(random, 200);
      Map<TitleKey, float[]> vectors = vectors(random, 200);
      plain += likeness(ranked, vectors);
      varied += likeness(MaximalMarginalRelevance.reorder(ranked, 1, vectors), vectors);
    }
    assertThat(varied).isLessThan(plain);
  }

  /// Mean cosine of all pairs among the first ten.
  private static double likeness(List<FusedCandidate> list, Map<TitleKey, float[]> vectors) {
    double sum = 0;
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < i; j++) {
        float[] a = vectors.getOrDefault(list.get(i).key(), NORTH);
        float[] b = vectors.getOrDefault(list.get(j).key(), NORTH);
        for (int d = 0; d < a.length; d++) sum += a[d] * b[d];
      }
    }
    return sum / 45;
  }

  private static List<FusedCandidate> random(Random random, int size) {
    double[] scores = new double[size];
    double score = 1;
    for (int i = 0; i < size; i++) scores[i] = score -= random.nextDouble() / size;
    return ranked(scores);
  }

  private static Map<TitleKey, float[]> vectors(Random random, int size) {
    UnitVectors vectors = new UnitVectors(random, 12, 8, 0.4);
    Map<TitleKey, float[]> map = new HashMap<>();
    for (int key = 1; key <= size; key++) map.put(key(key), vectors.next());
    return map;
  }

  private static List<FusedCandidate> ranked(double... scores) {
    List<FusedCandidate> ranked = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      ranked.add(new FusedCandidate(key(i + 1), new TitleId("t" + (i + 1)), scores[i], Map.of()));
    }
    return ranked;
  }

  private static List<Integer> order(List<FusedCandidate> list) {
    return list.stream().map(candidate -> candidate.key().value()).toList();
  }

  private static TitleKey key(int value) {
    return new TitleKey(value);
  }
}

package dev.kindred.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.model.DecayedSum;
import dev.kindred.model.Factors;
import dev.kindred.model.History;
import dev.kindred.model.SparseWeights;
import dev.kindred.testing.Seeded;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Seeded
final class TasteTrainingTest {
  /// Sets {0,1}, {0,1}, {1,2}: `XᵀX + I` = [[3,2,0],[2,4,1],[0,1,2]], of determinant 13.
  private static final Interactions THREE =
      Audience.of(3).viewer(0, 1).viewer(1, 0).viewer(1, 2).build();

  @Test
  void easeIsTheInverseOverItsNegativeDiagonal() {
    Matrix weights = Ease.weights(THREE, 1);
    // Cofactors: the inverse's column 1 is (-4, 6, -3) / 13, its column 0 (7, -4, 2) / 13.
    assertThat(weights.get(0, 1)).isCloseTo(4f / 6, within(1e-5f));
    assertThat(weights.get(2, 1)).isCloseTo(3f / 6, within(1e-5f));
    assertThat(weights.get(2, 0)).isCloseTo(-2f / 7, within(1e-5f));
    for (int i = 0; i < 3; i++) assertThat(weights.get(i, i)).isZero();
  }

  @Test
  void cosinesKeepTheNearestOfEachTitle() {
    Matrix weights = CoWatch.cosines(THREE, 1);
    assertThat(weights.get(1, 0)).isCloseTo((float) (2 / Math.sqrt(2 * 3)), within(1e-6f));
    assertThat(weights.get(0, 1)).isCloseTo((float) (2 / Math.sqrt(3 * 2)), within(1e-6f));
    assertThat(weights.get(1, 2)).isCloseTo((float) (1 / Math.sqrt(3 * 1)), within(1e-6f));
    assertThat(weights.get(2, 1)).isZero(); // 0 is nearer to 1
  }

  @Test
  void statesDecayAndEachIsCountedOnce() {
    Interactions of = Audience.of(3).viewer(0, 1, 2).build();
    // States: (1, 0, 0) before title 1, (0.5, 1, 0) before title 2.
    Matrix states = CoOccurrence.ofStates(of, 20, 0.5);
    assertThat(states.get(0, 0)).isEqualTo(1 + 0.5f * 0.5f);
    assertThat(states.get(1, 0)).isEqualTo(0.5f);
    assertThat(states.get(1, 1)).isEqualTo(1);
    assertThat(states.get(2, 2)).isZero(); // after the last nothing came
    Matrix next = CoOccurrence.ofNext(of, 20, 0.5);
    assertThat(next.get(0, 1)).isEqualTo(1);
    assertThat(next.get(0, 2)).isEqualTo(0.5f);
    assertThat(next.get(1, 2)).isEqualTo(1);
    assertThat(CoOccurrence.ofNext(of, 1, 0.5).get(0, 2)).isZero();
  }

  @Test
  void statesAddUpAsThoughEachWereWrittenOut(Random random) {
    Interactions of = randomAudience(random, 12, 30, 9);
    int length = 4;
    double decay = 0.7;
    double[][] expected = new double[12][12];
    for (int viewer = 0; viewer < of.viewers(); viewer++) {
      for (int next = of.begin(viewer) + 1; next < of.end(viewer); next++) {
        double[] state = new double[12];
        for (int at = Math.max(of.begin(viewer), next - length); at < next; at++)
          state[of.row(at)] += Math.pow(decay, next - 1 - at);
        for (int i = 0; i < 12; i++)
          for (int j = 0; j < 12; j++) expected[i][j] += state[i] * state[j];
      }
    }
    Matrix states = CoOccurrence.ofStates(of, length, decay);
    for (int i = 0; i < 12; i++)
      for (int j = 0; j <= i; j++)
        assertThat(states.get(i, j)).isCloseTo((float) expected[i][j], within(1e-3f));
  }

  @Test
  void transitionsAreSharesOfWhatCameAfter() {
    Interactions of = Audience.of(3).viewer(0, 1).viewer(0, 1).viewer(0, 2).build();
    Matrix shares = NextTitle.transitions(of, 1, 0.5, 1);
    assertThat(shares.get(0, 1)).isEqualTo(2f / (3 + 1));
    assertThat(shares.get(0, 2)).isEqualTo(1f / (3 + 1));
  }

  @Test
  void foldingAViewerInSolvesTheRidge() {
    float[] titles = {1, 0, 0, 1, 1, 1};
    Factors factors = new Factors(2, titles, 0.5f, 0.1f);
    // 0.5 VᵀV = [[1, .5], [.5, 1]]; + the outer product of (1, 0); + 0.1 (1 + 0.5 · 3) on the
    // diagonal
    double a = 1 + 1 + 0.25;
    double d = 1 + 0.25;
    double determinant = a * d - 0.25;
    assertThat(factors.viewer(History.of(0)))
        .containsExactly(
            new float[] {(float) (d / determinant), (float) (-0.5 / determinant)}, within(1e-5f));
    assertThat(factors.viewer(History.NONE)).containsExactly(0, 0);
  }

  @Test
  void factorsTellTwoTastesApart() {
    Audience audience = Audience.of(8);
    for (int i = 0; i < 40; i++) {
      audience.viewer(i % 4, (i + 1) % 4, (i + 2) % 4);
      audience.viewer(4 + i % 4, 4 + (i + 1) % 4, 4 + (i + 2) % 4);
    }
    float[] scores = new float[8];
    AlternatingLeastSquares.train(audience.build(), 8, 0.1, 0.01, 8)
        .score(History.of(0, 1), scores);
    for (int other = 4; other < 8; other++) assertThat(scores[other]).isLessThan(scores[3] / 2);
  }

  @Test
  void theHeadIsTrainedAndTheRestLeftOut() {
    Interactions of = Audience.of(4).viewer(3, 1).viewer(1, 3, 0).viewer(3, 1).build();
    Head head = Head.of(of, 2);
    assertThat(head.interactions().counts()).containsExactly(3, 3);
    SparseWeights wide = head.widened(Largest.rows(CoWatch.cosines(head.interactions(), 2), 2));
    float[] scores = new float[4];
    DecayedSum.whole(wide).score(History.of(1, 0), scores);
    assertThat(scores).containsExactly(0, 0, 0, 1); // 1 and 3 are always together
  }

  private static Interactions randomAudience(Random random, int titles, int viewers, int longest) {
    Audience audience = Audience.of(titles);
    for (int i = 0; i < viewers; i++)
      audience.viewer(random.ints(1 + random.nextInt(longest), 0, titles).distinct().toArray());
    return audience.build();
  }
}

package dev.kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.model.Blend.Term;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScorersTest {
  private static final Weights WEIGHTS =
      new DenseWeights(3, new float[] {0, 1, 2, 3, 0, 4, 5, 6, 0});

  @Test
  void theLatestTitlesCountMost() {
    float[] scores = new float[3];
    new DecayedSum(WEIGHTS, 2, 0.5f).score(History.of(0, 1, 2), scores);
    assertThat(scores).containsExactly(5 + 0.5f * 3, 6 + 0.5f * 0, 0 + 0.5f * 4);
  }

  @Test
  void aBlendIsTheWeightedSumOfLogarithmsWithFloors() {
    Popularity popularity = new Popularity(new float[] {0.5f, 0, 0.25f});
    Blend blend =
        new Blend(
            3,
            List.of(
                new Term("popularity", popularity, 0.1f, 2),
                new Term("ease", DecayedSum.whole(WEIGHTS), 0.01f, -1)));
    float[] scores = new float[3];
    blend.score(History.of(0), scores);
    assertThat(scores[0]).isCloseTo((float) (2 * Math.log(0.6) - Math.log(0.01)), within(1e-5f));
    assertThat(scores[1]).isCloseTo((float) (2 * Math.log(0.1) - Math.log(1.01)), within(1e-5f));
    float[] parts = blend.parts(History.of(0), 2);
    assertThat(parts[0] + parts[1]).isCloseTo(scores[2], within(1e-5f));
  }

  @Test
  void withNothingKnownTheLiftIsThePriorAndGrowsWithTheRootOfWhatIsKnown() {
    Lift lift = new Lift(new Popularity(new float[] {0.5f, 0.3f, 0.2f}), WEIGHTS);
    float[] none = new float[3];
    float[] one = new float[3];
    float[] two = new float[3];
    lift.score(History.NONE, none);
    lift.score(History.of(0), one);
    lift.score(History.of(0, 2), two);
    assertThat(none[0]).isCloseTo((float) Math.log(0.5), within(1e-5f));
    assertThat(one[1] - none[1]).isCloseTo(0.5f * 1, within(1e-5f));
    assertThat(two[1] - none[1])
        .isCloseTo((float) (0.5 * Math.sqrt(2) * (1 + 6) / 2), within(1e-5f));
  }

  @Test
  void theGateAsksByWhatIsKnown() {
    Scorer gate =
        new EvidenceGate(new Popularity(new float[] {1, 2, 3}), DecayedSum.whole(WEIGHTS), 2);
    float[] scores = new float[3];
    gate.score(History.of(0), scores);
    assertThat(scores).containsExactly(1, 2, 3);
    gate.score(History.of(0, 1), scores);
    assertThat(scores).containsExactly(3, 1, 6);
  }
}

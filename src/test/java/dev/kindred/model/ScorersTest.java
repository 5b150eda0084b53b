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
  void aViewerIsFoldedInFromWhatIsThoughtBeforehand() {
    Factors factors = new Factors(2, new float[] {1, 0, 0, 1, 1, 1}, 0.5f, 0.1f);
    float[] prior = {0.5f, -0.25f};
    assertThat(factors.viewer(History.NONE, prior)).containsExactly(prior);
    assertThat(factors.viewer(History.of(0), new float[2]))
        .containsExactly(factors.viewer(History.of(0)));
    // A title that is expected fully says nothing new, one that is not moves the viewer.
    assertThat(factors.viewer(History.of(0), new float[] {1, 0})).containsExactly(1, 0);
    float[] moved = factors.viewer(History.of(1), prior);
    float[] expected = factors.viewer(History.of(1));
    assertThat(moved[1] - prior[1]).isCloseTo(1.25f * expected[1], within(1e-5f));
  }

  @Test
  void thePriorIsTheMeanOfClustersByHowLikelyTheViewerIsOfEach() {
    Factors factors = new Factors(2, new float[] {1, 0, 0, 1, 1, 1}, 0.5f, 0.1f);
    ViewerPrior prior = new ViewerPrior(2, new float[] {1, 0, 0, 1}, new float[] {0.75f, 0.25f});
    assertThat(prior.mean(factors, History.NONE)).containsExactly(0.75f, 0.25f);
    double first = 0.75 * Math.pow(0.01, Math.sqrt(2)); // thinks nothing of title 1
    double second = 0.25 * Math.pow(1.01, Math.sqrt(2));
    float[] mean = prior.mean(factors, History.of(1, 1));
    assertThat(mean[0]).isCloseTo((float) (first / (first + second)), within(1e-5f));
    assertThat(mean[0] + mean[1]).isCloseTo(1, within(1e-5f));
  }

  @Test
  void foldingInIsTheLogarithmOfTheProductWithAFloor() {
    Factors factors = new Factors(2, new float[] {1, 0, 0, 1, 1, 1}, 0.5f, 0.1f);
    ViewerPrior prior = new ViewerPrior(2, new float[] {0.5f, -2}, new float[] {1});
    float[] scores = new float[3];
    new FoldIn(factors, prior).score(History.of(0), scores);
    float[] viewer = factors.viewer(History.of(0), new float[] {0.5f, -2});
    assertThat(scores[0]).isCloseTo((float) Math.log(viewer[0] + 0.01), within(1e-5f));
    assertThat(scores[1]).isCloseTo((float) Math.log(0.01), within(1e-5f));
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

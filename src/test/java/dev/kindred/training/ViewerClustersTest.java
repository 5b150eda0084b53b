package dev.kindred.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.model.Factors;
import dev.kindred.model.History;
import dev.kindred.model.ViewerPrior;
import org.junit.jupiter.api.Test;

final class ViewerClustersTest {
  /// Two titles apart and two crowds, three viewers to one.
  private static final Factors FACTORS = new Factors(2, new float[] {1, 0, 0, 1}, 0.5f, 0.1f);

  @Test
  void eachCrowdIsAClusterByItsShare() {
    ViewerPrior prior =
        ViewerClusters.prior(
            Audience.of(2).viewer(0).viewer(0).viewer(0).viewer(1).viewer().build(), FACTORS);
    assertThat(prior.clusters()).isEqualTo(2);
    float[] mean = prior.mean(FACTORS, History.NONE);
    float one = FACTORS.viewer(History.of(0))[0];
    assertThat(mean[0]).isCloseTo(0.75f * one, within(1e-5f));
    assertThat(mean[1]).isCloseTo(0.25f * one, within(1e-5f));
    float[] ofSecond = prior.mean(FACTORS, History.of(1));
    assertThat(ofSecond[1]).isGreaterThan(5 * ofSecond[0]);
  }

  @Test
  void nobodyIsOneClusterWithoutTaste() {
    ViewerPrior prior = ViewerClusters.prior(Audience.of(2).viewer().build(), FACTORS);
    assertThat(prior.clusters()).isEqualTo(1);
    assertThat(prior.mean(FACTORS, History.NONE)).containsExactly(0, 0);
  }
}

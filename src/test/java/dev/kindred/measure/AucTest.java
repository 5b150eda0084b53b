package dev.kindred.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.testing.Seeded;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AucTest {
  @Test
  @Seeded
  void isTheShareOfPairsInTheRightOrder(Random random) {
    double[] positives = random.ints(40, 0, 12).asDoubleStream().toArray();
    double[] negatives = random.ints(30, 0, 10).asDoubleStream().toArray();
    double wins = 0;
    for (double p : positives) for (double n : negatives) wins += p > n ? 1 : p == n ? 0.5 : 0;
    assertThat(Auc.of(positives, negatives)).isCloseTo(wins / (40 * 30), within(1e-12));
    Interval interval = Auc.interval(positives, negatives);
    assertThat(interval.lower()).isLessThan(wins / (40 * 30));
    assertThat(interval.upper()).isGreaterThan(wins / (40 * 30));
  }

  @Test
  void equalScoresAreChance() {
    assertThat(Auc.of(new double[] {-0.0, 0}, new double[] {0, 0})).isEqualTo(0.5);
    assertThat(Auc.of(new double[] {2}, new double[] {1})).isEqualTo(1);
    assertThat(Auc.of(new double[] {1}, new double[] {2})).isZero();
  }

  @Test
  void needsBothKinds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Auc.of(new double[0], new double[] {1}))
        .withMessage("there are no values");
  }
}

package dev.kindred.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.testing.Seeded;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PairedComparisonTest {
  /// Of the 2^n assignments of signs, as many as enumeration finds are as far from zero.
  @Test
  @Seeded
  void thePValueIsThatOfEnumeratingAllSigns(Random random) {
    double[] first = random.doubles(12).toArray();
    double[] second = random.doubles(12, -0.3, 0.7).toArray();
    double observed = 0;
    for (int i = 0; i < 12; i++) observed += first[i] - second[i];
    int asFar = 0;
    for (int signs = 0; signs < 1 << 12; signs++) {
      double sum = 0;
      for (int i = 0; i < 12; i++) sum += ((signs >> i & 1) == 0 ? 1 : -1) * (first[i] - second[i]);
      if (Math.abs(sum) >= Math.abs(observed) - 1e-9) asFar++;
    }
    double exact = asFar / (double) (1 << 12);
    PairedComparison compared = PairedComparison.of(first, second);
    assertThat(compared.difference()).isCloseTo(observed / 12, within(1e-12));
    double fiveSigma = 5 * Math.sqrt(exact * (1 - exact) / PairedComparison.ROUNDS) + 1e-3;
    assertThat(compared.pValue()).isCloseTo(exact, within(fiveSigma));
  }

  @Test
  void equalSystemsDifferByChance() {
    double[] values = {0.1, 0.5, 1};
    assertThat(PairedComparison.of(values, values))
        .isEqualTo(new PairedComparison(3, 0, new Interval(0, 0), 1));
  }

  @Test
  void aSystemThatIsBetterOnEveryQueryIsBetter() {
    double[] worse = new double[30];
    double[] better = new double[30];
    Arrays.setAll(worse, i -> i / 60.0);
    Arrays.setAll(better, i -> worse[i] + 0.1 + i / 100.0);
    PairedComparison compared = PairedComparison.of(better, worse);
    assertThat(compared.pValue()).isEqualTo(1 / (PairedComparison.ROUNDS + 1.0));
    assertThat(compared.interval().lower()).isPositive();
  }

  @Test
  void refusesListsOfDifferentLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedComparison.of(new double[2], new double[3]))
        .withMessage("a paired test needs as many values of both, got 2 and 3");
  }

  /// For a mean of many values the bootstrap agrees with the normal approximation.
  @Test
  @Seeded
  void theIntervalIsThatOfTheNormalApproximationForManyValues(Random random) {
    double[] values = random.doubles(400).toArray();
    double mean = Means.of(values);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / 400;
    double half = 1.96 * Math.sqrt(variance / 400);
    Interval interval = Interval.ofMean(values);
    assertThat(interval.lower()).isCloseTo(mean - half, within(0.1 * half));
    assertThat(interval.upper()).isCloseTo(mean + half, within(0.1 * half));
  }

  @Test
  void thereIsNoMeanOfNothingOrOfWhatIsNotFinite() {
    assertThatIllegalArgumentException().isThrownBy(() -> Interval.ofMean(new double[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Means.of(new double[] {1, Double.NaN}))
        .withMessage("a value is not finite: NaN");
  }
}

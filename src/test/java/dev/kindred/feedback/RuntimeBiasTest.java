package dev.kindred.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RuntimeBiasTest {
  @Test
  void withoutViewingsAPortionStandsAsItIs() {
    assertThat(RuntimeBias.NONE.debiased(0.3, 90)).isCloseTo(0.3, within(1e-12));
    assertThat(RuntimeBias.NONE.debiased(0.3, null)).isEqualTo(0.3);
  }

  @Test
  void aPortionIsTheShareOfViewingsItExceedsMixedWithThePrior() {
    RuntimeBias.Learning learning = new RuntimeBias.Learning();
    for (int i = 0; i < 300; i++) learning.add(0.1, 100);
    for (int i = 0; i < 100; i++) learning.add(0.9, 100);

    double ties = 300 + 100 / 2.0;
    assertThat(learning.learned().debiased(0.9, 100))
        .isCloseTo((ties + RuntimeBias.PRIOR * 0.9) / (400 + RuntimeBias.PRIOR), within(1e-12));
  }

  @Test
  void lengthsOfOneClassShareTheirViewings() {
    RuntimeBias learned = new RuntimeBias.Learning().add(1, 91).learned();

    assertThat(learned.debiased(0.5, 105)).isEqualTo(learned.debiased(0.5, 91));
    assertThat(learned.debiased(0.5, 106)).isEqualTo(0.5);
  }

  @Test
  void whatIsLearnedLaterDoesNotChangeWhatWasLearned() {
    RuntimeBias.Learning learning = new RuntimeBias.Learning();
    RuntimeBias before = learning.learned();
    for (int i = 0; i < 1_000; i++) learning.add(1, 100);

    assertThat(before.debiased(0.5, 100)).isEqualTo(0.5);
    assertThat(learning.learned().debiased(0.5, 100)).isLessThan(0.1);
  }

  @Test
  void refusesWhatIsNoPortion() {
    assertThatThrownBy(() -> RuntimeBias.NONE.debiased(1.1, 90)).hasMessageContaining("1.1");
    assertThatThrownBy(() -> RuntimeBias.NONE.debiased(Double.NaN, 90))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

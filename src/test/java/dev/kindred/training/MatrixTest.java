package dev.kindred.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.testing.Seeded;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Seeded
final class MatrixTest {
  @Test
  void invertsByHand() {
    Matrix of = new Matrix(2, 2, new float[] {4, Float.NaN, 2, 3}); // reads the lower triangle only
    of.invert();
    assertThat(of.values())
        .containsExactly(new float[] {3f / 8, -2f / 8, -2f / 8, 4f / 8}, within(1e-6f));
  }

  @Test
  void anInverseOfSeveralBlocksTimesTheMatrixIsOne(Random random) {
    int n = 600;
    Matrix of = new Matrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        float value = (float) random.nextGaussian();
        of.add(i, j, value);
        of.add(j, i, value);
      }
    }
    of.addToDiagonal(4 * (float) Math.sqrt(n)); // above its largest eigenvalue
    Matrix product = new Matrix(n, n, of.values().clone());
    product.invert();
    product.multiply(of);
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++)
        assertThat(product.get(i, j)).isCloseTo(i == j ? 1 : 0, within(1e-4f));
  }

  @Test
  void refusesWhatIsNotPositiveDefinite() {
    Matrix of = new Matrix(2, 2, new float[] {1, 2, 2, 1});
    assertThatThrownBy(of::invert)
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("row 1");
  }
}

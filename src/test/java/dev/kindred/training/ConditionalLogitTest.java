package dev.kindred.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.testing.Seeded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Seeded
final class ConditionalLogitTest {
  @Test
  void findsTheWeightsThatMadeTheChoices(Random random) {
    double[] truth = {1.5, -0.7};
    List<ChoiceSet> sets = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      float[] features = new float[20];
      double best = Double.NEGATIVE_INFINITY;
      int chosen = 0;
      for (int title = 0; title < 10; title++) {
        double score = -Math.log(-Math.log(random.nextDouble())); // Gumbel: the logit's own noise
        for (int j = 0; j < 2; j++) {
          features[title * 2 + j] = (float) random.nextGaussian();
          score += truth[j] * features[title * 2 + j];
        }
        if (score > best) {
          best = score;
          chosen = title;
        }
      }
      for (int j = 0; j < 2; j++) {
        float first = features[j];
        features[j] = features[chosen * 2 + j];
        features[chosen * 2 + j] = first;
      }
      sets.add(new ChoiceSet(1, features));
    }
    double[] found = ConditionalLogit.fit(sets, 2);
    assertThat(found[0]).isCloseTo(truth[0], within(0.1));
    assertThat(found[1]).isCloseTo(truth[1], within(0.1));
  }

  @Test
  void withoutDifferenceEveryWeightIsZero() {
    List<ChoiceSet> sets = Collections.nCopies(5, new ChoiceSet(1, new float[] {2, 2, 2}));
    assertThat(ConditionalLogit.fit(sets, 1)).containsExactly(0);
  }
}

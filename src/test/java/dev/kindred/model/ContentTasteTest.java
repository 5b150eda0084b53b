package dev.kindred.model;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.Title;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ContentTasteTest {
  private static final float[] NONE = new float[0];

  /// Of one dimension, 10 interactions and vectors of one value.
  private static final ContentTaste TASTE =
      new ContentTaste(
          "meaning-v1",
          10,
          new float[] {0.5f, 1},
          new float[] {1, 0, 0, 2},
          Map.of("genre:Western", 0),
          new float[] {3, -4});

  @Test
  void anEstimateIsTheMeanPlusWhatEachFeatureAdds() {
    Title western = aTitle().named("It").inGenres("Western").build();
    ContentTaste.Estimate of =
        TASTE.estimate(ContentFeatures.of(western, new float[] {1}, new float[] {-1}));
    assertThat(of.vector()[0]).isEqualTo(0.5f + 0.7f * 1 + 0.6f * 3, within(1e-6f));
    assertThat(of.popularity()).isZero(); // 1 - 0.7 * 2 - 0.6 * 4 is below what nobody takes to
  }

  @Test
  void whatIsNotKnownAddsNothing() {
    Title other = aTitle().named("Unheard").inGenres("Space Opera").build();
    ContentTaste.Estimate of = TASTE.estimate(ContentFeatures.of(other, NONE, NONE));
    assertThat(of.vector()).containsExactly(0.5f);
    assertThat(of.popularity()).isEqualTo((float) ((Math.E - 1) / 10), within(1e-6f));
  }

  @Test
  void vectorsOfAnotherModelAreRefused() {
    ContentFeatures features =
        ContentFeatures.of(aTitle().build(), new float[] {1, 0}, new float[] {0, 1});
    assertThatThrownBy(() -> TASTE.estimate(features))
        .hasMessageContaining("4 values of meaning, those of meaning-v1 are 2");
  }

  @Test
  void wrongShapesAreRefused() {
    assertThatThrownBy(
            () -> new ContentTaste("m", 1, new float[] {1, 1}, NONE, Map.of("a", 1), new float[2]))
        .hasMessage("place 1 of 1");
    assertThatThrownBy(
            () -> new ContentTaste("m", 1, new float[] {1, 1}, NONE, Map.of("a", 0), new float[1]))
        .hasMessage("1 weights of 1 features");
    assertThatThrownBy(
            () -> new ContentTaste("m", 0, new float[] {1, 1}, NONE, Map.of(), new float[0]))
        .hasMessageContaining("interactions");
  }
}

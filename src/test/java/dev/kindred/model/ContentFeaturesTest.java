package dev.kindred.model;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.Title;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ContentFeaturesTest {
  private static final float[] NOTHING = new float[4];

  @Test
  void whatPeopleThinkOfATitleIsNoFeature() {
    Map<String, Float> quiet =
        sparse(aTitle().named("The Ferry").from(1999).inGenres("Drama").build());
    Title loved =
        aTitle()
            .named("The Ferry")
            .from(1999)
            .inGenres("Drama")
            .popular(99)
            .rated(9.5, 1_000)
            .build();
    assertThat(sparse(loved)).isEqualTo(quiet);
    assertThat(sparse(aTitle().named("The Ferry").from(1999).inGenres("Comedy").build()))
        .isNotEqualTo(quiet);
  }

  @Test
  void likenessIsTheProductOfAllFeatures() {
    Title one = aTitle().named("Long Night").from(1994).inGenres("Western", "Drama").build();
    Title other = aTitle().named("Night Train").from(1998).inGenres("Western").build();
    double words = 0.4 * 0.4 / 2 / Math.sqrt(1);
    double genres = 0.6 * 0.6 / Math.sqrt(2);
    double years = 0.7 * 0.7 * 3 / 5; // 1994 + 0, 2, 4 and 1998 + 0 ... in the same decade each
    assertThat(
            ContentFeatures.of(one, new float[] {1, 0, 0}, new float[0])
                .likeness(ContentFeatures.of(other, new float[] {0.5f, 1, 1}, new float[0])))
        .isEqualTo(0.7 * 0.7 * 0.5 + words + genres + years, within(1e-6));
  }

  @Test
  void vectorsOfTwoModelsAreRefused() {
    assertThatThrownBy(() -> ContentFeatures.of(aTitle().build(), new float[2], new float[3]))
        .hasMessage("vectors of 2 and 3 dimensions");
  }

  private static Map<String, Float> sparse(Title title) {
    return ContentFeatures.of(title, NOTHING, NOTHING).sparse();
  }
}

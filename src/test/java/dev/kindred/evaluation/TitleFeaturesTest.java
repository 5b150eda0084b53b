package dev.kindred.evaluation;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Title;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TitleFeaturesTest {
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

  private static Map<String, Float> sparse(Title title) {
    return TitleFeatures.of(title, NOTHING, NOTHING).sparse();
  }
}

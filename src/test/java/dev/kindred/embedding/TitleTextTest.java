package dev.kindred.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.Pace;
import dev.kindred.catalogue.ContentProfile.Setting;
import dev.kindred.catalogue.ContentProfile.Source;
import dev.kindred.catalogue.ContentProfile.SourceKind;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.Title.Kind;
import dev.kindred.catalogue.TitleId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TitleTextTest {
  private static final ContentProfile WRITTEN =
      new ContentProfile(
          "A pitch!",
          "The story",
          List.of("justice", "doubt"),
          List.of("tense", "stirring"),
          "taut and humane",
          Pace.MEASURED,
          List.of("single room"),
          new Setting("New York", "1950s"),
          "debaters",
          List.of("a hot evening"),
          new Source(SourceKind.LLM, null, null, null));

  private static final ContentProfile DERIVED = derived(null, List.of());

  @Test
  void theStoryBeginsWithTheTellingWords() {
    Title title = aTitle().genres(List.of("Drama", "Crime")).synopsis("Twelve men talk.").build();
    assertThat(TitleText.story(title, WRITTEN))
        .isEqualTo("Some Title. Drama, Crime. A pitch! Twelve men talk. The story.");
  }

  @Test
  void theStoryEndsWithKeywords() {
    Title title = aTitle().keywords(List.of("jury", "heatwave")).build();
    assertThat(TitleText.story(title, DERIVED)).isEqualTo("Some Title. jury, heatwave.");
  }

  @Test
  void aPitchThatOpensTheSynopsisIsNotSaidTwice() {
    Title title = aTitle().synopsis("One. Two.").build();
    assertThat(TitleText.story(title, derived("One.", List.of())))
        .isEqualTo("Some Title. One. Two.");
  }

  @Test
  void theFeelOfAWrittenProfileHoldsTheProfileAlone() {
    Title title = aTitle().year(1957).genres(List.of("Drama")).synopsis("Men talk.").build();
    assertThat(TitleText.feel(title, WRITTEN))
        .isEqualTo(
            "tense, stirring. taut and humane. measured pace. single room. justice, doubt."
                + " Set in New York, 1950s. For debaters. a hot evening.");
  }

  @Test
  void theFeelOfADerivedProfileTellsTitlesApart() {
    Title title =
        aTitle()
            .year(1994)
            .genres(List.of("Comedy"))
            .countries(List.of("FR", "GB"))
            .languages(List.of("fr", "en"))
            .tagline("Oh là là")
            .synopsis("Two friends go to the sea.")
            .build();
    assertThat(TitleText.feel(title, derived("Oh là là", List.of("funny"))))
        .isEqualTo(
            "funny. Comedy. 1990s, France, United Kingdom, French. Oh là là."
                + " Two friends go to the sea.");
  }

  @Test
  void theFeelHoldsOnlyTheBeginningOfALongSynopsis() {
    Title title = aTitle().synopsis("word ".repeat(500)).build();
    assertThat(TitleText.feel(title, DERIVED)).isEqualTo("word ".repeat(30).strip() + ".");
  }

  @Test
  void theNameStandsWhereNothingIsTold() {
    Title title = aTitle().year(2010).genres(List.of("Horror")).build();
    assertThat(TitleText.feel(title, derived(null, List.of("eerie"))))
        .isEqualTo("eerie. Horror. 2010s. Some Title.");
  }

  @Test
  void codesWithoutWordsAreLeftOut() {
    Title title =
        aTitle().countries(List.of("QQ")).languages(List.of("xx", "cn")).tagline("Hm").build();
    assertThat(TitleText.feel(title, DERIVED)).isEqualTo("Hm.");
  }

  @Test
  void aTitleThatSaysNothingOfItsFeelHasNone() {
    Title title = aTitle().year(2010).countries(List.of("US")).build();
    assertThat(TitleText.feel(title, DERIVED)).isBlank();
    assertThat(TitleText.story(title, DERIVED)).isEqualTo("Some Title.");
  }

  private static Title.Builder aTitle() {
    return Title.builder(new TitleId("t1"), Kind.MOVIE, "Some Title");
  }

  private static ContentProfile derived(@Nullable String pitch, List<String> moods) {
    return new ContentProfile(
        pitch,
        null,
        List.of(),
        moods,
        null,
        null,
        List.of(),
        Setting.UNKNOWN,
        null,
        List.of(),
        Source.METADATA);
  }
}

package dev.kindred.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.Setting;
import dev.kindred.catalogue.ContentProfile.SourceKind;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.Title.Kind;
import dev.kindred.catalogue.Title.Maturity;
import dev.kindred.catalogue.TitleId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetadataProfilerTest {
  @Test
  void saysNothingOfABareTitle() {
    ContentProfile profile = MetadataProfiler.profile(aTitle().build());
    assertThat(profile)
        .isEqualTo(
            new ContentProfile(
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                Setting.UNKNOWN,
                null,
                List.of(),
                ContentProfile.Source.METADATA));
    assertThat(profile.source().kind()).isEqualTo(SourceKind.METADATA);
  }

  @Test
  void pitchesWithTheTaglineElseWithTheFirstSentence() {
    Title.Builder title = aTitle().synopsis("A man wakes up. He runs away.");
    assertThat(MetadataProfiler.profile(title.build()).pitch()).isEqualTo("A man wakes up.");
    title.tagline(" Run! ");
    assertThat(MetadataProfiler.profile(title.build()).pitch()).isEqualTo("Run!");
  }

  @Test
  void blankTextsAreNoPitch() {
    assertThat(MetadataProfiler.profile(aTitle().tagline(" ").synopsis("\n").build()).pitch())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sci-Fi | science fiction",
        "Science Fiction | science fiction",
        "TV Sci-Fi & Fantasy | science fiction,fantasy",
        "TV Dramas | drama",
        "Action & Adventure | action,adventure",
        "Stand-Up Comedy | stand-up comedy",
        "Stand-Up Comedy & Talk Shows | stand-up comedy",
        "Children & Family Movies | family",
        "Children's | family",
        "Kids' TV | family",
        "Music & Musicals | music,musical",
        "Film-Noir | film noir",
        "Horror Movies | horror",
        "Anime Series | animation",
        "Romantic TV Shows | romance",
        "Docuseries | documentary",
        "Science & Nature TV | documentary,nature",
        "Teen TV Shows | teen",
      })
  void readsTheGenreNamesOfEverySource(String name, String genres) {
    assertThat(GenreMoods.canonical(List.of(name))).containsExactly(genres.split(",", -1));
  }

  @ParameterizedTest
  @CsvSource({"International TV Shows", "TV Shows", "Movies", "IMAX", "Foreign", "TV Movie", "''"})
  void formatsAndOriginsAreNoGenres(String name) {
    assertThat(GenreMoods.canonical(List.of(name))).isEmpty();
  }

  @Test
  void theMostTellingGenreSetsTheTone() {
    Title title = aTitle().genres(List.of("Drama", "Horror")).build();
    ContentProfile profile = MetadataProfiler.profile(title);
    assertThat(profile.tone()).isEqualTo("frightening and ominous");
    assertThat(profile.moods()).startsWith("eerie").contains("moving");
  }

  @Test
  void theOrderOfGenresChangesNothing() {
    assertThat(GenreMoods.moods(Set.of("comedy", "romance", "crime"), 9))
        .isEqualTo(GenreMoods.moods(Set.of("crime", "romance", "comedy"), 9));
  }

  @Test
  void pairsOfGenresAreMoreThanTheirSum() {
    Title title = aTitle().genres(List.of("Comedy", "Drama")).build();
    assertThat(MetadataProfiler.profile(title).moods())
        .containsExactly("bittersweet", "funny", "warm");
  }

  @Test
  void keywordsGiveThemesPlaceAndTime() {
    Title title =
        aTitle()
            .genres(List.of("Musical"))
            .keywords(
                List.of(
                    "woman director",
                    "paris",
                    "musical",
                    "Revenge",
                    "1970s",
                    "duringcreditsstinger",
                    "based on novel",
                    "friendship",
                    "revenge story"))
            .build();
    ContentProfile profile = MetadataProfiler.profile(title);
    assertThat(profile.themes()).containsExactly("Revenge", "friendship", "revenge story");
    assertThat(profile.setting()).isEqualTo(new Setting("Paris", "1970s"));
  }

  @ParameterizedTest
  @CsvSource({
    "TV-Y,,young children",
    "TV-Y7,Comedy,children",
    "G,,all the family",
    "G,Family,children and families",
    "PG-13,,teenagers and adults",
    "R,Family,adults",
    "NR,,",
    "Unrated,Children,children and families",
  })
  void theAudienceComesFromTheAgeLabelAndTheGenres(String label, String genre, String audience) {
    Title.Builder title = aTitle().maturity(new Maturity(null, label));
    if (genre != null) title.genres(List.of(genre));
    assertThat(MetadataProfiler.profile(title.build()).audience()).isEqualTo(audience);
  }

  private static Title.Builder aTitle() {
    return Title.builder(new TitleId("t1"), Kind.MOVIE, "Some Title");
  }
}

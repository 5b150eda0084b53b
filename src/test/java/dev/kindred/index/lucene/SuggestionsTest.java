package dev.kindred.index.lucene;

import static dev.kindred.testing.Titles.aProfile;
import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.Suggestion;
import dev.kindred.index.Suggestion.Kind;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.Seeded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SuggestionsTest {
  private static TitleIndex index;

  /// Two segments that share people and genres.
  @BeforeAll
  static void build(@TempDir Path folder) {
    List<IndexedTitle> titles =
        new ArrayList<>(
            Indexes.indexed(
                aTitle().named("The Matrix").from(1999).popular(20_000).build(),
                aTitle().named("Matilda").from(1996).popular(900).build(),
                aTitle().named("Amélie").withId("amelie").popular(7_000).build(),
                aTitle()
                    .named("Spirited Away")
                    .alsoKnownAs("Sen to Chihiro no kamikakushi", "El viaje de Chihiro")
                    .directedBy("Hayao Miyazaki")
                    .inGenres("Animation")
                    .build(),
                aTitle().named("Eternal Sunshine of the Spotless Mind").withId("sunshine").build(),
                aTitle().named("千と千尋の神隠し").withId("sen").build(),
                aTitle().named("Сталкер").withId("stalker").build(),
                aTitle().named("Солярис").withId("solaris").build(),
                aTitle().named("기생충").withId("parasite").build(),
                aTitle().named("スター・ウォーズ").withId("star-wars-ja").build(),
                aTitle().named("Heat").from(1995).popular(2_000_000).starring("Al Pacino").build(),
                aTitle().named("Heat").withId("heat-86").from(1986).popular(50_000).build(),
                aTitle().named("Heat").withId("heat-72").from(1972).build(),
                aTitle().named("🎬 Clapper").withId("clapper").build()));
    titles.add(
        Indexes.indexed(
            titles.size() + 1,
            aTitle().named("Serpico").starring("Al Pacino").inGenres("Crime", "Animation").build(),
            aProfile().withThemes("corruption").withMoods("paranoid").build()));
    index = Indexes.incremental(folder, titles, 8);
  }

  @AfterAll
  static void close() {
    index.close();
  }

  @ParameterizedTest
  @CsvSource({
    "matr, The Matrix", // the start of a word within
    "the mat, The Matrix",
    "THE MATRIX, The Matrix",
    "amel, Amélie",
    "amél, Amélie",
    "chihiro, Spirited Away", // by another name, shown by its own
    "el viaje, Spirited Away",
    "spotless, Eternal Sunshine of the Spotless Mind",
    "hayao, Hayao Miyazaki",
    "miya, Hayao Miyazaki",
    "crim, Crime",
    "corrup, corruption",
    "paran, paranoid",
    "千と千, 千と千尋の神隠し",
    "神隠, 千と千尋の神隠し",
    "стал, Сталкер",
    "기생, 기생충",
    "スター, スター・ウォーズ",
    "🎬, 🎬 Clapper",
    "clap, 🎬 Clapper"
  })
  void completesPrefixesAndWordStarts(String typed, String text) {
    assertThat(texts(typed)).as(typed).first().isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "the matrox, The Matrix", // another letter
    "the matix, The Matrix", // a letter less
    "the mattrix, The Matrix", // a letter more
    "the martix, The Matrix", // two letters swapped
    "amlie, Amélie",
    "mathilda, Matilda",
    "miyasaki, Hayao Miyazaki",
    "paccino, Al Pacino",
    "spiritd awya, Spirited Away", // two edits
    "eternl sunshien, Eternal Sunshine of the Spotless Mind",
    "animaton, Animation",
    "coruption, corruption",
    "сталкар, Сталкер",
    "стлкер, Сталкер",
    "старкел, Сталкер",
    "солярсс, Солярис"
  })
  void forgivesTypos(String typed, String text) {
    assertThat(texts(typed)).as(typed).first().isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "the, true",
    "The Matrix, true",
    "ETERNAL SUNSHINE OF, true",
    "amelie, true",
    "eternal sun, false", // no whole word
    "matrix, false", // stands within a name
    "the matrix 5, false",
    "'', false"
  })
  void knowsWhetherANameBeginsWithSomeWords(String words, boolean begins) {
    try (TitleSearcher searcher = index.acquire()) {
      assertThat(searcher.beginsName(words)).isEqualTo(begins);
    }
  }

  @Test
  void completesWithoutTypos() {
    try (TitleSearcher searcher = index.acquire()) {
      assertThat(searcher.complete("miyazaki", 3))
          .extracting(Suggestion::text)
          .first()
          .isEqualTo("Hayao Miyazaki");
      assertThat(searcher.complete("the mat", 3)).isEqualTo(searcher.suggest("the mat", 3));
      assertThat(searcher.complete("miyasaki", 3)).isEmpty();
      assertThat(searcher.complete("!", 3)).isEmpty();
    }
  }

  @Test
  void aWrongIdeographIsAnotherWord() {
    assertThat(texts("千尋の")).contains("千と千尋の神隠し");
    assertThat(texts("午尋")).isEmpty();
  }

  @Test
  void withoutTyposFirst() {
    assertThat(texts("mati")).first().isEqualTo("Matilda");
    assertThat(texts("matr")).first().isEqualTo("The Matrix");
  }

  @Test
  void carriesIdAndYearOfATitleAndNeitherOfAnythingElse() {
    Suggestion matrix = suggest("the matrix").getFirst();
    assertThat(matrix.kind()).isEqualTo(Kind.TITLE);
    assertThat(matrix.id()).isEqualTo(new TitleId("the-matrix"));
    assertThat(matrix.year()).isEqualTo(1999);
    Suggestion pacino = suggest("pacino").getFirst();
    assertThat(pacino)
        .isEqualTo(new Suggestion(Kind.PERSON, "Al Pacino", null, null, pacino.score()));
    assertThat(suggest("crime").getFirst().kind()).isEqualTo(Kind.GENRE);
    assertThat(suggest("corruption").getFirst().kind()).isEqualTo(Kind.THEME);
    assertThat(suggest("paranoid").getFirst().kind()).isEqualTo(Kind.MOOD);
  }

  @Test
  void whatSeveralSegmentsHoldIsSuggestedOnce() {
    assertThat(texts("al pac")).containsExactly("Al Pacino");
    assertThat(texts("animat")).containsExactly("Animation");
  }

  @Test
  void amongEqualsThePopularComeFirstHoweverPopular() {
    assertThat(suggest("heat"))
        .extracting(s -> s.id() == null ? "" : s.id().value())
        .startsWith("heat", "heat-86", "heat-72");
  }

  @Test
  void scoresAreInOrderAndWithinBounds() {
    for (String typed : List.of("a", "ma", "heat", "the matrox", "al")) {
      assertThat(suggest(typed))
          .isNotEmpty()
          .allSatisfy(s -> assertThat(s.score()).isBetween(0.0, 1.0))
          .isSortedAccordingTo(Comparator.comparingDouble(Suggestion::score).reversed());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "?!", "\t\n", "xqzwv", "\uD83C", "ꜳꜳꜳꜳ"})
  void findsNothingForNothing(String typed) {
    assertThat(suggest(typed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h", "é", "с", "千"})
  void oneLetterIsEnough(String typed) {
    assertThat(suggest(typed)).hasSizeLessThanOrEqualTo(8).isNotNull();
  }

  @Test
  void veryLongInputIsNoFault() {
    for (String part : List.of("the matrix ", "a", "🎬", "千", "ꜳ", "é ", "\u0301"))
      assertThat(suggest(part.repeat(10_000))).hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void neverGivesMoreThanAsked() {
    try (TitleSearcher searcher = index.acquire()) {
      List<Suggestion> all = searcher.suggest("s", 100);
      for (int limit = 1; limit <= all.size(); limit++)
        assertThat(searcher.suggest("s", limit)).isEqualTo(all.subList(0, limit));
    }
  }

  @Test
  void manyNamesOfOneTitleLeaveRoomForOthers(@TempDir Path folder) {
    String[] names = new String[40];
    for (int i = 0; i < names.length; i++) names[i] = "Star " + i;
    try (TitleIndex starry =
            Indexes.bulkLoaded(
                folder,
                Indexes.indexed(
                    aTitle().named("Star").popular(1_000).alsoKnownAs(names).build(),
                    aTitle().named("Starman").build(),
                    aTitle().named("Stardust").build()));
        TitleSearcher searcher = starry.acquire()) {
      assertThat(searcher.suggest("star", 3))
          .extracting(Suggestion::text)
          .containsExactly("Star", "Starman", "Stardust");
    }
  }

  @Test
  void whatIsGoneLeavesRoomForWhatIsThere(@TempDir Path folder) {
    List<IndexedTitle> titles = new ArrayList<>();
    for (int key = 1; key <= 60; key++) {
      titles.add(
          Indexes.indexed(
              key,
              aTitle()
                  .named("Anna " + key)
                  .popular(key < 60 ? 1_000 : 0)
                  .starring("Anna Actor " + key, "Anna Constant")
                  .inGenres("Anna genre " + key)
                  .build(),
              aProfile().withThemes("anna theme " + key).withMoods("anna mood " + key).build()));
    }
    try (TitleIndex shrinking = Indexes.bulkLoaded(folder, titles)) {
      int[] gone = new int[59];
      for (int i = 0; i < gone.length; i++) gone[i] = i + 1;
      Indexes.remove(shrinking, gone);
      try (TitleSearcher searcher = shrinking.acquire()) {
        for (String typed : List.of("anna", "annna", "anna t")) {
          assertThat(searcher.suggest(typed, 8))
              .isNotEmpty()
              .allSatisfy(s -> assertThat(s.text()).matches("Anna Constant|.* 60"));
        }
        assertThat(searcher.suggest("anna", 8)).hasSize(6);
      }
      Indexes.remove(shrinking, 60);
      try (TitleSearcher searcher = shrinking.acquire()) {
        assertThat(searcher.suggest("anna", 8)).isEmpty();
      }
    }
  }

  @Test
  void anEmptyIndexSuggestsNothing(@TempDir Path folder) {
    try (TitleIndex empty = Indexes.bulkLoaded(folder, List.of())) {
      empty.warm();
      try (TitleSearcher searcher = empty.acquire()) {
        assertThat(searcher.suggest("a", 8)).isEmpty();
      }
    }
  }

  @Test
  void aNameOfOneLetterManyTimesOverIsNoFault(@TempDir Path folder) {
    String name = "a".repeat(255) + " " + "a".repeat(64);
    Title title = Title.builder(new TitleId("aaa"), Title.Kind.MOVIE, name).build();
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(title));
        TitleSearcher searcher = index.acquire()) {
      assertThat(searcher.suggest("ꜳ".repeat(80), 3)).hasSize(1);
      assertThat(searcher.suggest("a".repeat(70) + "b", 3)).hasSize(1);
    }
  }

  @Test
  void aNameOfManyTitlesIsNoFault(@TempDir Path folder) {
    Title[] titles = new Title[500];
    for (int i = 0; i < titles.length; i++)
      titles[i] = Title.builder(new TitleId("t" + i), Title.Kind.EPISODE, "Episode").build();
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(titles));
        TitleSearcher searcher = index.acquire()) {
      assertThat(searcher.suggest("episo", 5)).hasSize(5);
    }
  }

  /// Titles of random syllables, as many as collide in every trigram.
  @Test
  @Seeded
  void findsAMistypedNameAmongThousands(@TempDir Path folder, Random random) {
    List<IndexedTitle> titles = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int key = 1; key <= 6_000; key++) {
      String name = name(random) + " " + name(random);
      names.add(name);
      titles.add(
          Indexes.indexed(key, aTitle().withId("t" + key).named(name).build(), aProfile().build()));
    }
    try (TitleIndex many = Indexes.incremental(folder, titles, 4_000);
        TitleSearcher searcher = many.acquire()) {
      int found = 0;
      int exact = 0;
      int tries = 300;
      for (int i = 0; i < tries; i++) {
        String name = names.get(random.nextInt(names.size()));
        if (texts(searcher, mistyped(name, random)).contains(name)) found++;
        if (texts(searcher, name).getFirst().equals(name)) exact++;
      }
      assertThat(exact).isEqualTo(tries);
      assertThat((double) found / tries).isGreaterThanOrEqualTo(0.97);
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      name.append("bcdfgklmnprstvz".charAt(random.nextInt(15)));
      name.append("aeiou".charAt(random.nextInt(5)));
    }
    return name.toString();
  }

  private static String mistyped(String name, Random random) {
    int at = 1 + random.nextInt(name.length() - 2);
    char other = (char) ('a' + random.nextInt(26));
    return switch (random.nextInt(4)) {
      case 0 -> name.substring(0, at) + other + name.substring(at + 1);
      case 1 -> name.substring(0, at) + name.substring(at + 1);
      case 2 -> name.substring(0, at) + other + name.substring(at);
      default ->
          name.substring(0, at - 1)
              + name.charAt(at)
              + name.charAt(at - 1)
              + name.substring(at + 1);
    };
  }

  private static List<String> texts(String typed) {
    return suggest(typed).stream().map(Suggestion::text).toList();
  }

  private static List<String> texts(TitleSearcher searcher, String typed) {
    return searcher.suggest(typed, 10).stream().map(Suggestion::text).toList();
  }

  private static List<Suggestion> suggest(String typed) {
    try (TitleSearcher searcher = index.acquire()) {
      return searcher.suggest(typed, 8);
    }
  }
}

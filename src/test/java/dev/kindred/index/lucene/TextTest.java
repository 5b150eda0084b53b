package dev.kindred.index.lucene;

import static dev.kindred.testing.Titles.aProfile;
import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TextHits;
import dev.kindred.index.TextMatch;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.Total;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.RandomCatalogue;
import dev.kindred.testing.Seeded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What words find, over a small catalogue made by hand.
final class TextTest {
  private static TitleIndex index;

  @BeforeAll
  static void build(@TempDir Path folder) {
    index = Indexes.bulkLoaded(folder, catalogue());
  }

  @AfterAll
  static void close() {
    index.close();
  }

  private static List<IndexedTitle> catalogue() {
    List<IndexedTitle> titles =
        new ArrayList<>(
            Indexes.indexed(
                aTitle()
                    .named("Amélie")
                    .withId("amelie")
                    .about("A shy waitress changes lives in Paris.")
                    .build(),
                aTitle().named("Amelie").withId("amelie-plain").build(),
                aTitle().named("The Who").withId("who").about("A band tours.").build(),
                aTitle().named("It").about("A clown haunts a small town.").build(),
                aTitle().named("Who Is It").withId("who-is-it").build(),
                aTitle().named("Blade Runner").starring("Harrison Ford").build(),
                aTitle().named("Blade Runner 2049").withId("br2049").build(),
                aTitle().named("Blade").about("A runner of errands hunts vampires.").build(),
                aTitle()
                    .named("Spirited Away")
                    .alsoKnownAs("El viaje de Chihiro")
                    .directedBy("Hayao Miyazaki")
                    .build(),
                Title.builder(new TitleId("hero"), Title.Kind.MOVIE, "Hero")
                    .originalName("Ying xiong")
                    .person(new Title.Person("Jet Li", Title.Role.CAST, "Nameless"))
                    .build(),
                aTitle()
                    .named("Running Dogs")
                    .withId("dogs")
                    .about("Two brothers ran from the wolves.")
                    .withKeywords("siblings", "escape")
                    .build(),
                aTitle().named("Das Boot").about("Submariners under pressure.").build()));
    titles.add(
        Indexes.indexed(
            titles.size() + 1,
            aTitle().named("Quiet Earth").withId("quiet").build(),
            aProfile().withThemes("solitude").withMoods("eerie").pitched("The last man.").build()));
    titles.add(
        Indexes.indexed(
            titles.size() + 1,
            aTitle().named("Derived").build(),
            aProfile()
                .pitched("zeppelin")
                .withMoods("mournful")
                .by(ContentProfile.SourceKind.METADATA)
                .build()));
    return titles;
  }

  /// Each title is named by one word of the text; one tells the whole of it.
  @Test
  void aDescriptionFindsWhatItDescribesBeforeWhatIsCalledByOneOfItsWords(@TempDir Path folder) {
    List<IndexedTitle> titles =
        Indexes.indexed(
            aTitle().named("Lighthouse").withId("l").about("A comedy of errors.").build(),
            aTitle().named("Keeper").withId("k").about("A goalkeeper retires.").build(),
            aTitle()
                .named("Solitude")
                .withId("told")
                .about("The keeper of a lighthouse loses his daughter in a winter storm.")
                .build(),
            aTitle().named("Storm").withId("s").about("Two rivals race on horses.").build());
    try (TitleIndex small = Indexes.bulkLoaded(folder, titles);
        TitleSearcher searcher = small.acquire()) {
      String described = "an old lighthouse keeper whose daughter is lost in a terrible storm";
      assertThat(searcher.text(described, Filter.NONE, 10).hits().getFirst().id().value())
          .isEqualTo("told");
      assertThat(searcher.text("lighthouse", Filter.NONE, 10).hits().getFirst().id().value())
          .isEqualTo("l");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "amélie, amelie",
    "AMÉLIE!, amelie",
    "the who, who",
    "The Who, who",
    "it, it",
    "blade runner, blade-runner",
    "Blade Runner 2049, br2049",
    "blade, blade",
    "el viaje de chihiro, spirited-away",
    "ying xiong, hero",
    "miyazaki, spirited-away",
    "nameless, hero",
    "sibling, dogs",
    "harrison ford blade, blade-runner",
    "paris waitress, amelie",
    "solitude, quiet",
    "mournful, derived"
  })
  void findsFirst(String text, String id) {
    assertThat(ids(text)).as(text).first().isEqualTo(id);
  }

  @Test
  void findsNamesWithAndWithoutDiacritics() {
    assertThat(ids("amelie")).contains("amelie", "amelie-plain");
    assertThat(ids("amélie")).contains("amelie", "amelie-plain");
    List<Hit> accented = hits("amélie");
    assertThat(score(accented, "amelie")).isGreaterThanOrEqualTo(score(accented, "amelie-plain"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wolves", "brother", "run", "runs", "escaping", "sibling"})
  void stemsTexts(String text) {
    assertThat(ids(text)).contains("dogs");
  }

  @Test
  void whatAMachineDerivedFromTheFactsIsNotSearchedTwice() {
    assertThat(ids("zeppelin")).isEmpty();
  }

  @Test
  void aTitleThatHoldsAllTheWordsInDifferentFieldsBeatsOneThatHoldsSome() {
    assertThat(ids("miyazaki chihiro away")).first().isEqualTo("spirited-away");
    assertThat(ids("dogs wolves escape siblings")).first().isEqualTo("dogs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wolves", "Amélie", "miyazaki chihiro away", "the", "zeppelin", ""})
  void theBestScoreIsThatOfTheFirstHitHoweverLowTheFloor(String text) {
    try (TitleSearcher searcher = index.acquire()) {
      List<Hit> hits = searcher.text(text, Filter.NONE, 10).hits();
      double best = hits.isEmpty() ? 0 : hits.getFirst().score();
      assertThat(searcher.bestScore(text, 0)).isEqualTo(best);
      assertThat(searcher.bestScore(text, 0.99 * best)).isEqualTo(best);
      assertThat(searcher.bestScore(text, best + 1)).isEqualTo(best + 1);
    }
  }

  @Test
  void theBestScoreIsThatOfTheSnapshot(@TempDir Path folder) {
    List<IndexedTitle> titles =
        new ArrayList<>(Indexes.indexed(aTitle().named("Keeper of the light").build()));
    try (TitleIndex growing = Indexes.incremental(folder, titles, 8)) {
      try (TitleSearcher before = growing.acquire()) {
        double best = before.bestScore("keeper", 0);
        Indexes.upsert(
            growing,
            List.of(Indexes.indexed(2, aTitle().named("Keeper").build(), aProfile().build())));
        try (TitleSearcher after = growing.acquire()) {
          assertThat(after.bestScore("keeper", 0)).isGreaterThan(best + 10);
          assertThat(before.bestScore("keeper", 0)).isEqualTo(best);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Amélie", "amelie", "The Who", "it", "Blade Runner", "blade", "ying xiong"})
  void coverageOfAWholeNameIsOne(String name) {
    assertThat(coverage(name)).isEqualTo(1);
  }

  @Test
  void coverageIsTheShareOfTheWordsHeld() {
    assertThat(coverage("chihiro kubrick zebra"))
        .isCloseTo(idf(1) / (idf(1) + 2 * idf(0)), within(1e-9));
    assertThat(coverage("waitress zebra")).isBetween(0.1, 0.9);
    assertThat(coverage("waitress")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "xyzzy", "xyzzy plugh", "?!", "🎬🎬"})
  void whatNoTitleHoldsFindsNothing(String text) {
    try (TitleSearcher searcher = index.acquire()) {
      assertThat(searcher.text(text, Filter.NONE, 10)).isEqualTo(TextHits.NONE);
    }
  }

  @Test
  void aLongRamblingDescriptionIsSearchedByItsRarestWords() {
    String plot =
        "I saw this film years ago and it was about a man who and then there was the "
            + "other one they were running from something I think it had a clown in it or ";
    String text = plot.repeat(9) + "a shy waitress in paris";
    assertThat(text.split(" ", -1)).hasSizeGreaterThan(300);
    TextHits hits = text(text, 10);
    assertThat(hits.hits()).extracting(hit -> hit.id().value()).contains("amelie");
    assertThat(hits.coverage()).isBetween(0.01, 0.8);
  }

  @Test
  void aThousandDistinctWordsAreNoFault() {
    StringBuilder text = new StringBuilder("waitress");
    for (int i = 0; i < 1_000; i++) text.append(" word").append(i);
    assertThat(text(text.toString(), 10).hits()).hasSize(1);
  }

  @Test
  @Seeded
  void hitsAreOrderedByScoreThenIdAndCounted(@TempDir Path folder, Random random) {
    List<IndexedTitle> titles = RandomCatalogue.of(random, 1_500);
    FilterField genres = FilterField.named("genres").orElseThrow();
    Filter drama = new Filter.AnyOf(genres, List.of(new Filter.Text("Drama")));
    try (TitleIndex random1500 = Indexes.incremental(folder, titles, 500);
        TitleSearcher searcher = random1500.acquire()) {
      for (Filter filter : List.of(Filter.NONE, drama)) {
        TextHits all = searcher.text("train winter", filter, 1_500);
        assertThat(all.hits()).isNotEmpty().isSortedAccordingTo(Hit.ORDER);
        assertThat(all.total()).isEqualTo(new Total(all.hits().size(), Total.Relation.EQ));
        TextHits few = searcher.text("train winter", filter, 20);
        assertThat(few.hits())
            .hasSize(20)
            .extracting(Hit::score)
            .first()
            .isEqualTo(all.hits().getFirst().score());
        assertThat(few.total().value()).isLessThanOrEqualTo(all.total().value());
        if (few.total().relation() == Total.Relation.EQ)
          assertThat(few.total()).isEqualTo(all.total());
      }
    }
  }

  @Test
  @Seeded
  void scoresOfSomeTitlesAreTheScoresOfTheSearch(@TempDir Path folder, Random random) {
    List<IndexedTitle> titles = RandomCatalogue.of(random, 300);
    try (TitleIndex some = Indexes.incremental(folder, titles, 100);
        TitleSearcher searcher = some.acquire()) {
      List<TitleKey> asked = new ArrayList<>();
      for (IndexedTitle title : titles) if (random.nextInt(3) == 0) asked.add(title.key());
      asked.add(new TitleKey(1_000_000));
      Map<TitleKey, Double> expected = new HashMap<>();
      for (Hit hit : searcher.text("train winter", Filter.NONE, 300).hits())
        if (asked.contains(hit.key())) expected.put(hit.key(), hit.score());
      Map<TitleKey, TextMatch> matches = searcher.matches("train winter", asked);
      assertThat(matches).isNotEmpty().containsOnlyKeys(expected.keySet());
      matches.forEach(
          (key, match) -> assertThat(match.score()).isCloseTo(expected.get(key), within(1e-4)));
      assertThat(searcher.matches("qqqq", asked)).isEmpty();
    }
  }

  @Test
  void germanCataloguesAreStemmedAsGerman(@TempDir Path folder) {
    List<IndexedTitle> titles =
        Indexes.indexed(
            aTitle().named("Nebel").about("Die alten Häuser am Fluss schweigen.").build());
    for (String language : List.of("de", "de-AT", "en")) {
      try (TitleIndex german =
              Indexes.bulkLoaded(
                  folder.resolve(language),
                  IndexOptions.DEFAULT.withLanguage(language),
                  Indexes.DIMENSIONS,
                  titles);
          TitleSearcher searcher = german.acquire()) {
        assertThat(searcher.text("Haus", Filter.NONE, 5).hits())
            .hasSize(language.equals("en") ? 0 : 1);
      }
    }
  }

  /// BM25's inverse document frequency over the catalogue.
  private static double idf(int titles) {
    return Math.log(1 + (catalogue().size() - titles + 0.5) / (titles + 0.5));
  }

  private static double coverage(String text) {
    return text(text, 10).coverage();
  }

  private static TextHits text(String text, int depth) {
    try (TitleSearcher searcher = index.acquire()) {
      return searcher.text(text, Filter.NONE, depth);
    }
  }

  private static List<Hit> hits(String text) {
    return text(text, 20).hits();
  }

  private static List<String> ids(String text) {
    return hits(text).stream().map(hit -> hit.id().value()).toList();
  }

  private static double score(List<Hit> hits, String id) {
    return hits.stream()
        .filter(hit -> hit.id().value().equals(id))
        .findFirst()
        .orElseThrow()
        .score();
  }
}

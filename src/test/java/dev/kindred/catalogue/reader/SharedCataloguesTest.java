package dev.kindred.catalogue.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.AttributeValue;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.reader.CatalogueLine.BadLine;
import dev.kindred.catalogue.reader.CatalogueLine.LinkedId;
import dev.kindred.catalogue.reader.CatalogueLine.ReadTitle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The real files, whole: every row is read and none is changed silently.
final class SharedCataloguesTest {
  @Test
  @EnabledIfSystemProperty(named = "kindred.shared", matches = ".+")
  void takesEveryTmdbTitle() throws IOException {
    Map<TitleId, Title> titles = titles("catalogue/titles.jsonl.gz", CatalogueFormat.TMDB);
    assertThat(titles).hasSize(69_354);
    Title title = title(titles, "tt1375666");
    assertThat(title.name()).isEqualTo("Inception");
    assertThat(title.originalName()).isNull();
    assertThat(title.year()).isEqualTo(2010);
    assertThat(title.runtimeMinutes()).isEqualTo(148);
    assertThat(title.countries()).containsExactly("GB", "US");
    assertThat(title.languages()).containsExactly("en");
    assertThat(title.maturity()).isEqualTo(new Title.Maturity(null, "PG-13"));
    assertThat(title.people().getFirst())
        .isEqualTo(new Title.Person("Christopher Nolan", Title.Role.DIRECTOR, null));
    assertThat(title.links()).isEqualTo(new Title.Links("tt1375666", "27205", "79132"));
    assertThat(count(titles, t -> t.synopsis())).isEqualTo(66_468);
    assertThat(count(titles, t -> t.year())).isEqualTo(68_169);
    assertThat(count(titles, t -> t.runtimeMinutes())).isEqualTo(62_421);
    assertThat(count(titles, t -> t.releaseDate())).isEqualTo(59_527);
    assertThat(count(titles, t -> t.franchise())).isEqualTo(3_904);
    assertThat(count(titles, t -> t.countries().isEmpty() ? null : t)).isEqualTo(48_802);
    assertThat(count(titles, t -> t.languages().isEmpty() ? null : t)).isEqualTo(62_004);
  }

  @Test
  @EnabledIfSystemProperty(named = "kindred.shared", matches = ".+")
  void takesEveryNetflixTitle() throws IOException {
    Map<TitleId, Title> titles = titles("netflix/netflix_titles.csv.gz", CatalogueFormat.NETFLIX);
    assertThat(titles).hasSize(8_807);
    assertThat(count(titles, t -> t.kind() == Title.Kind.SERIES ? t : null)).isEqualTo(2_676);
    assertThat(count(titles, t -> t.people(Title.Role.DIRECTOR).isEmpty() ? t : null))
        .isEqualTo(2_634);
    assertThat(count(titles, t -> t.maturity() == null ? t : null)).isEqualTo(4 + 3);
    assertThat(count(titles, t -> t.runtimeMinutes())).isEqualTo(6_131);
    Title title = title(titles, "s2");
    assertThat(title.kind()).isEqualTo(Title.Kind.SERIES);
    assertThat(title.countries()).containsExactly("ZA");
    assertThat(title.attributes())
        .containsEntry("seasons", new AttributeValue.Decimal(2))
        .containsEntry("dateAdded", new AttributeValue.Text("2021-09-24"));
  }

  @Test
  @EnabledIfSystemProperty(named = "kindred.shared", matches = ".+")
  void takesEveryMovieLensTitle() throws IOException {
    Map<TitleId, Title> million = titles("ml-1m/movies.dat.gz", CatalogueFormat.MOVIELENS);
    assertThat(million).hasSize(3_883);
    assertThat(count(million, t -> t.year())).isEqualTo(3_883);
    Map<TitleId, Title> small = titles("ml-latest-small/movies.csv.gz", CatalogueFormat.MOVIELENS);
    assertThat(small).hasSize(9_742);
    Title title = title(small, "ml-29");
    assertThat(title.name()).isEqualTo("The City of Lost Children");
    assertThat(title.aliases())
        .containsExactly(new Title.Alias("La Cité des enfants perdus", null));
    assertThat(title.year()).isEqualTo(1995);
    assertThat(title(small, "ml-2571").name()).isEqualTo("The Matrix");
  }

  /// What `import --guess` proposes reads every row as the bundled mapping does, but for the ids of
  /// a file without a header.
  @ParameterizedTest
  @EnabledIfSystemProperty(named = "kindred.shared", matches = ".+")
  @CsvSource({
    "catalogue/titles.jsonl.gz, TMDB",
    "netflix/netflix_titles.csv.gz, NETFLIX",
    "ml-latest-small/movies.csv.gz, MOVIELENS",
    "ml-1m/movies.dat.gz, MOVIELENS"
  })
  void aGuessedMappingReadsWhatTheBundledOneReads(String name, CatalogueFormat format)
      throws IOException {
    Path file = Path.of(System.getProperty("kindred.shared"), "data").resolve(name);
    Map<TitleId, Title> guessed = new LinkedHashMap<>();
    try (CatalogueFile in = CatalogueFile.open(file, Mapping.read(MappingGuess.of(file)))) {
      in.read(line -> add(line, guessed));
    }
    List<String> expected = new ArrayList<>();
    for (Title title : titles(name, format).values()) expected.add(fields(title));
    assertThat(guessed.values()).extracting(SharedCataloguesTest::fields).isEqualTo(expected);
  }

  private static String fields(Title title) {
    ObjectNode json = title.toJson();
    if (title.id().value().matches("(ml-)?\\d+")) json.without(List.of("id", "links"));
    return json.toString();
  }

  @Test
  void theBundledTitlesEachHaveAProfile() throws IOException {
    Map<TitleId, Title> titles = new LinkedHashMap<>();
    try (CatalogueFile file = CatalogueFile.open(Path.of("index/catalogue/titles.jsonl"))) {
      assertThat(file.layout()).isEqualTo(CatalogueFormat.KINDRED);
      file.read(line -> add(line, titles));
    }
    Map<TitleId, ContentProfile> profiles =
        CatalogueFile.profiles(Path.of("embeddings/profiles/profiles.jsonl"));
    assertThat(titles).hasSize(817);
    assertThat(profiles.keySet()).isEqualTo(titles.keySet());
  }

  private static Map<TitleId, Title> titles(String name, CatalogueFormat format)
      throws IOException {
    String shared = Objects.requireNonNull(System.getProperty("kindred.shared"));
    Map<TitleId, Title> titles = new LinkedHashMap<>();
    try (CatalogueFile file = CatalogueFile.open(Path.of(shared, "data").resolve(name))) {
      assertThat(file.layout()).isEqualTo(format);
      file.read(line -> add(line, titles));
      assertThat(file.bytesRead()).isEqualTo(file.size().orElseThrow());
    }
    return titles;
  }

  private static void add(CatalogueLine line, Map<TitleId, Title> titles) {
    switch (line) {
      case BadLine bad -> throw new AssertionError(bad.toString());
      case LinkedId linked -> throw new AssertionError(linked.toString());
      case ReadTitle read -> {
        assertThat(read.notes()).isEmpty();
        assertThat(titles.put(read.title().id(), read.title())).isNull();
      }
    }
  }

  private static Title title(Map<TitleId, Title> titles, String id) {
    return Objects.requireNonNull(titles.get(new TitleId(id)), id);
  }

  private static long count(Map<TitleId, Title> titles, Function<Title, @Nullable Object> field) {
    return titles.values().stream().filter(t -> field.apply(t) != null).count();
  }
}

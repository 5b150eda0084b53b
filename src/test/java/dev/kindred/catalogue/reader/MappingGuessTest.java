package dev.kindred.catalogue.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.AttributeValue;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.reader.CatalogueLine.ReadTitle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MappingGuessTest {
  @TempDir Path folder;

  @Test
  void seriesAndFilmsInOneFileWithoutAnIdOrAType() throws IOException {
    List<Title> titles =
        guessed(
            """
            Title;Released;Length;Directed By;Star 1;Star 2;Country of Origin;Language;Score;Votes;Rated;Genre
            Ash;03/05/2020;90 min;Di Fox;Ann;Bo;South Korea;Korean;7.5/10;1,234;PG;Drama, War
            Birch;28/11/2019;2 Seasons;Lu Hart;Cy;;United States, UK;English;N/A;N/A;R;Comedy
            """);
    assertThat(titles)
        .containsExactly(
            Title.builder(new TitleId("ash-2020-di-fox"), Title.Kind.MOVIE, "Ash")
                .year(2020)
                .releaseDate(LocalDate.of(2020, 5, 3))
                .runtimeMinutes(90)
                .genres(List.of("Drama", "War"))
                .people(Title.Role.DIRECTOR, List.of("Di Fox"))
                .people(Title.Role.CAST, List.of("Ann", "Bo"))
                .countries(List.of("KR"))
                .languages(List.of("ko"))
                .maturity(new Title.Maturity(null, "PG"))
                .rating(new Title.Rating(7.5, 1_234))
                .build(),
            Title.builder(new TitleId("birch-2019-series-lu-hart"), Title.Kind.SERIES, "Birch")
                .year(2019)
                .releaseDate(LocalDate.of(2019, 11, 28))
                .genres(List.of("Comedy"))
                .people(Title.Role.DIRECTOR, List.of("Lu Hart"))
                .people(Title.Role.CAST, List.of("Cy"))
                .countries(List.of("US", "GB"))
                .languages(List.of("en"))
                .maturity(new Title.Maturity(null, "R"))
                .attributes(Map.of("seasons", new AttributeValue.Decimal(2)))
                .build());
  }

  @Test
  void listsOfObjectsInTheCellsOfACsv() throws IOException {
    String crew =
        "\"[{\"\"job\"\":\"\"Director\"\",\"\"name\"\":\"\"Di\"\"},{\"\"job\"\":\"\"Editor\"\",\"\"name\"\":\"\"Ed\"\"}]\"";
    String genres =
        "\"[{\"\"id\"\":1,\"\"name\"\":\"\"Drama\"\"},{\"\"id\"\":2,\"\"name\"\":\"\"War\"\"}]\"";
    String countries = "\"[{\"\"iso_3166_1\"\":\"\"FR\"\",\"\"name\"\":\"\"France\"\"}]\"";
    assertThat(
            guessed(
                "id,title,genres,production_countries,crew,vote_average,budget\n"
                    + String.join(",", "7,Ash", genres, countries, crew, "6.5,100\n")
                    + String.join(",", "8,Birch", "[]", countries, crew, "7.0,0\n")))
        .first()
        .isEqualTo(
            Title.builder(new TitleId("7"), Title.Kind.MOVIE, "Ash")
                .genres(List.of("Drama", "War"))
                .countries(List.of("FR"))
                .people(Title.Role.DIRECTOR, List.of("Di"))
                .rating(new Title.Rating(6.5, 0))
                .attributes(Map.of("budget", new AttributeValue.Decimal(100)))
                .build());
  }

  @Test
  void tabsStrayQuotesAndMissingValuesAsImdbWritesThem() throws IOException {
    assertThat(
            guessed(
                """
                tconst\ttitleType\tprimaryTitle\toriginalTitle\tstartYear\tendYear\truntimeMinutes\tgenres
                tt0000001\tshort\t"Ash" again\tAsh\t1894\t\\N\t1\tDocumentary,Short
                tt0000002\ttvMiniSeries\tBirch\tBirch\t1990\t1991\t\\N\t\\N
                """))
        .containsExactly(
            Title.builder(new TitleId("tt0000001"), Title.Kind.MOVIE, "\"Ash\" again")
                .originalName("Ash")
                .year(1894)
                .runtimeMinutes(1)
                .genres(List.of("Documentary", "Short"))
                .links(new Title.Links("tt0000001", null, null))
                .build(),
            Title.builder(new TitleId("tt0000002"), Title.Kind.SERIES, "Birch")
                .year(1990)
                .endYear(1991)
                .links(new Title.Links("tt0000002", null, null))
                .build());
  }

  @Test
  void nestedJsonLines() throws IOException {
    assertThat(
            guessed(
                "{\"tmdb_id\":5,\"name\":\"Ash\",\"genres\":[{\"name\":\"Drama\"}],\"credits\":{\"crew\":[{\"name\":\"Di\",\"job\":\"Director\"}],"
                    + "\"cast\":[{\"name\":\"Ann\",\"character\":\"X\"}]}}\n"
                    + "{\"tmdb_id\":6,\"name\":\"Birch\"}\n"))
        .containsExactly(
            Title.builder(new TitleId("tmdb-5"), Title.Kind.MOVIE, "Ash")
                .genres(List.of("Drama"))
                .people(Title.Role.DIRECTOR, List.of("Di"))
                .people(Title.Role.CAST, List.of("Ann"))
                .links(new Title.Links(null, "5", null))
                .build(),
            Title.builder(new TitleId("tmdb-6"), Title.Kind.MOVIE, "Birch")
                .links(new Title.Links(null, "6", null))
                .build());
  }

  @Test
  void whatPythonPrintsInTheCellsOfACsv() throws IOException {
    assertThat(
            guessed(
                """
                id,title,genres,belongs_to_collection
                7,Ash,"[{'id': 1, 'name': 'Drama'}, {'id': 2, 'name': ""Children's""}]","{'id': 3, 'name': 'Woods', 'poster': None}"
                8,Birch,[],
                """))
        .first()
        .isEqualTo(
            Title.builder(new TitleId("7"), Title.Kind.MOVIE, "Ash")
                .genres(List.of("Drama", "Children's"))
                .franchise("Woods")
                .build());
  }

  @Test
  void oneListOfPeopleWithWhatEachDid() throws IOException {
    assertThat(
            guessed(
                """
                {"Id":"a","Name":"Ash","Type":"Movie","People":[{"Name":"Di","Type":"Director"},{"Name":"Ann","Type":"Actor"},{"Name":"Wu","Type":"Writer"}]}
                {"Id":"b","Name":"Birch","Type":"Series","People":[{"Name":"Bo","Type":"Actor"}]}
                """))
        .containsExactly(
            Title.builder(new TitleId("a"), Title.Kind.MOVIE, "Ash")
                .people(Title.Role.DIRECTOR, List.of("Di"))
                .people(Title.Role.WRITER, List.of("Wu"))
                .people(Title.Role.CAST, List.of("Ann"))
                .build(),
            Title.builder(new TitleId("b"), Title.Kind.SERIES, "Birch")
                .people(Title.Role.CAST, List.of("Bo"))
                .build());
  }

  @Test
  void aFileOfSeriesAloneWithDescriptionsInHtml() throws IOException {
    assertThat(
            guessed(
                """
                {"id":1,"name":"Ash &amp; Birch","premiered":"2013-06-24","ended":"2015-09-10","rating":{"average":6.5},"network":{"name":"One","country":{"code":"US"}},"summary":"<p>A <b>small</b> town<br>behind glass.</p>"}
                {"id":2,"name":"Cedar","premiered":"2011-09-22","ended":null,"rating":{"average":8.8},"network":{"name":"Two","country":{"code":"US"}},"summary":"<p>Somebody listens.</p>"}
                """))
        .first()
        .isEqualTo(
            Title.builder(new TitleId("1"), Title.Kind.SERIES, "Ash & Birch")
                .year(2013)
                .endYear(2015)
                .releaseDate(LocalDate.of(2013, 6, 24))
                .synopsis("A small town behind glass.")
                .countries(List.of("US"))
                .rating(new Title.Rating(6.5, 0))
                .attributes(Map.of("networks", new AttributeValue.Texts(List.of("One"))))
                .build());
  }

  @Test
  void columnsInAnotherLanguage() throws IOException {
    assertThat(
            guessed(
                """
                Titel;Originaltitel;Jahr;Regie;Darsteller;Genre;Land;Sprache;Laufzeit;FSK;Bewertung;Beschreibung;Schlagwörter
                Das Floß;Ash;1981;Di Fox;Ann, Bo;Drama, Krieg;Deutschland;Englisch;149 Min.;FSK 12;8,4;Ein Boot auf dem Fluss.;Boot, Fluss
                Birke;Birch;1998;Lu Hart;Cy;Thriller;Frankreich, Belgien;Deutsch;1 Std. 21 Min.;FSK 16;7,6;Lola hat zwanzig Minuten Zeit.;Zeit
                """))
        .first()
        .isEqualTo(
            Title.builder(new TitleId("das-floß-1981-di-fox"), Title.Kind.MOVIE, "Das Floß")
                .originalName("Ash")
                .year(1981)
                .runtimeMinutes(149)
                .genres(List.of("Drama", "Krieg"))
                .synopsis("Ein Boot auf dem Fluss.")
                .keywords(List.of("Boot", "Fluss"))
                .people(Title.Role.DIRECTOR, List.of("Di Fox"))
                .people(Title.Role.CAST, List.of("Ann", "Bo"))
                .countries(List.of("DE"))
                .languages(List.of("en"))
                .maturity(new Title.Maturity(null, "FSK 12"))
                .rating(new Title.Rating(8.4, 0))
                .build());
  }

  @Test
  void kindsThatNobodyKnowsYearsAmongOtherThingsAndLengthsOfEpisodes() throws IOException {
    assertThat(
            guessed(
                """
                MAL_ID,Name,Japanese name,Type,Episodes,Aired,Duration,Rating
                1,Ash,灰,TV,26,"Apr 3, 1998 to Apr 24, 1999",24 min. per ep.,R - 17+ (violence & profanity)
                5,Birch,樺,Movie,1,"Sep 1, 2001",1 hr. 55 min.,G
                6,Cedar,杉,Theatre,1,2003 to ?,24 min. per ep.,G
                """))
        .containsExactly(
            anime("1", Title.Kind.SERIES, "Ash", "灰", 1998, 24, "R - 17+ (violence & profanity)"),
            anime("5", Title.Kind.MOVIE, "Birch", "樺", 2001, 115, "G"),
            anime("6", Title.Kind.OTHER, "Cedar", "杉", 2003, 24, "G"));
  }

  private static Title anime(
      String id,
      Title.Kind kind,
      String name,
      String original,
      int year,
      int minutes,
      String maturity) {
    return Title.builder(new TitleId(id), kind, name)
        .originalName(original)
        .year(year)
        .runtimeMinutes(minutes)
        .maturity(new Title.Maturity(null, maturity))
        .build();
  }

  @Test
  void addressesAreNoNamesAndLabelsAre() throws IOException {
    assertThat(
            guessed(
                """
                film,filmLabel,date,directorLabel
                http://example.org/Q1,Ash,1982-06-25T00:00:00Z,Di Fox
                http://example.org/Q2,Birch,1968-04-02T00:00:00Z,Lu Hart
                """))
        .first()
        .isEqualTo(
            Title.builder(new TitleId("ash-1982-di-fox"), Title.Kind.MOVIE, "Ash")
                .year(1982)
                .releaseDate(LocalDate.of(1982, 6, 25))
                .people(Title.Role.DIRECTOR, List.of("Di Fox"))
                .build());
  }

  @Test
  void idsOfImdbDeepInARowAreItsId() throws IOException {
    assertThat(
            guessed(
                """
                {"seen":"2020-03-01","movie":{"title":"Ash","year":1995,"ids":{"own":64,"imdb":"tt0113277","tmdb":949}}}
                {"seen":"2020-03-02","movie":{"title":"Birch","year":1998,"ids":{"own":65,"imdb":"tt0122690","tmdb":8195}}}
                """))
        .first()
        .isEqualTo(
            Title.builder(new TitleId("tt0113277"), Title.Kind.MOVIE, "Ash")
                .year(1995)
                .links(new Title.Links("tt0113277", "949", null))
                .build());
  }

  @Test
  void aDayThatIsNotOfTheYearIsNoReleaseDate() throws IOException {
    String seen = "Date,Name,Year\n2024-01-02,Ash,1979\n2024-01-05,Birch,2019\n";
    assertThat(guess(seen)).contains("year: Year").doesNotContain("releaseDate:");
    assertThat(guess(seen.replace("2024-01-02", "1979-05-25"))).contains("releaseDate: Date");
  }

  @Test
  void aFileWithoutAHeaderIsToldByItsValues() throws IOException {
    assertThat(
            guessed(
                "1,Ash,1990,France,Drama|War\n2,Birch,1991,\"Spain, Italy\",Comedy\n3,Cedar,1992,Peru,Drama\n"))
        .first()
        .isEqualTo(
            Title.builder(new TitleId("1"), Title.Kind.MOVIE, "Ash")
                .year(1990)
                .countries(List.of("FR"))
                .genres(List.of("Drama", "War"))
                .build());
  }

  @Test
  void whatNoFieldTakesIsOfferedAsAnAttribute() throws IOException {
    String yaml = guess("title,mood: of day,x\nAsh,\"calm\n#\",1\nBirch,wild,2\n");
    assertThat(yaml)
        .contains(
            "#  attributes.mood__of_day: 'mood: of day'   not mapped; 2 of 2 rows: calm # · wild")
        .contains("#  attributes.x: {from: x, as: number}   not mapped");
    Mapping edited = Mapping.read(yaml.replaceAll("(?m)^#(  attributes.*?)   not.*$", "$1"));
    assertThat(edited.fields()).extracting(FieldMapping::field).contains("attributes.x");
  }

  @Test
  void anyNameOfAColumnIsWrittenSoThatItIsReadAgain() throws IOException {
    for (String odd : List.of("\u007f", "\u0085", "\u2028", "\ufffe", "\u0001", "'", "\\", "#")) {
      Mapping read =
          Mapping.read(guess("title,year,gen" + odd + "re\nAsh,1990,Drama\nBirch,1991,War\n"));
      assertThat(read.columns()).contains("gen" + odd + "re");
    }
  }

  @Test
  void columnsWithoutNumberOrThatNobodyCanNameAreLeftOut() throws IOException {
    StringBuilder header = new StringBuilder("title");
    for (int i = 0; i < 999; i++) header.append(",one of many columns numbered ").append(i);
    String many = guess(header + "\nAsh" + ",1".repeat(999) + "\n");
    assertThat(many).contains("name: title").contains(" more columns, not mapped");
    assertThat(Mapping.read(many).columns()).containsExactly("title");
    assertThatThrownBy(() -> guess(header + ",more\nAsh\n"))
        .hasMessage("file.csv has 1,001 columns; at most 1,000 are looked at");
    String odd =
        guess(
            "{\"name\":\"Ash\",\"Peop\\ud800le\":[{\"Name\":\"Di\",\"Type\":\"Director\"}],\"\":1}\n");
    assertThat(Mapping.read(odd).columns()).containsExactly("name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                        | file.csv is empty",
        "title,year                | file.csv has a header and no rows",
        "[]                        | file.csv holds a JSON array; expected one JSON object a line: jq -c '.[]' file.csv",
        "{\\n  1\\n}   | file.csv holds a JSON object over several lines; expected one JSON object a line: jq -c '.' file.csv",
        "movieId,imdbId\\n1,2      | file.csv does not tell which column holds the names",
        "1,2\\n3,4                 | there is no header, so columns:",
        "\"title\\nAsh             | file.csv: the first line has malformed quotes"
      })
  void aFileThatTellsNothingIsRefusedClearly(String text, String message) {
    assertThatThrownBy(() -> guess(text == null ? "" : text.replace("\\n", "\n")))
        .isInstanceOf(UnreadableCatalogueException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anotherEncodingIsRefusedWithItsByte() throws IOException {
    Path latin =
        Files.write(
            folder.resolve("l.csv"), "title\nCaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> MappingGuess.of(latin)).hasMessageContaining("byte 9 is 0xE9");
    assertThatThrownBy(() -> CatalogueFile.open(latin, CatalogueFormat.NETFLIX).close())
        .hasMessageContaining("byte 9 is 0xE9");
    Path wide =
        Files.write(folder.resolve("w.csv"), "title\nAsh\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> MappingGuess.of(wide)).hasMessageContaining("NUL at byte 1");
  }

  private String guess(String text) throws IOException {
    return MappingGuess.of(Files.writeString(folder.resolve("file.csv"), text));
  }

  private List<Title> guessed(String text) throws IOException {
    String yaml = guess(text);
    List<Title> titles = new ArrayList<>();
    for (CatalogueLine line : ReadLines.of(text, Mapping.read(yaml))) {
      assertThat(line).as(yaml).isInstanceOf(ReadTitle.class);
      ReadTitle read = (ReadTitle) line;
      assertThat(read.notes()).as(yaml).isEmpty();
      titles.add(read.title());
    }
    return titles;
  }
}

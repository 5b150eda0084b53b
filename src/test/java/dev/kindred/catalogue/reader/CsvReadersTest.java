package dev.kindred.catalogue.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.AttributeValue;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.reader.CatalogueLine.BadLine;
import dev.kindred.catalogue.reader.CatalogueLine.Note;
import dev.kindred.catalogue.reader.CatalogueLine.ReadTitle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvReadersTest {
  private static final String NETFLIX =
      "show_id,type,title,director,cast,country,date_added,release_year,rating,duration,listed_in,description\n";
  private static final String MOVIES = "movieId,title,genres\n";

  @Test
  void aNetflixFilmFindsItsPlace() throws IOException {
    String row =
        "s9,Movie,Salt Road,\"Di Fox, Lu Hart\",\"Ann Bell, Bo Carr\",\"South Korea, West Germany, Soviet"
            + " Union, Hong Kong\",\" May 3, 2020\",2019,PG,101 min,\"Dramas, Thrillers\",\"Salt, and a road.\"\n";
    assertThat(ReadLines.title(NETFLIX + row, CatalogueFormat.NETFLIX))
        .isEqualTo(
            Title.builder(new TitleId("s9"), Title.Kind.MOVIE, "Salt Road")
                .year(2019)
                .runtimeMinutes(101)
                .genres(List.of("Dramas", "Thrillers"))
                .synopsis("Salt, and a road.")
                .people(Title.Role.DIRECTOR, List.of("Di Fox", "Lu Hart"))
                .people(Title.Role.CAST, List.of("Ann Bell", "Bo Carr"))
                .countries(List.of("KR", "DE", "SU", "HK"))
                .maturity(new Title.Maturity(null, "PG"))
                .attributes(Map.of("dateAdded", new AttributeValue.Text("2020-05-03")))
                .build());
  }

  @Test
  void aNetflixSeriesHasSeasons() throws IOException {
    assertThat(
            ReadLines.title(
                NETFLIX + "s1,TV Show,Long Tide,,,,,2021,TV-MA,2 Seasons,Dramas,\n",
                CatalogueFormat.NETFLIX))
        .isEqualTo(
            Title.builder(new TitleId("s1"), Title.Kind.SERIES, "Long Tide")
                .year(2021)
                .genres(List.of("Dramas"))
                .maturity(new Title.Maturity(null, "TV-MA"))
                .attributes(Map.of("seasons", new AttributeValue.Decimal(2)))
                .build());
  }

  @Test
  void aDurationInTheRatingColumnIsPutRight() throws IOException {
    Title title =
        ReadLines.title(NETFLIX + "s1,Movie,A,,,,,2017,74 min,,,\n", CatalogueFormat.NETFLIX);
    assertThat(title.runtimeMinutes()).isEqualTo(74);
    assertThat(title.maturity()).isNull();
  }

  @Test
  void whatNetflixSaysInVainIsNoted() throws IOException {
    ReadTitle read =
        ReadLines.only(
            NETFLIX + "s1,Movie,A,,,\"Atlantis, France\",soon,2017,PG,long,,\n",
            CatalogueFormat.NETFLIX);
    assertThat(read.title().countries()).containsExactly("FR");
    assertThat(read.notes())
        .containsExactly(
            new Note("duration", "neither minutes nor seasons: long"),
            new Note("country", "unknown country: Atlantis"),
            new Note("date_added", "no date such as 1982-06-25: soon"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s1,Song,A,,,,,2017,PG,90 min,, | type         | must be one of movie, series, season, episode, other, got the string \"Song\"",
        "s1,Movie, ,,,,,2017,PG,90 min,, | title       | is required"
      })
  void aNetflixFaultNamesItsColumn(String row, String column, String reason) throws IOException {
    assertThat(ReadLines.of(NETFLIX + row, CatalogueFormat.NETFLIX))
        .containsExactly(new BadLine(2, column, reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s1,Movie,A,,,,,soon,PG,90 min,,    | release_year | no year: soon",
        "s1,Movie,A,,,,,c. 1972,PG,90 min,, | release_year | read as 1972: c. 1972",
        "s1,Movie,A,,,,,1066,PG,90 min,,    | release_year | left out: must be 1800..2200, got 1066",
        "s1,Movie,A,,,,,2017,PG,999999 min,,| duration     | left out: must be 0..100000, got 999999"
      })
  void aValueThatMakesNoSenseCostsOnlyItself(String row, String column, String reason)
      throws IOException {
    assertThat(ReadLines.only(NETFLIX + row, CatalogueFormat.NETFLIX).notes())
        .containsExactly(new Note(column, reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Toy Box (1995)                        | Toy Box              | 1995 |      | ",
        "Grid, The (1999)                      | The Grid             | 1999 |      | ",
        "Eight (a.k.a. Ei8ht) (1995)           | Eight                | 1995 |      | Ei8ht",
        "Cold Lake, The (Lac froid, Le) (1995) | The Cold Lake        | 1995 |      | Le Lac froid",
        "Man of Stars, The (Uomo, L') (1995)   | The Man of Stars     | 1995 |      | L'Uomo",
        "Owl: The Hunter (aka Hunter) (Owl) (1994) | Owl: The Hunter  | 1994 |      | Hunter;Owl",
        "Raven, The: Night's Prayer (2005)     | The Raven: Night's Prayer | 2005 | | ",
        "Associate, The (L'Associe)(1982)      | The Associate        | 1982 |      | L'Associe",
        "Note: Noto (2006–2007)                | Note: Noto           | 2006 | 2007 | ",
        "Night Shift (2010– )                  | Night Shift          | 2010 |      | ",
        "(100) Days (2009)                     | (100) Days           | 2009 |      | ",
        "Border(s) (2007)                      | Border(s)            | 2007 |      | ",
        "Birds: Or (The Virtue) (2014)         | Birds: Or (The Virtue) | 2014 |    | ",
        "Antonia (Antonia) (1995)              | Antonia              | 1995 |      | ",
        "Station 6                             | Station 6            |      |      | ",
        "2001                                  | 2001                 |      |      | ",
        "Maybe, Maybe Not (1994)               | Maybe, Maybe Not     | 1994 |      | "
      })
  void aDisplayNameComesApart(
      String text,
      String name,
      @Nullable Integer year,
      @Nullable Integer endYear,
      @Nullable String aliases) {
    assertThat(DisplayName.of(text))
        .isEqualTo(
            new DisplayName(
                name,
                aliases == null ? List.of() : List.of(aliases.split(";", -1)),
                year,
                endYear));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MOVIES + "7,\"Cold Lake, The (1995)\",Drama|Sci-Fi\n",
        "Genres,extra,TITLE,movieid\nDrama|Sci-Fi,x,\"Cold Lake, The (1995)\",7\n",
        "7::Cold Lake, The (1995)::Drama|Sci-Fi\n"
      })
  void movieLensIsReadInBothItsForms(String text) throws IOException {
    assertThat(ReadLines.title(text, CatalogueFormat.MOVIELENS))
        .isEqualTo(
            Title.builder(new TitleId("ml-7"), Title.Kind.MOVIE, "The Cold Lake")
                .year(1995)
                .genres(List.of("Drama", "Sci-Fi"))
                .links(new Title.Links(null, null, "7"))
                .build());
  }

  @Test
  void noGenresListedMeansNone() throws IOException {
    assertThat(
            ReadLines.title(MOVIES + "7,A,(no genres listed)", CatalogueFormat.MOVIELENS).genres())
        .isEmpty();
  }

  @Test
  void aBadLineOfMoviesDatStopsNothing() throws IOException {
    assertThat(ReadLines.of("1::A (1990)::Drama\n2::B\nx::C::D\n", CatalogueFormat.MOVIELENS))
        .hasSize(3)
        .endsWith(
            new BadLine(2, "", "has 2 fields, expected 3"),
            new BadLine(3, "movieId", "the id does not fit the mapping: x"));
  }

  @Test
  void aQuotedFieldMaySpanLines() throws IOException {
    List<CatalogueLine> lines =
        ReadLines.of(
            MOVIES + "1,\"One\r\n\"\"two\"\"\",Drama\r\n2,Two,Drama\r\n",
            CatalogueFormat.MOVIELENS);
    assertThat(lines).extracting(CatalogueLine::line).containsExactly(2L, 4L);
    assertThat(lines.getFirst())
        .isInstanceOfSatisfying(
            ReadTitle.class, r -> assertThat(r.title().name()).isEqualTo("One\n\"two\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,\"Ash,Drama\n2,Birch,Drama\n3,Cedar,Drama\n",
        "1,\"Ash,Drama\n2,\"Birch\",Drama\n3,Cedar,Drama\n",
        "1,\"Ash,Drama\n2,\"Birch, the\",Drama\n3,\"Cedar\",Drama\n",
        "1,Ash,\"Drama\n2,Birch,Drama\n3,Cedar,Drama"
      })
  void aQuoteThatIsNeverClosedCostsOneLine(String rows) throws IOException {
    assertThat(ReadLines.of(MOVIES + rows, CatalogueFormat.MOVIELENS))
        .hasSize(3)
        .satisfies(lines ->
            assertThat(lines.getFirst())
                .isInstanceOfSatisfying(
                    BadLine.class,
                    bad -> {
                      int quote = rows.indexOf('"') + 1;
                      assertThat(bad.field()).isEqualTo(quote < 5 ? "title" : "genres");
                      assertThat(bad.reason())
                          .isEqualTo(
                              "a quote is opened at character " + quote + " and never closed");
                    }))
        .extracting(CatalogueLine::line)
        .containsExactly(2L, 3L, 4L);
  }

  @Test
  void manyOpenQuotesCostOnlyTheirLinesAndLittleTime() throws IOException {
    int rows = 20_000;
    List<CatalogueLine> lines =
        ReadLines.of(
            MOVIES + "1,\"Ash,Drama\n".repeat(rows) + "2,Birch,Drama\n", CatalogueFormat.MOVIELENS);
    assertThat(lines).hasSize(rows + 1);
    assertThat(lines.getLast()).isInstanceOf(ReadTitle.class);
  }

  @Test
  void raggedRowsAndStrayQuotesAreTold() throws IOException {
    assertThat(
            ReadLines.of(
                MOVIES + "1,Ash\n2,Birch,Drama,x\n3,\"Ce\"dar,Drama\n4,Dog\"wood,Drama\n",
                CatalogueFormat.MOVIELENS))
        .hasSize(4)
        .startsWith(
            new BadLine(2, "", "has 2 fields, the header 3"),
            new BadLine(3, "", "has 4 fields, the header 3"),
            new BadLine(
                4, "title", "something stands between a closing quote and the next separator"))
        .last()
        .isInstanceOf(ReadTitle.class);
  }

  @Test
  void brokenUtf8AndNulCostOnlyTheirLine() throws IOException {
    String text = MOVIES + "1,Caf\u00e9,Drama\n2,Ca\u00e9,Drama\n3,A\u0000,Drama\n4,Ash,Drama\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int broken = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Ca\u00c3") + 3;
    bytes[broken] = 'x'; // the second byte of é
    assertThat(ReadLines.of(bytes, CatalogueFormat.MOVIELENS))
        .hasSize(4)
        .contains(
            new BadLine(3, "", "byte 4 is not valid UTF-8 (byte " + (broken - 1) + " of the file)"),
            new BadLine(4, "", "character 4 is NUL"))
        .last()
        .isInstanceOf(ReadTitle.class);
  }

  @Test
  void aHeaderAloneHasNoTitles() throws IOException {
    assertThat(ReadLines.of(MOVIES, CatalogueFormat.MOVIELENS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                  | the file is empty; expected a header with the columns movieId, title, genres",
        "id,title,genre      | header in line 1: no column movieId, genres (is it \"genre\"?)",
        "movieId,title,title | header in line 1: two columns are called \"title\"",
        "movieId,\"title     | header in line 1: malformed quotes"
      })
  void aFileWithoutItsColumnsIsRefused(@Nullable String header, String message) {
    assertThatThrownBy(() -> ReadLines.of(header == null ? "" : header, CatalogueFormat.MOVIELENS))
        .isInstanceOf(UnreadableCatalogueException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "France,FR",
    "united states,US",
    "South Korea,KR",
    "Turkey,TR",
    "Czech Republic,CZ",
    "Vatican City,VA",
    "East Germany,DD",
    "Yugoslavia,YU",
    "Atlantis,"
  })
  void countriesAreKnownByTheirEnglishNames(String name, @Nullable String code) {
    assertThat(Countries.code(name).orElse(null)).isEqualTo(code);
    assertThat(code == null || Countries.isCode(code)).isTrue();
  }
}

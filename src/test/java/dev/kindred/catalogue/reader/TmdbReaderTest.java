package dev.kindred.catalogue.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.AttributeValue;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.reader.CatalogueLine.BadLine;
import dev.kindred.catalogue.reader.CatalogueLine.Note;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TmdbReaderTest {
  @Test
  void everyFieldFindsItsPlace() throws IOException {
    String row =
        """
        {"id":"tt0000042","tmdbId":7,"mlId":9,"title":"The Cold Lake","original_title":"Le lac froid",
         "aka":["Cold Lake"],"year":1995,"release_date":"1995-03-04","genres":["Drama","Sci-Fi"],
         "overview":" A lake keeps its dead. ","tagline":"Swim.","keywords":["lake"],"cast":["Ann","Bo"],
         "director":["Di"],"writers":["Wu"],"language":"fr","country":["FR","YU","XK"],"runtime":97,
         "certification":"PG","companies":["Pond Films"],"collection":"Lakes","popularity":1.5,
         "vote_count":10,"vote_average":7.25,"sources":["made-up"]}
        """
            .replace("\n", " ");
    assertThat(ReadLines.title(row, CatalogueFormat.TMDB))
        .isEqualTo(
            Title.builder(new TitleId("tt0000042"), Title.Kind.MOVIE, "The Cold Lake")
                .originalName("Le lac froid")
                .aliases(List.of(new Title.Alias("Cold Lake", null)))
                .year(1995)
                .releaseDate(LocalDate.of(1995, 3, 4))
                .runtimeMinutes(97)
                .genres(List.of("Drama", "Sci-Fi"))
                .synopsis(" A lake keeps its dead. ")
                .tagline("Swim.")
                .keywords(List.of("lake"))
                .people(Title.Role.DIRECTOR, List.of("Di"))
                .people(Title.Role.WRITER, List.of("Wu"))
                .people(Title.Role.CAST, List.of("Ann", "Bo"))
                .countries(List.of("FR", "YU", "XK"))
                .languages(List.of("fr"))
                .maturity(new Title.Maturity(null, "PG"))
                .franchise("Lakes")
                .popularity(1.5)
                .rating(new Title.Rating(7.25, 10))
                .links(new Title.Links("tt0000042", "7", "9"))
                .attributes(Map.of("companies", new AttributeValue.Texts(List.of("Pond Films"))))
                .build());
  }

  @Test
  void whatIsUnknownIsAbsent() throws IOException {
    String row =
        "{\"id\":\"x\",\"title\":\"N\",\"original_title\":\"N\",\"runtime\":0,\"overview\":\"\",\"tagline\":null,"
            + "\"genres\":[\"\"],\"vote_count\":3,\"companies\":null}";
    assertThat(ReadLines.title(row, CatalogueFormat.TMDB))
        .isEqualTo(Title.builder(new TitleId("x"), Title.Kind.MOVIE, "N").build());
  }

  @Test
  void aCodeThatIsNoneIsLeftOutAndNoted() throws IOException {
    var read =
        ReadLines.only(
            "{\"id\":\"x\",\"title\":\"N\",\"country\":[\"ZZ\",\"GB\"],\"language\":\"?\"}",
            CatalogueFormat.TMDB);
    assertThat(read.title().countries()).containsExactly("GB");
    assertThat(read.title().languages()).isEmpty();
    assertThat(read.notes())
        .containsExactly(
            new Note("/country", "unknown country: ZZ"),
            new Note("/language", "unknown language: ?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"x\"}                                      | /title      | is required",
        "{\"id\":\"x\",\"title\":\"\"}                       | /title      | is required",
        "[1]                                                 | ``          | expected a JSON object"
      })
  void aFaultNamesTheFieldAsTheFileCallsIt(String row, String field, String reason)
      throws IOException {
    assertThat(ReadLines.of(row, CatalogueFormat.TMDB))
        .containsExactly(new BadLine(1, field == null ? "" : field, reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"runtime\":\"long\"           | /runtime      | neither minutes nor seasons: long",
        "\"genres\":[{},\"Drama\"]      | /genres       | is an object; a mapping can name a field inside it",
        "\"vote_average\":\"good\"      | /vote_average | no number: good",
        "\"release_date\":\"1990\"      | /release_date | no date such as 1982-06-25: 1990",
        "\"popularity\":-1              | /popularity   | left out: must be 0.0..1.0E12, got -1.0"
      })
  void aValueThatMakesNoSenseCostsOnlyItself(String field, String column, String reason)
      throws IOException {
    var read = ReadLines.only("{\"id\":\"x\",\"title\":\"N\"," + field + "}", CatalogueFormat.TMDB);
    assertThat(read.notes()).containsExactly(new Note(column, reason));
  }

  @Test
  void numbersWrittenAsTextsAndTextsWrittenAsNumbersAreRead() throws IOException {
    Title title =
        ReadLines.title(
            "{\"id\":5,\"title\":\"N\",\"year\":\"1990\",\"genres\":\"Drama\",\"vote_average\":\"9\"}",
            CatalogueFormat.TMDB);
    assertThat(title)
        .isEqualTo(
            Title.builder(new TitleId("5"), Title.Kind.MOVIE, "N")
                .year(1990)
                .genres(List.of("Drama"))
                .rating(new Title.Rating(9, 0))
                .build());
  }
}

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
            new Note("/country", "no ISO 3166-1 code: ZZ"),
            new Note("/language", "no language tag: ?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"x\"}                                      | /title      | is required",
        "{\"id\":\"x\",\"title\":\"\"}                       | /title      | is required",
        "{\"title\":\"N\"}                                   | /id         | is required",
        "{\"id\":5,\"title\":\"N\"}                          | /id         | expected a string, got the number 5",
        "{\"id\":\"x\",\"title\":\"N\",\"year\":\"1990\"}    | /year       | expected a whole number, got the string \"1990\"",
        "{\"id\":\"x\",\"title\":\"N\",\"genres\":\"Drama\"} | /genres     | expected an array, got the string \"Drama\"",
        "{\"id\":\"x\",\"title\":\"N\",\"genres\":[{}]}      | /genres     | expected a string, got an object",
        "{\"id\":\"x\",\"title\":\"N\",\"cast\":[\"A\",4]}   | /cast       | expected a string, got the number 4",
        "{\"id\":\"x\",\"title\":\"N\",\"aka\":[4]}          | /aka        | expected a string, got the number 4",
        "{\"id\":\"x\",\"title\":\"N\",\"vote_average\":\"9\"} | /vote_average | expected a number, got the string \"9\"",
        "{\"id\":\"x\",\"title\":\"N\",\"release_date\":\"1990\"} | /release_date | must be a date such as 1982-06-25, got 1990",
        "[1]                                                 | ``          | expected a JSON object"
      })
  void aFaultNamesTheFieldAsTheFileCallsIt(String row, String field, String reason)
      throws IOException {
    assertThat(ReadLines.of(row, CatalogueFormat.TMDB))
        .containsExactly(new BadLine(1, field == null ? "" : field, reason));
  }
}

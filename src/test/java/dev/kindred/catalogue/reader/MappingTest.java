package dev.kindred.catalogue.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.AttributeValue;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.reader.CatalogueLine.BadLine;
import dev.kindred.catalogue.reader.CatalogueLine.Note;
import dev.kindred.catalogue.reader.CatalogueLine.ReadTitle;
import dev.kindred.json.InvalidJsonException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MappingTest {
  private static final String BASE = "format: csv\nfields:\n  name: n\n  kind: {constant: movie}\n";

  @Test
  void everyKeyDoesWhatItSays() throws IOException {
    Mapping mapping =
        Mapping.read(
            """
            format: csv
            separator: ";"
            absent: [N/A]
            fields:
              id: {from: no, prefix: x-}
              kind: {from: sort, values: {Spielfilm: movie, Reihe: series}, default: other}
              name: name
              year: {from: released, date: d.M.uuuu}
              releaseDate: {from: released, date: d.M.uuuu}
              runtimeMinutes: {from: length, else: length2}
              genres: {from: genre, split: "/", values: {Drame: Drama, Divers: ""}}
              people.cast: {from: [actor1, actor2]}
              people.director: {from: crew, json: name, where: {job: Director}}
              countries: {from: crew, json: land.code}
              languages: {constant: German}
              rating.average: stars
              attributes.stars: {from: stars, as: number}
              attributes.seen: {from: seen, as: flag}
              attributes.tag: {from: name, pattern: '\\[(.+)\\]'}
            """);
    String header = "no;sort;name;released;length;length2;genre;actor1;actor2;crew;stars;seen\n";
    String crew =
        "\"[{\"\"job\"\":\"\"Director\"\",\"\"name\"\":\"\"Di\"\",\"\"land\"\":{\"\"code\"\":\"\"fr\"\"}},"
            + "{\"\"job\"\":\"\"Cook\"\",\"\"name\"\":\"\"Co\"\"}]\"";
    String row =
        "7;reihe;Ash [cut];3.5.2020;N/A;1h 30m;Drame/Divers/War;Ann;Bo;" + crew + ";7,5;yes\n";
    assertThat(only(header + row, mapping))
        .isEqualTo(
            new ReadTitle(
                2,
                Title.builder(new TitleId("x-7"), Title.Kind.SERIES, "Ash [cut]")
                    .year(2020)
                    .releaseDate(LocalDate.of(2020, 5, 3))
                    .runtimeMinutes(90)
                    .genres(List.of("Drama", "War"))
                    .people(Title.Role.CAST, List.of("Ann", "Bo"))
                    .people(Title.Role.DIRECTOR, List.of("Di"))
                    .countries(List.of("FR"))
                    .languages(List.of("de"))
                    .rating(new Title.Rating(7.5, 0))
                    .attributes(
                        Map.of(
                            "stars", new AttributeValue.Decimal(7.5),
                            "seen", new AttributeValue.Flag(true),
                            "tag", new AttributeValue.Text("cut")))
                    .build(),
                null,
                List.of()));
  }

  @Test
  void pathsReachIntoJsonLines() throws IOException {
    Mapping mapping =
        Mapping.read(
            """
            format: jsonl
            fields:
              name: about.title
              kind: about.sort
              genres: genres.name
              synopsis: {from: about.text, html: true}
              people.director: {from: credits.crew, json: name, where: {job: director}}
              attributes.odd: a.b
            """);
    String row =
        "{\"about\":{\"title\":\"Ash\",\"sort\":\"TV Show\",\"text\":\"<p>Lost.</p>\"},\"genres\":[{\"name\":\"Drama\"},{\"id\":1}],"
            + "\"credits\":{\"crew\":[{\"name\":\"Di\",\"job\":\"Director\"},{\"name\":\"Wu\",\"job\":\"Writer\"}]},"
            + "\"a.b\":\"dotted\"}";
    assertThat(only(row, mapping).title())
        .isEqualTo(
            Title.builder(new TitleId("ash-series-di"), Title.Kind.SERIES, "Ash")
                .genres(List.of("Drama"))
                .synopsis("Lost.")
                .people(Title.Role.DIRECTOR, List.of("Di"))
                .attributes(Map.of("odd", new AttributeValue.Text("dotted")))
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': 'x'}                          | x",
        "{'a': \"it's\"}                     | it's",
        "{\"b\": None, 'a': 'say \\'\"x\"\\''}   | say '\"x\"'",
        "[{'a': True}, {'a': False}]         | true · false",
        "[{u'a': u'caf\\xe9 \\u00e9 \\d'}]      | café é \\d",
        "{'a': 'None, True'}                 | None, True",
        "{'a': 'x\\\\', 'b': nan}             | x\\",
        "{'a': 'x                            | ",
        "{'a': '\\                            | ",
        "{'a': '\\x                           | "
      })
  void aCellMayHoldWhatPythonPrints(String cell, @Nullable String texts) {
    FoundTexts found = new FoundTexts(Set.of());
    new Step.FromJson(List.of("a"), Map.of()).apply(cell, found);
    assertThat(String.join(" · ", found.texts())).isEqualTo(texts == null ? "" : texts);
    assertThat(found.notes()).hasSize(texts == null ? 1 : 0);
  }

  @Test
  void htmlIsTakenAwayFromATextThatATitleMayHave() {
    FoundTexts found = new FoundTexts(Set.of());
    Step html = new Step.WithoutHtml();
    for (String text : List.of("<p>Tom &amp;<br>Jerry</p>", "1 < 2 & 3", "plain", "<b></b>"))
      html.apply(text, found);
    assertThat(found.texts()).containsExactly("Tom & Jerry", "1 < 2 & 3", "plain");
    html.apply("<b>".repeat(Step.WithoutHtml.MAX_TEXT), found);
    assertThat(found.notes()).singleElement().asString().startsWith("too long to be read as HTML");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "format: csv\\nfields: {name: n}                      | kind is required",
        "format: csv\\nfields: {kind: k}                      | name is required",
        "format: xml                                          | line 1: must be one of csv, tsv, jsonl, got the string \"xml\"",
        "formt: csv                                           | line 1: unknown field \"formt\"; did you mean \"format\"?",
        "[]                                                   | must hold keys and values",
        "format: csv\\nformat: csv                            | two columns cannot feed one field",
        "format: [                                            | line 1: while parsing",
        "format: jsonl\\nseparator: ;                         | line 2: means nothing with jsonl",
        "format: csv\\ncolumns: [a, a]                        | two columns have one name"
      })
  void aFaultyMappingIsRefusedWithItsPlace(String yaml, String message) {
    refused(yaml.replace("\\n", "\n"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "people.directer: d                       | no title field \"people.directer\"; did you mean \"people.director\"?",
        "budget: b                                | no title field \"budget\"",
        "attributes.9: b                          | an attribute name is a letter",
        "year: {from: [a, b]}                     | two columns to one field: year takes one column, got a, b",
        "name: m                                  | two columns cannot feed one field",
        "year: {form: a}                          | unknown field \"form\"; did you mean \"from\"?",
        "year:                                    | names no column",
        "year: {default: 5}                       | expected a string, got the number 5",
        "year: {split: x}                         | is required, or constant",
        "genres: {from: a, split: ''}             | /fields/genres/split: line 5: must not be blank",
        "year: {from: a, constant: x}             | constant goes with neither from nor default",
        "year: {from: a, pattern: '('}            | is no pattern: Unclosed group",
        "releaseDate: {from: a, date: jjjj}       | is no shape of a date",
        "releaseDate: {from: a, date: peM}        | is no shape of a date: a number after a padded one",
        "genres: {from: a, where: {b: c}}         | where goes with json",
        "attributes.x: {from: a, as: colour}      | must be one of text, texts, number, date, flag",
        "id: {derive: [nmae]}                     | no title field \"nmae\"; did you mean \"name\"?",
        "id: {derive: [year]}                     | must name at least \"name\""
      })
  void aFaultyFieldIsRefusedWithItsPlace(String field, String message) {
    refused(BASE + "  " + field, message);
    refused(BASE + "  " + field, "line 5: ");
  }

  @Test
  void aColumnThatIsNotThereIsRefused() {
    refused(BASE.replace("fields", "columns: [nn]\nfields"), "line 4: no column \"n\"");
    assertThatThrownBy(() -> read("name,year\nAsh,1990\n", Mapping.read(BASE)))
        .isInstanceOf(UnreadableCatalogueException.class)
        .hasMessage("header in line 1: no column n");
  }

  @Test
  void aMappingTooLongIsRefusedUnread() {
    refused("#".repeat(Mapping.MAX_LENGTH + 1), "at most 65536 characters, got 65537");
  }

  @ParameterizedTest
  @CsvSource({
    "Heat,1995,Michael Mann,heat-1995-michael-mann",
    "Heat,,,heat",
    "Élan & Co.,2001,,elan-co-2001-",
    "ゴジラ,1954,本多猪四郎,ゴジラ-1954-本多猪四郎",
    "M,1931,Fritz Lang,m-1931-fritz-lang",
  })
  void aRowWithoutAnIdGetsOneFromItself(String name, String year, String director, String id)
      throws IOException {
    Mapping mapping = Mapping.read(BASE + "  year: y\n  people.director: d\n");
    String row = name + "," + (year == null ? "" : year) + "," + (director == null ? "" : director);
    assertThat(only("n,y,d\n" + row, mapping).title().id().value()).startsWith(id);
  }

  @Test
  void derivedIdsDependNeitherOnTheOrderOfRowsNorOnTheOthers() throws IOException {
    Mapping mapping = Mapping.read(BASE + "  year: y\n  people.director: {from: d, split: ;}\n");
    List<String> rows =
        new ArrayList<>(
            List.of(
                "Crash,1996,Cronenberg",
                "Crash,1996,Haggis",
                "Crash,1996,B;A",
                "C++,,",
                "C#,,",
                "C,,"));
    List<String> ids = ids(rows, mapping);
    assertThat(ids).doesNotHaveDuplicates().contains("crash-1996-a-b", "c");
    Collections.reverse(rows);
    assertThat(ids(rows, mapping)).isEqualTo(ids.reversed());
    assertThat(ids(List.of("Crash,1996,A;B"), mapping)).containsExactly("crash-1996-a-b");
  }

  @Test
  void rowsOfOneTitleAreToldAndKeepOneId() throws IOException {
    Mapping mapping = Mapping.read(BASE + "  synopsis: s\n");
    List<CatalogueLine> lines = read("n,s\nAsh,one\nBirch,two\nash,three\n", mapping);
    assertThat(lines.get(2))
        .isInstanceOfSatisfying(
            ReadTitle.class,
            read -> {
              assertThat(read.title().id().value()).isEqualTo("ash");
              assertThat(read.notes())
                  .containsExactly(
                      new Note("id", "the same title as line 2 (ash); the later one replaces it"));
            });
  }

  @Test
  void aNameOfAnyLengthGivesAnIdOfBoundedLength() throws IOException {
    Mapping mapping = Mapping.read(BASE);
    String a = only("n\n" + "ゴ".repeat(900) + "a", mapping).title().id().value();
    String b = only("n\n" + "ゴ".repeat(900) + "b", mapping).title().id().value();
    assertThat(a).isNotEqualTo(b);
    assertThat(TitleId.fault(a)).isNull();
    assertThat(only("n\n!!!", mapping).title().id())
        .isNotEqualTo(only("n\n???", mapping).title().id());
  }

  @Test
  void anIdOver256BytesRefusesItsRow() throws IOException {
    assertThat(read("n,i\nAsh," + "é".repeat(129) + "\n", Mapping.read(BASE + "  id: i\n")))
        .containsExactly(new BadLine(2, "i", "an id must have 1..256 bytes, got 258"));
  }

  @ParameterizedTest
  @CsvSource({
    "1972,1972,",
    "1972.0,1972,",
    "1972–1975,1972,",
    "1972-06-01,1972,",
    "c. 1972,1972,read as 1972: c. 1972",
    "unknown,,no year: unknown"
  })
  void yearsAreReadAsTheyAreWritten(String text, String year, String note) throws IOException {
    ReadTitle read = only("n,y\nAsh," + text, Mapping.read(BASE + "  year: y\n"));
    assertThat(String.valueOf(read.title().year())).isEqualTo(String.valueOf(year));
    assertThat(read.notes()).isEqualTo(note == null ? List.of() : List.of(new Note("y", note)));
  }

  @ParameterizedTest
  @CsvSource({
    "90,90",
    "90 min,90",
    "1h 30m,90",
    "1:30:00,90",
    "PT1H30M,90",
    "PT90M,90",
    "90.0,90",
    "2 Seasons,",
    "0,"
  })
  void lengthsAreReadAsTheyAreWritten(String text, String minutes) throws IOException {
    ReadTitle read = only("n,m\nAsh," + text, Mapping.read(BASE + "  runtimeMinutes: m\n"));
    assertThat(String.valueOf(read.title().runtimeMinutes())).isEqualTo(String.valueOf(minutes));
    assertThat(read.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2020-05-03",
        "2020-05-03T10:00:00Z",
        "May 3, 2020",
        "3 May 2020",
        "3-may-2020",
        "2020/05/03",
        "20200503"
      })
  void datesAreReadAsTheyAreWritten(String text) throws IOException {
    ReadTitle read = only("n,d\nAsh,\"" + text + "\"", Mapping.read(BASE + "  releaseDate: d\n"));
    assertThat(read.title().releaseDate()).isEqualTo(LocalDate.of(2020, 5, 3));
  }

  @Test
  void aPatternWithoutEndCostsOneValue() throws IOException {
    Mapping mapping = Mapping.read(BASE + "  tagline: {from: t, pattern: '(a*)*(a*)*(a*)*b'}\n");
    ReadTitle read = only("n,t\nAsh," + "a".repeat(900), mapping);
    assertThat(read.title().tagline()).isNull();
    assertThat(read.notes()).singleElement().extracting(Note::field).isEqualTo("t");
  }

  @Test
  void oneFaultyEntryOfAListCostsOnlyItself() throws IOException {
    Mapping mapping = Mapping.read(BASE + "  people.cast: {from: c, split: ;}\n");
    ReadTitle read = only("n,c\nAsh,Ann;" + "x".repeat(1_001) + ";Bo", mapping);
    assertThat(read.title().people(Title.Role.CAST)).containsExactly("Ann", "Bo");
    assertThat(read.notes()).singleElement().extracting(Note::field).isEqualTo("c");
  }

  private static void refused(String yaml, String message) {
    assertThatThrownBy(() -> Mapping.read(yaml))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessageContaining(message);
  }

  private static List<String> ids(List<String> rows, Mapping mapping) throws IOException {
    return read("n,y,d\n" + String.join("\n", rows), mapping).stream()
        .map(line -> ((ReadTitle) line).title().id().value())
        .toList();
  }

  private static ReadTitle only(String text, Mapping mapping) throws IOException {
    return ReadLines.only(text, mapping);
  }

  private static List<CatalogueLine> read(String text, Mapping mapping) throws IOException {
    return ReadLines.of(text, mapping);
  }
}

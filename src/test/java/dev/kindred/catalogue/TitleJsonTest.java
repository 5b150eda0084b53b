package dev.kindred.catalogue;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.json.Fault;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.testing.Seeded;
import dev.kindred.testing.Titles;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TitleJsonTest {
  private static final String ID = "\"id\":\"t\",\"kind\":\"movie\",\"name\":\"N\"";

  @Test
  @Seeded
  void readsBackWhatItWrote(Random random) {
    for (int i = 0; i < 300; i++) {
      Title title = Titles.random(random);
      assertThat(read(Json.parse(Json.writeBytes(title.toJson())).toString())).isEqualTo(title);
    }
  }

  @Test
  void anExplicitNullIsAbsent() {
    assertThat(
            read(
                "{"
                    + ID
                    + ",\"year\":null,\"genres\":null,\"rating\":null,\"attributes\":{\"x\":null}}"))
        .isEqualTo(aTitle().withId("t").named("N").build());
  }

  @Test
  void aBareMaturityLabelIsUnderstood() {
    assertThat(read("{" + ID + ",\"maturity\":\"PG-13\"}"))
        .extracting(Title::maturity)
        .isEqualTo(new Title.Maturity(null, "PG-13"));
  }

  @Test
  void theIdOfTheAddressStandsInForTheOwn() {
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(Json.parse("{\"kind\":\"movie\",\"name\":\"N\"}"), "", faults);
    assertThat(TitleJson.read(in, new TitleId("a")))
        .isEqualTo(aTitle().withId("a").named("N").build());
  }

  @Test
  void anIdOtherThanTheAddressContradictsIt() {
    Faults faults = new Faults();
    TitleJson.read(JsonFields.of(Json.parse("{" + ID + "}"), "", faults), new TitleId("other"));
    assertThat(faults.list()).extracting(Fault::code).containsExactly("idMismatch");
    assertThat(faults.list()).extracting(Fault::kind).containsExactly(Fault.Kind.INCONSISTENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"id\":7                                   | /id            | wrongType",
        "\"id\":\"\"                                | /id            | blank",
        "\"id\":\"a\\nb\"                           | /id            | invalidId",
        "\"id\":\"\\ud800\"                         | /id            | invalidText",
        "\"kind\":\"film\"                          | /kind          | unknownValue",
        "\"kind\":null                              | /kind          | required",
        "\"name\":\"  \"                            | /name          | blank",
        "\"name\":\"a\\u0000\"                      | /name          | invalidText",
        "\"name\":null                              | /name          | required",
        "\"originalName\":[]                        | /originalName  | wrongType",
        "\"aliases\":[\"x\"]                        | /aliases/0     | wrongType",
        "\"aliases\":[{\"text\":\"x\"},{}]          | /aliases/1/text | required",
        "\"aliases\":[{\"text\":\"x\",\"language\":\"Klingon!\"}] | /aliases/0/language | invalidCode",
        "\"aliases\":[{\"text\":\"x\",\"lang\":\"en\"}] | /aliases/0/lang | unknownField",
        "\"parentId\":\"t\"                         | /parentId      | refersToItself",
        "\"editionOf\":\"\\u0007\"                  | /editionOf     | invalidId",
        "\"seasonNumber\":-1                        | /seasonNumber  | outOfRange",
        "\"episodeNumber\":1.0                      | /episodeNumber | wrongType",
        "\"year\":\"1982\"                          | /year          | wrongType",
        "\"year\":1799                              | /year          | outOfRange",
        "\"year\":99999999999999999999              | /year          | outOfRange",
        "\"year\":2000,\"endYear\":1999             | /endYear       | endBeforeStart",
        "\"releaseDate\":\"1982-02-30\"             | /releaseDate   | invalidTime",
        "\"releaseDate\":1982                       | /releaseDate   | wrongType",
        "\"runtimeMinutes\":100001                  | /runtimeMinutes | outOfRange",
        "\"genres\":\"Drama\"                       | /genres        | wrongType",
        "\"genres\":[\"Drama\",3]                   | /genres/1      | wrongType",
        "\"genres\":[\"Drama\",\"\"]                | /genres/1      | blank",
        "\"synopsis\":{}                            | /synopsis      | wrongType",
        "\"tagline\":true                           | /tagline       | wrongType",
        "\"keywords\":[null]                        | /keywords/0    | wrongType",
        "\"people\":[{\"name\":\"A\"}]              | /people/0/role | required",
        "\"people\":[{\"name\":\"A\",\"role\":\"actor\"}] | /people/0/role | unknownValue",
        "\"people\":[{\"role\":\"cast\"}]           | /people/0/name | required",
        "\"countries\":[\"gb\"]                     | /countries/0   | invalidCode",
        "\"languages\":[\"en\",\"english!\"]        | /languages/1   | invalidCode",
        "\"maturity\":{\"system\":\"MPA\"}          | /maturity/label | required",
        "\"maturity\":13                            | /maturity      | wrongType",
        "\"franchise\":1                            | /franchise     | wrongType",
        "\"popularity\":-0.5                        | /popularity    | outOfRange",
        "\"popularity\":1e999                       | /popularity    | outOfRange",
        "\"popularity\":\"NaN\"                     | /popularity    | wrongType",
        "\"rating\":{\"count\":3}                   | /rating/average | required",
        "\"rating\":{\"average\":5,\"count\":-1}    | /rating/count  | outOfRange",
        "\"rating\":7.5                             | /rating        | wrongType",
        "\"availability\":[{\"regions\":[\"EUR\"]}] | /availability/0/regions/0 | invalidCode",
        "\"availability\":[{\"from\":\"2026-01-01\"}] | /availability/0/from | invalidTime",
        "\"availability\":[{\"from\":\"2026-01-02T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}] | /availability/0/until | endBeforeStart",
        "\"poster\":\"javascript:x\"                | /poster        | invalidUrl",
        "\"links\":{\"imbd\":\"tt1\"}               | /links/imbd    | unknownField",
        "\"links\":{\"tmdb\":5}                     | /links/tmdb    | wrongType",
        "\"attributes\":{\"1st\":true}              | /attributes/1st | invalidName",
        "\"attributes\":{\"a/b~c\":true}            | /attributes/a~1b~0c | invalidName",
        "\"attributes\":{\"shelf\":{}}              | /attributes/shelf | wrongType",
        "\"attributes\":{\"shelf\":[1]}             | /attributes/shelf/0 | wrongType",
        "\"attributes\":{\"size\":1e16}             | /attributes/size | outOfRange",
        "\"gernes\":[]                              | /gernes        | unknownField"
      })
  void everyFaultNamesItsField(String field, String pointer, String code) {
    String base = ID;
    for (String name : new String[] {"id", "kind", "name"})
      if (field.startsWith("\"" + name + "\":"))
        base = base.replaceAll("\"" + name + "\":\"[^\"]*\"", "\"_" + name + "\":null");
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(Json.parse("{" + base + "," + field + "}"), "", faults);
    Title title = TitleJson.read(in, null);
    in.end();
    assertThat(code.equals("unknownField") || title == null).isTrue();
    List<Fault> found = faults.list().stream().filter(f -> !f.pointer().startsWith("/_")).toList();
    assertThat(found.getFirst().pointer()).isEqualTo(pointer);
    assertThat(found.getFirst().code()).isEqualTo(code);
    assertThat(found).allSatisfy(f -> assertThat(f.pointer()).startsWith(pointer));
  }

  @Test
  void tooManyOrTooLongIsRefusedWithTheBound() {
    String many = "\"a\",".repeat(TitleJson.MAX_ENTRIES) + "\"a\"";
    assertThat(faults("\"keywords\":[" + many + "]").getFirst().detail())
        .isEqualTo("must have at most 500 entries, got 501");
    assertThat(
            faults("\"originalName\":\"" + "x".repeat(TitleJson.MAX_NAME + 1) + "\"")
                .getFirst()
                .detail())
        .isEqualTo("must have at most 1000 characters, got 1001");
  }

  @Test
  void findsEveryFaultInOnePass() {
    assertThat(faults("\"year\":1,\"genres\":1,\"poster\":\"x\""))
        .extracting(Fault::pointer)
        .containsExactly("/year", "/genres", "/poster");
  }

  @Test
  void aFaultyTitleIsRefusedEvenWhenTheListOfFaultsIsFull() {
    Faults faults = new Faults();
    for (int i = 0; i < Faults.MAX; i++) faults.malformed("/" + i, "x", "x");
    JsonFields in = JsonFields.of(Json.parse("{\"kind\":\"movie\"}"), "/next", faults);
    assertThat(TitleJson.read(in, null)).isNull();
  }

  private static List<Fault> faults(String field) {
    Faults faults = new Faults();
    TitleJson.read(JsonFields.of(Json.parse("{" + ID + "," + field + "}"), "", faults), null);
    return faults.list();
  }

  private static @Nullable Title read(String json) {
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(Json.parse(json), "", faults);
    Title title = TitleJson.read(in, null);
    in.end();
    assertThat(faults.list()).isEmpty();
    return title;
  }
}

package dev.kindred.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.json.Fault;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"field\":\"genres\",\"eq\":\"Drama\"}",
        "{\"field\":\"genres\",\"in\":[\"Drama\",\"Crime\"]}",
        "{\"field\":\"people.director\",\"all\":[\"Ann\",\"Bob\"]}",
        "{\"field\":\"year\",\"gte\":1990,\"lt\":2000}",
        "{\"field\":\"rating.average\",\"gt\":7.5}",
        "{\"field\":\"releaseDate\",\"lte\":\"1982-06-25\"}",
        "{\"field\":\"attributes.shelf\",\"eq\":true}",
        "{\"field\":\"franchise\",\"exists\":true}",
        "{\"available\":{\"region\":\"GB\",\"at\":\"2026-01-31T20:00:00Z\"}}",
        "{\"not\":{\"available\":{\"at\":\"2026-01-31T20:00:00.001Z\"}}}",
        "{\"all\":[{\"not\":{\"field\":\"kind\",\"eq\":\"series\"}},{\"any\":[{\"field\":\"decade\",\"eq\":1990}]}]}"
      })
  void writesWhatItRead(String json) {
    assertThat(Json.write(FilterJson.write(read(json)))).isEqualTo(json);
  }

  @Test
  void aMissingFilterKeepsEverything() {
    assertThat(FilterJson.read(null, "/filter", new Faults())).isEqualTo(Filter.NONE);
  }

  @Test
  void existsFalseIsItsOpposite() {
    assertThat(read("{\"field\":\"year\",\"exists\":false}"))
        .isEqualTo(new Filter.Not(new Filter.Exists(FilterField.named("year").orElseThrow())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"field\":\"genre\",\"eq\":\"Drama\"}         | /filter/field | unknownField",
        "{\"field\":\"genres\"}                         | /filter/field | noOperator",
        "{\"field\":\"genres\",\"eq\":3}                | /filter/eq    | wrongType",
        "{\"field\":\"genres\",\"eq\":\"\"}             | /filter/eq    | wrongType",
        "{\"field\":\"year\",\"eq\":\"1990\"}           | /filter/eq    | wrongType",
        "{\"field\":\"year\",\"gte\":1,\"gt\":1}        | /filter/gt    | tooManyOperators",
        "{\"field\":\"year\",\"eq\":1,\"lt\":1}         | /filter/eq    | tooManyOperators",
        "{\"field\":\"genres\",\"gte\":\"A\"}           | /filter/field | notOrdered",
        "{\"field\":\"genres\",\"in\":[]}               | /filter/in    | wrongType",
        "{\"field\":\"genres\",\"in\":[\"a\",1]}        | /filter/in/1  | wrongType",
        "{\"field\":\"releaseDate\",\"eq\":\"soon\"}    | /filter/eq    | wrongType",
        "{\"field\":\"genres\",\"eq\":\"a\",\"x\":1}    | /filter/x     | unknownField",
        "{\"all\":[],\"any\":[]}                        | /filter       | invalidFilter",
        "{\"available\":{\"region\":\"gb\",\"at\":\"2026-01-31T20:00:00Z\"}} | /filter/available/region | invalidCode",
        "{\"available\":{\"region\":\"GB\"}}            | /filter/available/at | required",
        "{\"available\":{\"at\":\"today\"}}            | /filter/available/at | invalidTime",
        "{\"available\":{\"at\":\"2026-01-31T20:00:00Z\"},\"all\":[]} | /filter | invalidFilter",
        "{\"all\":[]}                                   | /filter/all   | wrongType",
        "{}                                             | /filter       | invalidFilter",
        "[]                                             | /filter       | wrongType",
        "{\"not\":{\"field\":\"yaer\",\"eq\":1}}        | /filter/not/field | unknownField"
      })
  void everyFaultNamesItsField(String json, String pointer, String code) {
    Faults faults = new Faults();
    FilterJson.read(Json.parse(json), "/filter", faults);
    assertThat(faults.list())
        .anySatisfy(f -> {
          assertThat(f.pointer()).isEqualTo(pointer);
          assertThat(f.code()).isEqualTo(code);
        });
  }

  @Test
  void anUnknownFieldNamesTheNearest() {
    Faults faults = new Faults();
    FilterJson.read(Json.parse("{\"field\":\"genre\",\"eq\":\"x\"}"), "/filter", faults);
    assertThat(faults.list()).extracting(Fault::detail).first().asString().contains("\"genres\"");
  }

  @Test
  void aFilterNestedAThousandDeepIsRefusedAtItsPlace() {
    String deep = "{\"not\":".repeat(1_000) + "{\"field\":\"year\",\"eq\":1}" + "}".repeat(1_000);
    assertThatThrownBy(() -> Json.parse(deep))
        .isInstanceOfSatisfying(
            InvalidJsonException.class,
            e -> {
              assertThat(e.faults().getFirst().code()).isEqualTo("tooDeep");
              assertThat(e.faults().getFirst().pointer()).startsWith("/not/not");
            });
  }

  @Test
  void aFilterOfMoreThanAThousandTermsIsRefused() {
    String many = "{\"field\":\"id\",\"in\":[" + "\"a\",".repeat(1_000) + "\"a\"]}";
    Faults faults = new Faults();
    FilterJson.read(Json.parse(many), "/filter", faults);
    assertThat(faults.list()).extracting(Fault::code).containsExactly("tooManyTerms");
  }

  private static Filter read(String json) {
    Faults faults = new Faults();
    Filter filter = FilterJson.read(Json.parse(json), "/filter", faults);
    assertThat(faults.list()).isEmpty();
    return filter;
  }
}

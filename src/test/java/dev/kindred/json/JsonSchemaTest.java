package dev.kindred.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonSchemaTest {
  private static final JsonSchema SCHEMA =
      JsonSchema.of(
          Json.parse(
              """
              {"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
                "name": {"type": "string", "minLength": 2, "maxLength": 4},
                "year": {"type": ["integer", "null"], "minimum": 1900, "maximum": 2000},
                "kind": {"enum": ["a", null]},
                "tags": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string"}}}}
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "ab"}                                | ''
          {"name": "ab", "year": null, "kind": null}    | ''
          {"name": "ab", "year": 1999, "tags": ["x"]}   | ''
          []                                            | : must be object, got array
          {}                                            | /name: is required
          {"name": "a"}                                 | /name: must have at least 2 characters, got 1
          {"name": "abcde"}                             | /name: must have at most 4 characters, got 5
          {"name": "  a  "}                             | /name: must have at least 2 characters, got 1
          {"name": 7}                                   | /name: must be string, got integer
          {"name": "ab", "year": 1.5}                   | /year: must be one of ["integer","null"], got number
          {"name": "ab", "year": 1899}                  | /year: must be at least 1900
          {"name": "ab", "year": 2001}                  | /year: must be at most 2000
          {"name": "ab", "kind": "b"}                   | /kind: must be one of ["a",null]
          {"name": "ab", "tags": []}                    | /tags: must have at least 1 entries, got 0
          {"name": "ab", "tags": ["x", 1]}              | /tags/1: must be string, got integer
          {"name": "ab", "a/b": 1}                      | /a~1b: is not a field of the schema
          """)
  void tellsWhatDoesNotFollowIt(String value, String fault) {
    Faults faults = new Faults();
    SCHEMA.check(Json.parse(value), faults);
    List<String> found = faults.list().stream().map(f -> f.pointer() + ": " + f.detail()).toList();
    assertThat(String.join("; ", found)).isEqualTo(fault);
  }

  @Test
  void refusesWhatItWouldIgnore() {
    assertThatThrownBy(
            () -> JsonSchema.of(Json.parse("{\"properties\": {\"a\": {\"pattern\": \"x\"}}}")))
        .hasMessage("the schema at \"/properties/a/pattern\" is not supported");
    assertThatThrownBy(() -> JsonSchema.of(Json.parse("{\"type\": \"text\"}")))
        .hasMessageContaining("must be one of");
    assertThatThrownBy(() -> JsonSchema.of(Json.parse("{\"additionalProperties\": true}")))
        .hasMessageContaining("may only be false");
  }
}

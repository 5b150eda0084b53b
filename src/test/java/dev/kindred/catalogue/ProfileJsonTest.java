package dev.kindred.catalogue;

import static dev.kindred.testing.Titles.aProfile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.testing.Seeded;
import dev.kindred.testing.Titles;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileJsonTest {
  @Test
  @Seeded
  void readsBackWhatItWrote(Random random) {
    for (int i = 0; i < 300; i++) {
      ContentProfile profile = Titles.randomProfile(random);
      Faults faults = new Faults();
      JsonFields in =
          JsonFields.of(Json.parse(Json.writeBytes(profile.toJson())), "/profile", faults);
      ContentProfile read = ProfileJson.read(in);
      in.end();
      assertThat(faults.list()).isEmpty();
      assertThat(read).isEqualTo(profile);
    }
  }

  @Test
  void withoutASourceAPersonWroteIt() {
    Faults faults = new Faults();
    assertThat(ProfileJson.read(JsonFields.of(Json.object(), "", faults)))
        .isEqualTo(aProfile().by(ContentProfile.SourceKind.HUMAN).build());
    assertThat(faults.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"pitch\":1}                       | /p/pitch         | wrongType",
        "{\"themes\":\"loss\"}               | /p/themes        | wrongType",
        "{\"moods\":[\"\"]}                  | /p/moods/0       | blank",
        "{\"pace\":\"quick\"}                | /p/pace          | unknownValue",
        "{\"setting\":\"Rome\"}              | /p/setting       | wrongType",
        "{\"setting\":{\"time\":\"now\"}}    | /p/setting/time  | unknownField",
        "{\"source\":{\"kind\":\"ai\"}}      | /p/source/kind   | unknownValue",
        "{\"source\":{\"createdAt\":\"now\"}} | /p/source/createdAt | invalidTime",
        "{\"watchwhen\":[]}                  | /p/watchwhen     | unknownField",
        "[]                                  | /p               | wrongType"
      })
  void everyFaultNamesItsField(String json, String pointer, String code) {
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(Json.parse(json), "/p", faults);
    ProfileJson.read(in);
    in.end();
    assertThat(faults.list())
        .singleElement()
        .satisfies(f -> {
          assertThat(f.pointer()).isEqualTo(pointer);
          assertThat(f.code()).isEqualTo(code);
        });
  }
}

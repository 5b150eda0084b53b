package dev.kindred.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ProfileJson;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import org.jspecify.annotations.Nullable;

/// Titles and profiles as the text in their rows. Writing refuses what could not be read back: such
/// a row would stop every reader of the catalogue for good.
final class StoredJson {
  private StoredJson() {}

  /// @throws IllegalArgumentException naming the title and its faults
  static String write(Title title) {
    JsonNode json = TitleJson.write(title);
    Faults faults = new Faults();
    readTitle(json, faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "title " + title.id() + " cannot be stored: " + faults.list());
    }
    return Json.write(json);
  }

  /// @throws IllegalArgumentException naming the faults
  static String write(ContentProfile profile) {
    JsonNode json = ProfileJson.write(profile);
    Faults faults = new Faults();
    readProfile(json, faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("profile cannot be stored: " + faults.list());
    }
    return Json.write(json);
  }

  /// @throws dev.kindred.json.InvalidJsonException when the row was damaged
  static Title title(String text) {
    Faults faults = new Faults();
    Title title = readTitle(Json.parse(text), faults);
    faults.throwIfAny();
    if (title == null) throw new IllegalStateException("no title and no fault in " + text);
    return title;
  }

  /// @throws dev.kindred.json.InvalidJsonException when the row was damaged
  static ContentProfile profile(String text) {
    Faults faults = new Faults();
    ContentProfile profile = readProfile(Json.parse(text), faults);
    faults.throwIfAny();
    return profile;
  }

  /// Who wrote a stored profile, as the store writes it.
  ///
  /// @throws dev.kindred.json.InvalidJsonException when the row was damaged
  static String profileKind(String text) {
    return Json.name(profile(text).source().kind());
  }

  private static @Nullable Title readTitle(JsonNode json, Faults faults) {
    JsonFields fields = JsonFields.of(json, "", faults);
    Title title = TitleJson.read(fields, null);
    fields.end();
    return title;
  }

  private static ContentProfile readProfile(JsonNode json, Faults faults) {
    JsonFields fields = JsonFields.of(json, "", faults);
    ContentProfile profile = ProfileJson.read(fields);
    fields.end();
    return profile;
  }
}

package dev.kindred.storage;

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
    String text = Json.write(TitleJson.write(title));
    Faults faults = new Faults();
    readTitle(text, faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "title " + title.id() + " cannot be stored: " + faults.list());
    }
    return text;
  }

  /// @throws IllegalArgumentException naming the faults
  static String write(ContentProfile profile) {
    String text = Json.write(ProfileJson.write(profile));
    Faults faults = new Faults();
    readProfile(text, faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("profile cannot be stored: " + faults.list());
    }
    return text;
  }

  /// @throws dev.kindred.json.InvalidJsonException when the row was damaged
  static Title title(String text) {
    Faults faults = new Faults();
    Title title = readTitle(text, faults);
    faults.throwIfAny();
    if (title == null) throw new IllegalStateException("no title and no fault in " + text);
    return title;
  }

  /// @throws dev.kindred.json.InvalidJsonException when the row was damaged
  static ContentProfile profile(String text) {
    Faults faults = new Faults();
    ContentProfile profile = readProfile(text, faults);
    faults.throwIfAny();
    return profile;
  }

  /// Who wrote a stored profile, as the store writes it.
  ///
  /// @throws dev.kindred.json.InvalidJsonException when the row was damaged
  static String profileKind(String text) {
    return Json.name(profile(text).source().kind());
  }

  private static @Nullable Title readTitle(String text, Faults faults) {
    JsonFields fields = JsonFields.of(Json.parse(text), "", faults);
    Title title = TitleJson.read(fields, null);
    fields.end();
    return title;
  }

  private static ContentProfile readProfile(String text, Faults faults) {
    JsonFields fields = JsonFields.of(Json.parse(text), "", faults);
    ContentProfile profile = ProfileJson.read(fields);
    fields.end();
    return profile;
  }
}

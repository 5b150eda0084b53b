package dev.kindred.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ProfileJson;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.embedding.TitleText;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.index.TitleIndex;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.testing.Indexes;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A title with its profile, as an import reads it: what is taken comes back as it was written, has
/// texts to embed, and can be indexed.
final class TitleFuzzTarget implements FuzzTarget {
  private static final int FIRST_KEY = 1_000;
  private static final int KEYS = 64;
  private final TitleIndex index = SmallIndex.open();
  private int taken;

  TitleFuzzTarget() throws IOException {}

  private record Whole(Title title, @Nullable ContentProfile profile) {}

  @Override
  public void take(byte[] input) {
    Whole whole;
    try {
      whole = read(Json.parse(input));
    } catch (InvalidJsonException e) {
      return;
    }
    var json = whole.title().toJson();
    if (whole.profile() != null) json.set("profile", whole.profile().toJson());
    ParserTargets.same(whole, read(Json.parse(Json.write(json))));
    ContentProfile profile = whole.profile();
    if (profile == null) profile = MetadataProfiler.profile(whole.title());
    if (TitleText.story(whole.title(), profile).isBlank()) throw new AssertionError("no story");
    TitleText.feel(whole.title(), profile);
    index(whole.title(), profile);
  }

  private static Whole read(JsonNode json) {
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(json, "", faults);
    Title title = TitleJson.read(in, null);
    JsonFields nested = in.object("profile");
    ContentProfile profile = nested == null ? null : ProfileJson.read(nested);
    if (nested != null) nested.end();
    in.end();
    faults.throwIfAny();
    return new Whole(Objects.requireNonNull(title, "a title without faults"), profile);
  }

  private void index(Title title, ContentProfile profile) {
    int key = FIRST_KEY + taken++ % KEYS;
    Indexes.upsert(index, List.of(Indexes.indexed(key, title, profile)));
  }
}

package dev.kindred.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.ContentProfile.Pace;
import dev.kindred.catalogue.ContentProfile.Setting;
import dev.kindred.catalogue.ContentProfile.Source;
import dev.kindred.catalogue.ContentProfile.SourceKind;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The JSON form of a content profile: the same in the API, in NDJSON files and in the store.
public final class ProfileJson {
  private static final int MAX_LIST = 50;

  private ProfileJson() {}

  /// Reads a profile; the caller ends `in`. Faults are recorded with their pointers. Without a
  /// `source` the profile counts as human-written.
  public static ContentProfile read(JsonFields in) {
    return new ContentProfile(
        in.text("pitch", TitleJson.MAX_TEXT),
        in.text("story", TitleJson.MAX_TEXT),
        in.texts("themes", MAX_LIST, 200),
        in.texts("moods", MAX_LIST, 200),
        in.text("tone", 500),
        in.choice("pace", Pace.class),
        in.texts("style", MAX_LIST, 500),
        setting(in.object("setting")),
        in.text("audience", 1_000),
        in.texts("watchWhen", MAX_LIST, 500),
        source(in.object("source")));
  }

  public static ObjectNode write(ContentProfile profile) {
    ObjectNode out = Json.object();
    TitleJson.putText(out, "pitch", profile.pitch());
    TitleJson.putText(out, "story", profile.story());
    TitleJson.putTexts(out, "themes", profile.themes());
    TitleJson.putTexts(out, "moods", profile.moods());
    TitleJson.putText(out, "tone", profile.tone());
    if (profile.pace() != null) out.put("pace", Json.name(profile.pace()));
    TitleJson.putTexts(out, "style", profile.style());
    if (!profile.setting().equals(Setting.UNKNOWN)) {
      ObjectNode setting = out.putObject("setting");
      TitleJson.putText(setting, "place", profile.setting().place());
      TitleJson.putText(setting, "era", profile.setting().era());
    }
    TitleJson.putText(out, "audience", profile.audience());
    TitleJson.putTexts(out, "watchWhen", profile.watchWhen());
    ObjectNode source = out.putObject("source").put("kind", Json.name(profile.source().kind()));
    TitleJson.putText(source, "model", profile.source().model());
    TitleJson.putText(source, "promptHash", profile.source().promptHash());
    if (profile.source().createdAt() != null)
      source.put("createdAt", profile.source().createdAt().toString());
    return out;
  }

  private static Setting setting(@Nullable JsonFields in) {
    if (in == null) return Setting.UNKNOWN;
    Setting setting = new Setting(in.text("place", 500), in.text("era", 500));
    in.end();
    return setting;
  }

  private static Source source(@Nullable JsonFields in) {
    if (in == null) return new Source(SourceKind.HUMAN, null, null, null);
    SourceKind kind = in.choice("kind", SourceKind.class);
    Source source =
        new Source(
            kind == null ? SourceKind.HUMAN : kind,
            in.text("model", 200),
            in.text("promptHash", 200),
            TitleJson.parsed(
                in, "createdAt", Instant::parse, "an RFC 3339 time such as 2026-01-31T00:00:00Z"));
    in.end();
    return source;
  }
}

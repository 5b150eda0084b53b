package dev.kindred.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a title is like, rather than who made it: written by a language model or a person, or
/// derived from metadata. Lists are empty rather than absent. Read and written as JSON by
/// [ProfileJson].
public record ContentProfile(
    @Nullable String pitch,
    @Nullable String story,
    List<String> themes,
    List<String> moods,
    @Nullable String tone,
    @Nullable Pace pace,
    List<String> style,
    Setting setting,
    @Nullable String audience,
    List<String> watchWhen,
    Source source) {

  public enum Pace {
    SLOW,
    MEASURED,
    BRISK,
    FRANTIC
  }

  public record Setting(@Nullable String place, @Nullable String era) {
    public static final Setting UNKNOWN = new Setting(null, null);
  }

  /// Where a profile comes from.
  ///
  /// @param model the language model that wrote it
  /// @param promptHash hash of the prompt and the inputs, so that it is redone only when they
  ///   change
  public record Source(
      SourceKind kind,
      @Nullable String model,
      @Nullable String promptHash,
      @Nullable Instant createdAt) {
    public static final Source METADATA = new Source(SourceKind.METADATA, null, null, null);
  }

  public enum SourceKind {
    LLM,
    HUMAN,
    METADATA
  }

  public ContentProfile {
    themes = List.copyOf(themes);
    moods = List.copyOf(moods);
    style = List.copyOf(style);
    watchWhen = List.copyOf(watchWhen);
  }

  public ObjectNode toJson() {
    return ProfileJson.write(this);
  }
}

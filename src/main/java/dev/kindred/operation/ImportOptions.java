package dev.kindred.operation;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.TitleId;
import java.util.Map;

/// How a catalogue is imported.
///
/// @param source name under which titles are kept whose line names none; [#SAMPLE] is the bundled
///   catalogue
/// @param sample what becomes of the bundled catalogue
/// @param profiles profiles of titles whose line brings none
public record ImportOptions(
    String source, SampleRule sample, Map<TitleId, ContentProfile> profiles) {
  /// The source of the bundled titles.
  public static final String SAMPLE = "sample";

  /// The source of titles written one by one.
  public static final String BY_HAND = "api";

  public static final ImportOptions DEFAULT =
      new ImportOptions("import", SampleRule.REPLACE, Map.of());

  public enum SampleRule {
    /// The first import of one's own takes the place of the bundled catalogue.
    REPLACE,
    KEEP
  }

  public ImportOptions {
    if (source.isBlank()) throw new IllegalArgumentException("the source of an import is blank");
    profiles = Map.copyOf(profiles);
  }

  public ImportOptions withSource(String value) {
    return new ImportOptions(value, sample, profiles);
  }

  public ImportOptions withSample(SampleRule value) {
    return new ImportOptions(source, value, profiles);
  }

  public ImportOptions withProfiles(Map<TitleId, ContentProfile> value) {
    return new ImportOptions(source, sample, value);
  }
}

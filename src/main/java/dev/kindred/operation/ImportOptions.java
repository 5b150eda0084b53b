package dev.kindred.operation;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.TitleId;
import java.util.Map;

/// How a catalogue is imported.
///
/// @param source name under which titles are kept whose line names none; [#SAMPLE] is the bundled
///   catalogue
/// @param sample what becomes of the bundled catalogue
/// @param resume where an import that was interrupted goes on
/// @param profiles profiles of titles whose line brings none
public record ImportOptions(
    String source, SampleRule sample, ResumeRule resume, Map<TitleId, ContentProfile> profiles) {
  /// The source of the bundled titles.
  public static final String SAMPLE = "sample";

  /// The source of titles written one by one.
  public static final String BY_HAND = "api";

  public static final ImportOptions DEFAULT =
      new ImportOptions("import", SampleRule.REPLACE, ResumeRule.WHEN_ALONE, Map.of());

  public enum SampleRule {
    /// The first import of one's own takes the place of the bundled catalogue.
    REPLACE,
    KEEP
  }

  /// What an import does that finds an interrupted one of the same file and options.
  public enum ResumeRule {
    /// Goes on at the point reached if nobody else has written since; otherwise what others wrote
    /// may have to give way once more, and it begins anew.
    WHEN_ALONE,
    /// Goes on at the point reached.
    ALWAYS,
    /// Begins anew.
    NEVER
  }

  public ImportOptions {
    if (source.isBlank()) throw new IllegalArgumentException("the source of an import is blank");
    profiles = Map.copyOf(profiles);
  }

  public ImportOptions withSource(String value) {
    return new ImportOptions(value, sample, resume, profiles);
  }

  public ImportOptions withSample(SampleRule value) {
    return new ImportOptions(source, value, resume, profiles);
  }

  public ImportOptions withResume(ResumeRule value) {
    return new ImportOptions(source, sample, value, profiles);
  }

  public ImportOptions withProfiles(Map<TitleId, ContentProfile> value) {
    return new ImportOptions(source, sample, resume, value);
  }
}

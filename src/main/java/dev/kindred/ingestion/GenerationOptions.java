package dev.kindred.ingestion;

/// How generations are built and kept.
///
/// @param language BCP 47 tag of the analysis of texts
/// @param kept generations kept, the active one among them, so that one can roll back
/// @param follow how the live one follows the store
/// @param comparison when a new one may take over
public record GenerationOptions(
    String language, int kept, FollowOptions follow, ComparisonOptions comparison) {
  public static final GenerationOptions DEFAULT =
      new GenerationOptions("en", 2, FollowOptions.DEFAULT, ComparisonOptions.DEFAULT);

  public GenerationOptions {
    if (kept < 1) throw new IllegalArgumentException("kept must be 1 or more, got " + kept);
  }

  public GenerationOptions withLanguage(String value) {
    return new GenerationOptions(value, kept, follow, comparison);
  }

  public GenerationOptions withKept(int value) {
    return new GenerationOptions(language, value, follow, comparison);
  }

  public GenerationOptions withFollow(FollowOptions value) {
    return new GenerationOptions(language, kept, value, comparison);
  }

  public GenerationOptions withComparison(ComparisonOptions value) {
    return new GenerationOptions(language, kept, follow, value);
  }
}

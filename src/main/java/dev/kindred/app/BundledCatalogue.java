package dev.kindred.app;

import java.nio.file.Files;
import java.nio.file.Path;

/// The sample titles, profiles and vectors that come with Kindred, so that the first start has
/// something to show.
///
/// @param titles NDJSON of titles
/// @param profiles NDJSON of content profiles, joined by `titleId`
/// @param vectors half-precision vectors of their texts
public record BundledCatalogue(Path titles, Path profiles, Path vectors) {
  /// The files within a project folder.
  public static BundledCatalogue of(Path project) {
    return new BundledCatalogue(
        project.resolve("index/catalogue/titles.jsonl"),
        project.resolve("embeddings/profiles/profiles.jsonl"),
        project.resolve("embeddings/bundled-vectors.f16"));
  }

  /// Whether the sample titles are there; a deployment may leave them out.
  public boolean exists() {
    return Files.exists(titles) && Files.exists(profiles);
  }
}

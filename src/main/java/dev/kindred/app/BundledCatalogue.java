package dev.kindred.app;

import java.nio.file.Files;
import java.nio.file.Path;

/// What comes with Kindred: the sample titles with their profiles and vectors, so that the first
/// start has something to show, and the prompts for language models.
///
/// @param titles NDJSON of titles
/// @param profiles NDJSON of content profiles, joined by `titleId`
/// @param vectors half-precision vectors of their texts
/// @param prompts folder of the prompts
public record BundledCatalogue(Path titles, Path profiles, Path vectors, Path prompts) {
  /// The files within a project folder.
  public static BundledCatalogue of(Path project) {
    return new BundledCatalogue(
        project.resolve("index/catalogue/titles.jsonl"),
        project.resolve("embeddings/profiles/profiles.jsonl"),
        project.resolve("embeddings/bundled-vectors.f16"),
        project.resolve("embeddings/prompts"));
  }

  /// Whether the sample titles are there; a deployment may leave them out.
  public boolean exists() {
    return Files.exists(titles) && Files.exists(profiles);
  }
}

package dev.kindred.cli;

import dev.kindred.config.Settings;
import dev.kindred.embedding.BundledVectors;
import dev.kindred.embedding.Embedder;
import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.evaluation.Report;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.DataFolder;
import dev.kindred.storage.SqliteVectorCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An evaluation that needs the embedder, with the data folder's cache.
abstract class EvaluationCommand extends ReportCommand {
  /// Runs the protocol.
  abstract Report evaluate(Settings settings, Embedder embedder, Progress progress)
      throws IOException;

  /// The model as the protocol wants it.
  EmbeddingOptions embedding(Settings settings) {
    return settings.embedding();
  }

  @Override
  final Report run(Progress progress) throws IOException {
    Settings settings = data.settings();
    DataFolder folder = data.folder(settings).create();
    Path bundled = data.bundled().vectors();
    try (Embedder embedder =
        Embedder.open(
            embedding(settings),
            Files.exists(bundled) ? BundledVectors.read(bundled) : BundledVectors.NONE,
            model -> SqliteVectorCache.open(folder.vectors(), model))) {
      return evaluate(settings, embedder, progress);
    }
  }
}

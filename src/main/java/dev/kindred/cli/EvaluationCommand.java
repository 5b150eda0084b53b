package dev.kindred.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.config.Settings;
import dev.kindred.embedding.BundledVectors;
import dev.kindred.embedding.Embedder;
import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.evaluation.Report;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.storage.SqliteVectorCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every evaluation has: where its figures go, and the embedder with the data folder's cache.
abstract class EvaluationCommand extends KindredCommand implements Callable<Integer> {
  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "Write the figures to this file as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write report.md, report.json and the plots into this folder.")
  private @Nullable Path report;

  /// Runs the protocol.
  abstract Report evaluate(Settings settings, Embedder embedder, Progress progress)
      throws IOException;

  /// The model as the protocol wants it.
  EmbeddingOptions embedding(Settings settings) {
    return settings.embedding();
  }

  @Override
  public final Integer call() throws IOException {
    Settings settings = data.settings();
    DataFolder folder = data.folder(settings).create();
    Path bundled = data.bundled().vectors();
    Report done;
    try (ConsoleProgress progress = ConsoleProgress.on(err());
        Embedder embedder =
            Embedder.open(
                embedding(settings),
                Files.exists(bundled) ? BundledVectors.read(bundled) : BundledVectors.NONE,
                model -> SqliteVectorCache.open(folder.vectors(), model))) {
      done = evaluate(settings, embedder, progress);
    }
    give(done);
    return 0;
  }

  /// Prints the report and writes the files that were asked for.
  private void give(Report of) throws IOException {
    String text = of.toMarkdown();
    out().print(text);
    ObjectNode figures = of.toJson();
    if (json != null) Files.write(json, Json.writeBytes(figures));
    if (report == null) return;
    Files.createDirectories(report);
    Files.writeString(report.resolve("report.md"), text);
    Files.write(report.resolve("report.json"), Json.writeBytes(figures));
    for (Map.Entry<String, String> plot : of.plots().entrySet())
      Files.write(report.resolve(plot.getKey()), plot.getValue().getBytes(StandardCharsets.UTF_8));
  }
}

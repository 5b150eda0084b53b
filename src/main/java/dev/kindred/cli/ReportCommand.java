package dev.kindred.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.evaluation.Report;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every evaluation has: where its figures go.
abstract class ReportCommand extends KindredCommand implements Callable<Integer> {
  @Mixin private final FiguresOption json = new FiguresOption();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write report.md, report.json and the plots into this folder.")
  private @Nullable Path report;

  /// Runs the protocol.
  abstract Report run(Progress progress) throws IOException;

  /// Prints the report and writes the files that were asked for.
  @Override
  public final Integer call() throws IOException {
    Report done;
    try (ConsoleProgress progress = ConsoleProgress.on(err())) {
      done = run(progress);
    }
    String text = done.toMarkdown();
    out().print(text);
    ObjectNode figures = done.toJson();
    json.write(figures);
    if (report == null) return 0;
    Files.createDirectories(report);
    Files.writeString(report.resolve("report.md"), text);
    Files.write(report.resolve("report.json"), Json.writeBytes(figures));
    for (Map.Entry<String, String> plot : done.plots().entrySet())
      Files.write(report.resolve(plot.getKey()), plot.getValue().getBytes(StandardCharsets.UTF_8));
    return 0;
  }
}

package dev.kindred.cli;

import dev.kindred.app.Catalogue;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.AnswerOverlap;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.Rebuilt;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.operation.DataFolder;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kindred rebuild-index`: a new generation from the store, compared with the old one, made the
/// active one.
@Command(
    name = "rebuild-index",
    description =
        "Builds a new generation of the index from the store, compares it and makes it the active one.")
final class RebuildIndexCommand extends KindredCommand implements Callable<Integer> {

  @Option(names = "--force", description = "Makes it the active one whatever the comparison says.")
  private boolean force;

  @Override
  public Integer call() {
    Settings settings = data.settings();
    DataFolder folder = data.folder(settings).create();
    PrintWriter out = out();
    long started = System.nanoTime();
    try (DataFolder.IndexLock _ = OwnIndex.lock(folder, "POST /v1/generations");
        ConsoleProgress progress = ConsoleProgress.on(err());
        Catalogue catalogue =
            new Catalogue(settings, folder, data.bundled(), TitleVectors.Embedding.COMPUTED)) {
      catalogue.seed(progress);
      Generations generations = catalogue.generations();
      if (!catalogue.openIndex(progress)) {
        Rebuilt rebuilt =
            generations.rebuild(
                progress, force ? Generations.Acceptance.FORCED : Generations.Acceptance.JUDGED);
        out.println("Compared: " + rebuilt.comparison().summary() + ".");
        print(rebuilt.comparison().answers());
        switch (rebuilt) {
          case Rebuilt.Refused refused -> {
            err()
                .println(
                    "Refused, the old generation stays (--force flips all the same): "
                        + String.join("; ", refused.reasons()));
            return 1;
          }
          case Rebuilt.Activated done -> {
            if (!done.overruled().isEmpty())
              out.println("Forced, though " + String.join("; ", done.overruled()) + ".");
          }
        }
      }
      out.printf(
          Locale.ROOT,
          "Generation %s with %,d titles is active, after %.1f s.%n",
          generations.generation().id(),
          generations.size(),
          (System.nanoTime() - started) / 1e9);
    }
    return 0;
  }

  private void print(@Nullable AnswerOverlap answers) {
    if (answers == null || answers.worst().isEmpty()) return;
    out().println("Answered most differently:");
    for (AnswerOverlap.Difference difference : answers.worst()) {
      out()
          .printf(
              Locale.ROOT,
              "  %.1f  %s%n       lost %s, gained %s%n",
              difference.overlap(),
              difference.query(),
              difference.lost(),
              difference.gained());
    }
  }
}

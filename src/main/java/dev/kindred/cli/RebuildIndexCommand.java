package dev.kindred.cli;

import dev.kindred.app.Catalogue;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Rebuilt;
import dev.kindred.operation.DataFolder;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `kindred rebuild-index`: a new generation from the store, compared with the old one, made the
/// active one.
@Command(
    name = "rebuild-index",
    description =
        "Builds a new generation of the index from the store, compares it and makes it the active one.",
    mixinStandardHelpOptions = true)
final class RebuildIndexCommand extends KindredCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Settings settings = data.settings();
    DataFolder folder = data.folder(settings).create();
    PrintWriter out = out();
    long started = System.nanoTime();
    try (DataFolder.IndexLock _ =
            folder
                .lockIndex()
                .orElseThrow(() ->
                    new IllegalStateException(
                        "a running server ("
                            + folder.indexOwner().orElse("unknown")
                            + ") owns the index; ask it instead: POST /v1/generations"));
        ConsoleProgress progress = new ConsoleProgress();
        Catalogue catalogue =
            new Catalogue(settings, folder, data.bundled(), Catalogue.Embedding.COMPUTED)) {
      catalogue.seed(progress);
      if (!catalogue.openIndex(progress)
          && catalogue.generations().rebuild(progress) instanceof Rebuilt.Refused refused) {
        out.println("Refused, the old generation stays: " + String.join("; ", refused.reasons()));
        return 1;
      }
      out.printf(
          Locale.ROOT,
          "Generation %s with %,d titles is active, after %.1f s.%n",
          catalogue.generations().generation().id(),
          catalogue.generations().size(),
          (System.nanoTime() - started) / 1e9);
    }
    return 0;
  }
}

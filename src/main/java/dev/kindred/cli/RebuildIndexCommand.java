package dev.kindred.cli;

import dev.kindred.app.Catalogue;
import dev.kindred.app.StartException;
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
        "Builds a new generation of the index from the store, compares it and makes it the active one.")
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
                    new StartException(
                        folder.indexOwner().orElse("another process")
                            + " owns the index in "
                            + folder.root()
                            + "; if that is a server, ask it instead: POST /v1/generations"));
        ConsoleProgress progress = ConsoleProgress.on(err());
        Catalogue catalogue =
            new Catalogue(settings, folder, data.bundled(), Catalogue.Embedding.COMPUTED)) {
      catalogue.seed(progress);
      if (!catalogue.openIndex(progress)
          && catalogue.generations().rebuild(progress) instanceof Rebuilt.Refused refused) {
        err().println("Refused, the old generation stays: " + String.join("; ", refused.reasons()));
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

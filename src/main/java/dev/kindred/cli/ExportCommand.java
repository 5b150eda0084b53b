package dev.kindred.cli;

import dev.kindred.operation.CatalogueExport;
import dev.kindred.operation.DataFolder;
import dev.kindred.storage.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kindred export`: the catalogue as NDJSON, also beside a running server.
@Command(
    name = "export",
    description = {
      "Writes the catalogue as NDJSON that imports again to the same state:",
      "one title a line, with its stored content profile and its source."
    })
final class ExportCommand extends KindredCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write, gzip when it ends in .gz; default: standard output.")
  private @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    DataFolder folder = existing();
    try (Database database = Database.open(folder);
        ConsoleProgress progress = ConsoleProgress.on(err())) {
      CatalogueExport export = new CatalogueExport(database.titles());
      if (file == null) {
        PrintStream out = System.out; // the bytes as they are, whatever the terminal's encoding
        export.write(out, progress);
        if (out.checkError()) throw new IOException("standard output was closed early");
      } else {
        long titles = export.toFile(file, progress);
        out().printf(Locale.ROOT, "%s: %,d titles%n", file, titles);
      }
    }
    return 0;
  }
}

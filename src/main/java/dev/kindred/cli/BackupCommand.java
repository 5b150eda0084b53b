package dev.kindred.cli;

import dev.kindred.config.Settings;
import dev.kindred.operation.BackupManifest;
import dev.kindred.operation.Backups;
import dev.kindred.operation.Backups.Vectors;
import dev.kindred.storage.SqliteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kindred backup`: store, models and settings in one file, also beside a running server.
@Command(
    name = "backup",
    description = {
      "Packs the store, the models and the settings into one file, also while a server runs.",
      "It holds the hashes of the access keys: guard it like the data folder."
    })
final class BackupCommand extends KindredCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The zip file to write.")
  private Path file = Path.of("");

  @Option(
      names = "--with-vectors",
      description = {
        "Pack the vector caches too. Without them a restore elsewhere computes every vector again;",
        "a restore in place does not, for the caches stay where they are."
      })
  private boolean withVectors;

  @Override
  public Integer call() throws IOException {
    Settings settings = data.settings();
    Backups backups =
        new Backups(
            existing(),
            new SqliteFiles(),
            settings.portable(),
            settings.backup(),
            Clock.systemUTC());
    long started = System.nanoTime();
    try (ConsoleProgress progress = ConsoleProgress.on(err())) {
      BackupManifest made =
          backups.write(file, withVectors ? Vectors.INCLUDED : Vectors.LEFT_OUT, progress);
      out()
          .printf(
              Locale.ROOT,
              "%s: %,d titles, change %d, %,d bytes, in %.1f s%n",
              file,
              made.contents().titles(),
              made.contents().lastSeq(),
              Files.size(file),
              (System.nanoTime() - started) / 1e9);
    }
    return 0;
  }
}

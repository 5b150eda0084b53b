package dev.kindred.cli;

import dev.kindred.app.StartException;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.Restore;
import dev.kindred.operation.Restore.Restored;
import dev.kindred.operation.Restore.Rule;
import dev.kindred.storage.Database;
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

/// `kindred restore`: a backup into a data folder that no server runs on.
@Command(
    name = "restore",
    description = {
      "Restores a backup into an empty data folder, of this version of Kindred or an older one.",
      "The next start builds the index."
    })
final class RestoreCommand extends KindredCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file = Path.of("");

  @Option(
      names = "--replace",
      description = "Move the data that the folder holds aside first; nothing is deleted.")
  private boolean replace;

  @Override
  public Integer call() throws IOException {
    if (!Files.isReadable(file)) throw new StartException(file + " cannot be read");
    DataFolder folder = data.folder(data.settings()).create();
    try (DataFolder.IndexLock _ =
            folder
                .lockIndex()
                .orElseThrow(() ->
                    new StartException(
                        "another Kindred ("
                            + folder.indexOwner().orElse("its process is not known")
                            + ") works on the data in "
                            + folder.root()
                            + "; stop it first"));
        ConsoleProgress progress = ConsoleProgress.on(err())) {
      Restore restore = new Restore(folder, new SqliteFiles(), Clock.systemUTC());
      Restored restored =
          restore.run(file.toAbsolutePath(), replace ? Rule.MOVE_ASIDE : Rule.REFUSE, progress);
      try (Database database = Database.open(folder)) {
        out()
            .printf(
                Locale.ROOT,
                "Restored %,d titles as of %s into %s. The next start builds the index.%n",
                database.titles().count(),
                restored.manifest().createdAt(),
                folder.root());
      }
      if (Files.exists(restored.aside())) out().println("The old data: " + restored.aside());
      Path settings = folder.root().resolve(Restore.SETTINGS);
      if (Files.exists(settings)) out().println("The settings it ran with: " + settings);
    }
    return 0;
  }
}

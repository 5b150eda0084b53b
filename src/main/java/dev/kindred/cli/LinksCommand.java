package dev.kindred.cli;

import dev.kindred.operation.TitleLinks;
import dev.kindred.storage.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kindred links`: the ids that titles have in other catalogues.
@Command(
    name = "links",
    description = {
      "Makes the numbers that titles have at IMDb, TMDB and MovieLens ids of these titles,",
      "as tt0114709, tmdb:862 and movielens:1: a CSV with the columns movieId, imdbId, tmdbId.",
      "A title is known by its id or its links. The same file twice changes nothing;",
      "kindred split lets a single id go. Also beside a running server."
    })
final class LinksCommand extends KindredCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Parameters(paramLabel = "FILE", description = "The CSV, plain or gzip.")
  private Path file = Path.of("");

  private long told;

  @Override
  public Integer call() throws IOException {
    try (Database database = Database.open(existing());
        ConsoleProgress progress = ConsoleProgress.on(err())) {
      TitleLinks.Counts counts = TitleLinks.link(database.titles(), file, this::leftOut, progress);
      if (told > SHOWN) err().printf(Locale.ROOT, "… and %,d more%n", told - SHOWN);
      out()
          .printf(
              Locale.ROOT,
              "%,d rows, %,d of titles that are here: %,d ids linked, %,d moved, %,d unchanged, %,d left out%n",
              counts.rows(),
              counts.known(),
              counts.linked(),
              counts.moved(),
              counts.unchanged(),
              counts.leftOut());
    }
    return 0;
  }

  private void leftOut(long line, String reason) {
    if (++told <= SHOWN) err().println("Line " + line + ": " + reason);
  }
}

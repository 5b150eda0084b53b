package dev.kindred.fuzz;

import dev.kindred.index.TitleIndex;
import dev.kindred.recommendation.Recommendations;
import dev.kindred.recommendation.SmallService;
import dev.kindred.search.Search;
import dev.kindred.search.SearchOptions;
import dev.kindred.testing.Folders;
import dev.kindred.testing.HashingEmbedder;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.RandomCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Real indexes of random titles for the life of the process, and a real search over one.
final class SmallIndex {
  static final byte[] SECRET = "a secret of the fuzz targets".getBytes(StandardCharsets.UTF_8);

  private static final int TITLES = 150;

  private SmallIndex() {}

  static TitleIndex open() throws IOException {
    Path folder = Files.createTempDirectory("kindred-fuzz-");
    TitleIndex index = Indexes.bulkLoaded(folder, RandomCatalogue.of(new Random(7), TITLES));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(index::close, folder)));
    return index;
  }

  /// Over an index that all share.
  static Search search() {
    return Shared.SEARCH;
  }

  /// With models, over an index and viewers of their own.
  static Recommendations recommendations() {
    try {
      Path folder = Files.createTempDirectory("kindred-fuzz-");
      SmallService service = new SmallService(folder.resolve("index"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(service::close, folder)));
      service.learn(folder.resolve("models"));
      return service.recommendations();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Shared {
    static final Search SEARCH = open();

    private static Search open() {
      try {
        return new Search(
            SmallIndex.open()::acquire,
            Indexes.understanding(HashingEmbedder.MODEL, Indexes.EMBEDDER),
            SearchOptions.DEFAULT,
            SECRET);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void close(Runnable closing, Path folder) {
    closing.run();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.kindred.evaluation;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.BulkLoad;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.index.lucene.LuceneIndexHome;
import dev.kindred.ingestion.ProfiledTitle;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.Vectorizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A generation of the index in a temporary folder, built as a rebuild builds one, gone when
/// closed.
final class TemporaryIndex implements AutoCloseable {
  /// Titles between two steps of the progress.
  private static final int PORTION = 64;

  private final Path folder;
  private final TitleIndex index;

  private TemporaryIndex(Path folder, TitleIndex index) {
    this.folder = folder;
    this.index = index;
  }

  /// Indexes `titles`; the first has the key 1.
  static TemporaryIndex of(
      List<ProfiledTitle> titles, Vectorizer vectorizer, IndexOptions options, Progress progress) {
    Path folder = temporaryFolder();
    try {
      LuceneIndexHome home = new LuceneIndexHome(folder, options, Clock.systemUTC());
      String id = build(home, titles, vectorizer, options.language(), progress);
      return new TemporaryIndex(folder, home.open(id));
    } catch (RuntimeException | Error e) {
      deleteTree(folder);
      throw e;
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("kindred-evaluation-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder for the index", e);
    }
  }

  private static String build(
      LuceneIndexHome home,
      List<ProfiledTitle> titles,
      Vectorizer vectorizer,
      String language,
      Progress progress) {
    try (BulkLoad load = home.build(vectorizer.modelId(), vectorizer.dimensions(), language)) {
      progress.start("indexing titles", titles.size());
      int key = 0;
      for (int from = 0; from < titles.size(); from += PORTION) {
        List<ProfiledTitle> portion = titles.subList(from, Math.min(titles.size(), from + PORTION));
        List<Map<VectorField, float[]>> vectors = vectorizer.vectors(portion);
        for (int i = 0; i < portion.size(); i++) {
          ProfiledTitle one = portion.get(i);
          key++;
          load.add(
              new IndexedTitle(new TitleKey(key), one.title(), one.profile(), vectors.get(i), key));
        }
        progress.step(portion.size());
      }
      progress.start("merging the index", Progress.UNKNOWN);
      load.finish(Math.max(1, key));
      progress.end();
      return load.generation().id();
    }
  }

  TitleSearcher acquire() {
    return index.acquire();
  }

  void warm() {
    index.warm();
  }

  @Override
  public void close() {
    try {
      index.close();
    } finally {
      deleteTree(folder);
    }
  }

  private static void deleteTree(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary index " + root + " could not be deleted", e);
    }
  }
}

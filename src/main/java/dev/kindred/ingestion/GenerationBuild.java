package dev.kindred.ingestion;

import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.index.BulkLoad;
import dev.kindred.index.IndexedTitle;
import dev.kindred.ingestion.TitleAssembly.Assembled;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Walks the store in key order into a bulk load. Two workers give titles their profiles and
/// vectors while this thread reads the pages ahead and adds what is ready, in order; at most
/// [#AHEAD] portions are in flight, so memory is bounded. Keeps a sample of the keys for the
/// comparison. Used once, by one thread.
final class GenerationBuild {
  static final int PAGE = 1_000;

  /// Titles handed to a worker at a time: small, so that progress and cancellation are prompt when
  /// each must be embedded.
  static final int PORTION = 100;

  private static final int WORKERS = 2;
  private static final int AHEAD = 24;
  private static final Logger LOG = LoggerFactory.getLogger(GenerationBuild.class);

  private final TitleStore store;
  private final TitleAssembly assembly;
  private final BulkLoad load;
  private final Progress progress;
  private final Queue<Future<Assembled>> portions = new ArrayDeque<>();
  private final KeySample sample = new KeySample();
  private final Set<TitleKey> withoutVectors = new HashSet<>();
  private long refused;

  GenerationBuild(TitleStore store, TitleAssembly assembly, BulkLoad load, Progress progress) {
    this.store = store;
    this.assembly = assembly;
    this.load = load;
    this.progress = progress;
  }

  /// Adds every title; titles written meanwhile may be missed and come with the changes after the
  /// seq at which the walk began.
  void run() {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            WORKERS,
            Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("build-", 1).factory());
    try {
      List<StoredTitle> page = store.page(0, PAGE);
      while (!page.isEmpty()) {
        for (int from = 0; from < page.size(); from += PORTION) {
          List<StoredTitle> portion =
              List.copyOf(page.subList(from, Math.min(page.size(), from + PORTION)));
          portions.add(workers.submit(() -> assembly.assemble(portion)));
          if (portions.size() > AHEAD) addNext();
        }
        page = store.page(page.getLast().key().value(), PAGE);
      }
      while (!portions.isEmpty()) addNext();
    } finally {
      workers.shutdownNow();
    }
  }

  /// What came of it; titles whose model failed are without vectors.
  Built built() {
    return new Built(load.generation().id(), sample.keys(), withoutVectors, refused);
  }

  private void addNext() {
    Assembled assembled = result(portions.remove());
    for (IndexedTitle title : assembled.titles()) {
      try {
        load.add(title);
        sample.offer(title.key());
      } catch (IllegalArgumentException e) {
        refused++;
        LOG.error("the index refuses title {}; it stays out", title.title().id(), e);
      }
    }
    withoutVectors.addAll(assembled.failed());
    progress.step(assembled.titles().size());
  }

  private static Assembled result(Future<Assembled> portion) {
    try {
      return portion.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while building a generation");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IllegalStateException("a title could not be prepared", e.getCause());
    }
  }
}

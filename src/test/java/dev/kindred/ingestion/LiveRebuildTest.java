package dev.kindred.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleId;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.index.lucene.LuceneIndexHome;
import dev.kindred.testing.Seeded;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Writers and searches on a real index while it is rebuilt, flipped and rolled back.
@Timeout(120)
final class LiveRebuildTest {
  private static final int TITLES = 400;

  @Test
  @Seeded
  void noWriteIsLostAndNoSearchFails(Random random, @TempDir Path folder) throws Exception {
    try (Fixture kindred = new Fixture();
        ExecutorService threads = Executors.newCachedThreadPool()) {
      kindred.fill("t", TITLES);
      kindred
          .open(
              new LuceneIndexHome(
                  folder, IndexOptions.DEFAULT.withMergeWorkers(1), Clock.systemUTC()),
              kindred.vectorizer)
          .follow();
      AtomicBoolean stop = new AtomicBoolean();
      List<Future<Integer>> busy = new ArrayList<>();
      for (String writer : List.of("a", "b")) {
        long seed = random.nextLong();
        busy.add(threads.submit(() -> write(kindred, writer, new Random(seed), stop)));
      }
      for (int i = 0; i < 2; i++) busy.add(threads.submit(() -> search(kindred, stop)));
      try {
        String before = kindred.generations().generation().id();
        for (int i = 0; i < 3; i++) {
          assertThat(kindred.generations().rebuild(Progress.SILENT))
              .isInstanceOf(Rebuilt.Activated.class);
          String now = kindred.generations().generation().id();
          if (i == 1) activate(kindred, before);
          before = now;
        }
      } finally {
        stop.set(true); // else the threads are waited for without end
      }
      for (Future<Integer> each : busy) assertThat(each.get()).isPositive();

      kindred.awaitVisible(kindred.store.lastSeq());
      assertThat(kindred.generations().size()).isEqualTo(kindred.store.count());
      try (TitleSearcher searcher = kindred.generations().acquire()) {
        List<StoredTitle> stored = kindred.store.page(0, Integer.MAX_VALUE);
        var documents = searcher.documents(stored.stream().map(StoredTitle::key).toList());
        for (StoredTitle title : stored) {
          TitleDocument document = documents.get(title.key());
          if (document == null) throw new AssertionError(title.title().id() + " is lost");
          assertThat(document.title()).isEqualTo(title.title());
        }
      }
    }
  }

  /// Puts, changes and deletes titles of its own; each fourth write must be seen before it goes on.
  private static int write(Fixture kindred, String prefix, Random random, AtomicBoolean stop) {
    int n = 0;
    while (!stop.get()) {
      String id = prefix + random.nextInt(100);
      boolean delete = random.nextInt(4) == 0;
      String name = "ghost " + n;
      long seq = delete ? kindred.delete(id) : kindred.put(id, name);
      if (n++ % 4 > 0 || seq == 0) continue;
      try {
        kindred.awaitVisible(seq);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (delete) assertThat(kindred.seen(id)).isEmpty();
      else assertThat(kindred.seen(id)).contains(name);
    }
    return n;
  }

  private static int search(Fixture kindred, AtomicBoolean stop) {
    int n = 0;
    while (!stop.get()) {
      try (TitleSearcher searcher = kindred.generations().acquire()) {
        String id = "t" + ThreadLocalRandom.current().nextInt(1, TITLES + 1);
        var key = searcher.key(new TitleId(id)).orElseThrow();
        float[] vector = searcher.vectors(VectorField.STORY, List.of(key)).get(key);
        if (vector == null) throw new AssertionError(id + " has no vector");
        assertThat(searcher.nearest(VectorField.STORY, vector, Filter.NONE, 10, List.of()))
            .first()
            .satisfies(hit -> assertThat(hit.score()).isGreaterThan(0.999));
        assertThat(searcher.text("t", Filter.NONE, 10).hits()).hasSize(10);
        n++;
      }
    }
    return n;
  }

  /// As soon as no search uses it any more.
  private static void activate(Fixture kindred, String id) {
    while (true) {
      try {
        kindred.generations().activate(id, Progress.SILENT);
        return;
      } catch (GenerationRefusedException e) {
        assertThat(e).hasMessageContaining("a search uses it");
      }
    }
  }
}

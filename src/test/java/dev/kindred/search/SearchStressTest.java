package dev.kindred.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleIndex;
import dev.kindred.testing.HashingEmbedder;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.RandomCatalogue;
import dev.kindred.testing.Seeded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many threads search while one writes, refreshes, commits and so merges.
final class SearchStressTest {
  private static final Duration TIME = Duration.ofMillis(2_500);
  private static final int READERS = 6;
  private static final int SIZE = 400;

  @Test
  @Seeded
  void searchesNeverFailAndNeverSeeHalfAChange(@TempDir Path folder, Random random)
      throws Exception {
    AtomicLong writes = new AtomicLong();
    AtomicLong reads = new AtomicLong();
    AtomicInteger open = new AtomicInteger();
    try (TitleIndex index =
            Indexes.incremental(folder, RandomCatalogue.of(random, SIZE), SIZE / 3);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      Search search =
          new Search(
              index::acquire,
              Indexes.understanding(HashingEmbedder.MODEL, Indexes.EMBEDDER),
              SearchOptions.DEFAULT,
              new byte[16]);
      long end = System.nanoTime() + TIME.toNanos();
      List<Future<Void>> running = new ArrayList<>();
      long seed = random.nextLong();
      running.add(
          threads.submit(
              until(
                  end,
                  () -> {
                    Random own = new Random(seed + writes.get());
                    List<IndexedTitle> batch = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                      int key = 1 + own.nextInt(SIZE);
                      batch.add(
                          Indexes.indexed(
                              key, RandomCatalogue.title(own, key), RandomCatalogue.profile(own)));
                    }
                    Indexes.upsert(index, batch); // replaced, so the size stays
                    if (writes.incrementAndGet() % 10 == 0) index.commit(writes.get());
                  })));
      for (int r = 0; r < READERS; r++) {
        Random own = new Random(random.nextLong());
        running.add(
            threads.submit(
                until(
                    end,
                    () -> {
                      open.incrementAndGet();
                      read(search, index, own);
                      open.decrementAndGet();
                      reads.incrementAndGet();
                    })));
      }
      for (Future<Void> one : running) one.get();
      assertThat(index.size()).isEqualTo(SIZE);
    }
    assertThat(open).hasValue(0);
    assertThat(writes).hasPositiveValue();
    assertThat(reads).hasPositiveValue();
  }

  private static void read(Search search, TitleIndex index, Random random) {
    String words = "ghost " + RandomCatalogue.words(random, 2); // "the of the" says nothing
    FilterField genres = FilterField.named("genres").orElseThrow();
    Filter filter =
        random.nextBoolean()
            ? Filter.NONE
            : new Filter.AnyOf(genres, List.of(new Filter.Text("Drama")));
    switch (random.nextInt(4)) {
      case 0 -> search.suggest(words.substring(0, 1 + random.nextInt(6)), 8);
      case 1 -> {
        TitleId id = new TitleId("t" + (1 + random.nextInt(SIZE)));
        assertThat(
                search
                    .similar(new SimilarRequest(id, SimilarRequest.By.AUTO, 20, null, filter, 0.3))
                    .warnings())
            .isEmpty();
      }
      case 2 -> assertThat(index.size()).isEqualTo(SIZE);
      default -> {
        SearchRequest first =
            new SearchRequest(
                words,
                20,
                null,
                SearchRequest.Mode.AUTO,
                filter,
                List.of(),
                null,
                List.of(genres),
                0.2,
                SearchRequest.Highlighting.ON,
                SearchRequest.Explaining.REASONS);
        SearchAnswer answer = search.search(first);
        assertThat(answer.warnings()).isEmpty();
        assertThat(answer.items()).isNotEmpty();
        if (!filter.equals(Filter.NONE)) {
          assertThat(answer.items())
              .allSatisfy(item -> assertThat(item.document().title().genres()).contains("Drama"));
        }
      }
    }
  }

  private static Callable<Void> until(long end, Runnable work) {
    return () -> {
      while (System.nanoTime() < end) work.run();
      return null;
    };
  }
}

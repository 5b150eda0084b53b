package dev.kindred.operation;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.lucene.LuceneIndexHome;
import dev.kindred.ingestion.AnswerComparison;
import dev.kindred.ingestion.FollowOptions;
import dev.kindred.ingestion.GenerationOptions;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.IndexFollower;
import dev.kindred.ingestion.Models;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.Rebuilt;
import dev.kindred.storage.Database;
import dev.kindred.testing.HashingVectorizer;
import dev.kindred.testing.Seeded;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two writers with connections of their own on one store, as two processes have them, and a third
/// that holds its commit back while a generation is built: both homes of a write, the live one and
/// the one being built, apply every change in the order of the commits.
@Timeout(120)
final class TwoWritersTest {
  private static final int TITLES = 300;

  @TempDir private Path folder;

  @Test
  @Seeded
  void aLateCommitIsPassedOverByNeitherHome(Random random) throws Exception {
    DataFolder data = DataFolder.at(folder).create();
    try (Database server = Database.open(data);
        Database other = Database.open(data);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      TitleStore store = server.titles();
      for (int i = 0; i < TITLES; i++) write(store, "t" + i, "First");
      Generations generations =
          new Generations(
              new LuceneIndexHome(
                  data.generations(), IndexOptions.DEFAULT.withMergeWorkers(1), Clock.systemUTC()),
              store,
              MetadataProfiler::profile,
              Models.only(new HashingVectorizer()),
              AnswerComparison.NONE,
              GenerationOptions.DEFAULT.withFollow(
                  FollowOptions.DEFAULT.withBatch(7).withPauses(Duration.ofMillis(5))));
      generations.open(Progress.SILENT);
      String before = generations.generation().id();
      IndexFollower follower = new IndexFollower(generations, store);
      follower.start(() -> {}, () -> {});
      AtomicBoolean stop = new AtomicBoolean();
      AtomicLong written = new AtomicLong();
      List<Future<Long>> writers = new ArrayList<>();
      try (generations;
          follower;
          LateCommit late = new LateCommit(data.database())) {
        for (Database each : List.of(server, other)) {
          long seed = random.nextLong();
          writers.add(
              threads.submit(() -> keepWriting(each.titles(), new Random(seed), stop, written)));
        }
        long held;
        try {
          assertThat(generations.rebuild(late.whileBuilding(follower, written)))
              .isInstanceOf(Rebuilt.Activated.class);
          held = late.seq();
          assertThat(held).isPositive();
          assertThat(generations.generation().id()).isNotEqualTo(before);
        } finally {
          stop.set(true);
        }
        for (Future<Long> writer : writers) // each had to wait for the commit
        assertThat(writer.get()).isGreaterThan(held);

        follower.awaitVisible(store.lastSeq(), Duration.ofSeconds(30));
        assertSame(generations, store);
        assertThat(store.find(new TitleId("t0")).orElseThrow().title().name()).isEqualTo("Late");
        generations.activate(before, Progress.SILENT); // the other home, from its own checkpoint
        assertSame(generations, store);
      }
    }
  }

  /// Puts, changes and deletes titles until told to stop.
  ///
  /// @return the last seq
  private static long keepWriting(
      TitleStore store, Random random, AtomicBoolean stop, AtomicLong written) {
    long last = 0;
    for (int n = 0; !stop.get(); n++) {
      String id = "t" + (1 + random.nextInt(TITLES + 20));
      long seq =
          random.nextInt(4) == 0
              ? store
                  .write(List.of(new TitleWrite.Delete(new TitleId(id), null)))
                  .join()
                  .getFirst()
                  .seq()
              : write(store, id, "Version " + n);
      last = Math.max(last, seq);
      written.incrementAndGet();
    }
    return last;
  }

  private static long write(TitleStore store, String id, String name) {
    return store
        .write(
            List.of(new TitleWrite.Put(aTitle().withId(id).named(name).build(), null, "api", null)))
        .join()
        .getFirst()
        .seq();
  }

  private static void assertSame(Generations generations, TitleStore store) {
    List<StoredTitle> stored = store.page(0, 10_000);
    assertThat(generations.size()).isEqualTo(stored.size());
    try (TitleSearcher searcher = generations.acquire()) {
      Map<TitleKey, TitleDocument> documents =
          searcher.documents(stored.stream().map(StoredTitle::key).toList());
      for (StoredTitle title : stored) {
        TitleDocument document = documents.get(title.key());
        if (document == null) throw new AssertionError(title.title().id() + " was passed over");
        assertThat(document.title()).isEqualTo(title.title());
      }
    }
  }

  /// A third writer: its change of `t0` has a seq from the moment the build begins, and is
  /// committed only once that has caught up and is verified.
  private static final class LateCommit implements AutoCloseable {
    private final Connection connection;
    private final Statement statement;
    private long seq;
    private long writtenBefore;

    LateCommit(Path database) throws SQLException {
      connection = DriverManager.getConnection("jdbc:sqlite:" + database);
      statement = connection.createStatement();
      statement.execute("PRAGMA busy_timeout = 10000");
    }

    long seq() {
      return seq;
    }

    Progress whileBuilding(IndexFollower follower, AtomicLong written) {
      return new Progress() {
        @Override
        public void start(String what, long total) {
          try {
            if (what.equals("indexing titles")) begin(written);
            if (what.equals("verifying the index")) commit(follower, written);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        }

        @Override
        public void step(long n) {}

        @Override
        public void end() {}
      };
    }

    private void begin(AtomicLong written) throws SQLException {
      statement.execute("BEGIN IMMEDIATE");
      writtenBefore = written.get();
      statement.execute(
          "UPDATE title SET body = replace(body, '\"First\"', '\"Late\"') WHERE id = 't0'");
      statement.execute("DELETE FROM change WHERE title_key = 1");
      try (ResultSet row =
          statement.executeQuery(
              "INSERT INTO change (title_key, op) VALUES (1, 'PUT') RETURNING seq")) {
        if (row.next()) seq = row.getLong(1);
      }
    }

    private void commit(IndexFollower follower, AtomicLong written) throws SQLException {
      assertThat(follower.visibleSeq()).isLessThan(seq);
      // What was committed before may be told after, by each of the two writers once.
      assertThat(written.get()).isLessThanOrEqualTo(writtenBefore + 2);
      statement.execute("COMMIT");
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}

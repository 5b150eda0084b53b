package dev.kindred.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.storage.GroupWriter.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

final class CheckpointerTest {
  private static final int PAGE = 4_096;
  private static final int PAGES_A_WRITE = 25;
  private static final int WRITES = 200;
  private static final int LENGTH = 100;

  @TempDir Path folder;
  private Path file;
  private Jdbi jdbi;
  private Checkpointer checkpointer;
  private GroupWriter writer;

  @BeforeEach
  void open() {
    file = folder.resolve("store.db");
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    jdbi = Jdbi.create(source);
    jdbi.useHandle(handle -> handle.execute("CREATE TABLE entry (body BLOB NOT NULL)"));
    StorageFailures failures = new StorageFailures(file);
    Handle handle = jdbi.open();
    handle.execute("PRAGMA wal_autocheckpoint = 0");
    checkpointer = new Checkpointer(jdbi.open(), file, failures, "checkpointer", LENGTH);
    writer = new GroupWriter(handle, checkpointer, failures, "writer");
  }

  @AfterEach
  void close() {
    writer.close();
    checkpointer.close();
  }

  @Test
  void theLogStaysShortWhileMuchIsWritten() throws IOException {
    long longest = 0;
    for (int i = 0; i < WRITES; i++) {
      write();
      longest = Math.max(longest, logBytes());
    }
    assertThat(longest).isBetween((long) LENGTH * PAGE, (long) WRITES * PAGES_A_WRITE * PAGE / 2);
  }

  @Test
  void aReaderInTheWayLosesNothingAndTheLogIsCutAfterIt() throws IOException {
    write();
    try (Handle reader = jdbi.open()) {
      reader.begin();
      assertThat(entries(reader)).isEqualTo(1);
      for (int i = 1; i < WRITES; i++) write();
      assertThat(logBytes()).isGreaterThan((long) (WRITES - 1) * PAGES_A_WRITE * PAGE);
      assertThat(entries(reader)).isEqualTo(1);
      reader.rollback();
    }
    write();
    assertThat(jdbi.<Integer, RuntimeException>withHandle(CheckpointerTest::entries))
        .isEqualTo(WRITES + 1);
    awaitEmptyLog();
    assertThat(jdbi.<Integer, RuntimeException>withHandle(CheckpointerTest::entries))
        .isEqualTo(WRITES + 1);
  }

  private void write() {
    writer
        .submit(
            Lane.BULK,
            1,
            handle ->
                handle.execute("INSERT INTO entry VALUES (zeroblob(?))", PAGES_A_WRITE * PAGE))
        .join();
  }

  private static int entries(Handle handle) {
    return handle.select("SELECT count(*) FROM entry").mapTo(Integer.class).one();
  }

  private long logBytes() throws IOException {
    return Files.size(file.resolveSibling("store.db-wal"));
  }

  private void awaitEmptyLog() throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (logBytes() > 0 && System.nanoTime() < deadline)
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    assertThat(logBytes()).isZero();
  }
}

package dev.kindred.storage;

import dev.kindred.operation.JobStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteJobStoreTest extends JobStoreContract {
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  JobStore store() {
    return database.jobs();
  }

  @Override
  JobStore reopen() {
    database.close();
    database = Database.open(folder);
    return database.jobs();
  }
}

package dev.kindred.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.disk.ProcessLock;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
  @TempDir private Path folder;

  @Test
  void keepsEverythingInTheFolderThatIsGiven() {
    DataFolder data = DataFolder.at(folder.resolve("d")).create();
    assertThat(data.database()).isEqualTo(folder.resolve("d/catalogue.db"));
    assertThat(data.generations()).isEqualTo(folder.resolve("d/generations")).isDirectory();
    assertThat(data.vectors()).isEqualTo(folder.resolve("d/vectors")).isDirectory();
    assertThat(data.rejects("7")).isEqualTo(folder.resolve("d/imports/7.rejects.ndjson"));
  }

  @Test
  void keepsToTheFoldersOfTheProjectOtherwise() {
    DataFolder data = DataFolder.ofProject(folder);
    assertThat(data.database()).isEqualTo(folder.resolve("data/catalogue.db"));
    assertThat(data.generations()).isEqualTo(folder.resolve("index/generations"));
    assertThat(data.vectors()).isEqualTo(folder.resolve("embeddings/vectors"));
    assertThat(data.imports()).isEqualTo(folder.resolve("data/imports"));
  }

  @Test
  void letsOneAtATimeOwnTheIndex() {
    DataFolder data = DataFolder.at(folder).create();
    assertThat(data.indexOwner()).isEmpty();
    try (DataFolder.IndexLock lock = data.lockIndex().orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(data.lockIndex()).isEmpty();
      assertThat(data.indexOwner()).contains("process " + ProcessHandle.current().pid());
    }
    try (DataFolder.IndexLock again = data.lockIndex().orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void whoTrainsModelsIsNotWhoOwnsTheIndex() {
    DataFolder data = DataFolder.at(folder).create();
    try (DataFolder.IndexLock _ = data.lockIndex().orElseThrow();
        ProcessLock _ = data.lockModels().orElseThrow()) {
      assertThat(data.lockModels()).isEmpty();
      assertThat(data.modelOwner()).contains("process " + ProcessHandle.current().pid());
    }
  }
}

package dev.kindred.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteMergeStoreTest extends MergeStoreContract {
  @TempDir Path folder;
  private Database database;

  @Override
  @BeforeEach
  void fill() {
    database = Database.open(folder);
    super.fill();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  TitleStore titles() {
    return database.titles();
  }

  @Override
  MergeStore merges() {
    return database.merges();
  }

  @Test
  void anAnsweredMergeIsInTheFilesAtOnce(@TempDir Path crashed) throws IOException {
    merge("tt0113277", "s42");
    StoredTitle merged = find("s42");
    // The files as a power cut would leave them: no close, no checkpoint.
    for (String suffix : List.of("", "-wal")) {
      Files.copy(folder.resolve(Database.FILE + suffix), crashed.resolve(Database.FILE + suffix));
    }
    try (Database copy = Database.open(crashed)) {
      assertThat(copy.titles().find(new TitleId("s42"))).contains(merged);
      assertThat(copy.titles().find(new TitleId("tt0113277"))).contains(merged);
      assertThat(copy.titles().count()).isEqualTo(2);
    }
  }

  @Test
  void aMergeThatFailsAtItsLastStepLeavesNothingBehind() {
    List<StoredTitle> before = titles().page(0, 10);
    long seq = titles().lastSeq();
    database.write(handle ->
        handle.execute(
            """
            CREATE TRIGGER last_step BEFORE INSERT ON change WHEN NEW.op = 'PUT'
            BEGIN SELECT RAISE(ABORT, 'no'); END\
            """));
    assertThatThrownBy(() -> merge("tt0113277", "s42")).hasStackTraceContaining("no");
    database.write(handle -> handle.execute("DROP TRIGGER last_step"));
    assertThat(titles().page(0, 10)).isEqualTo(before);
    assertThat(titles().lastSeq()).isEqualTo(seq);
    assertThat(find("s42").title().id()).isEqualTo(new TitleId("s42"));
    assertThat(merge("tt0113277", "s42").result()).isEqualTo(MergeStore.Result.MERGED);
  }
}

package dev.kindred.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.StoreFullException;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Result;
import dev.kindred.testing.MemoryTitleStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TitleWriterTest {
  private final MemoryTitleStore store = new MemoryTitleStore();
  private final AtomicInteger signals = new AtomicInteger();
  private final TitleWriter writer = new TitleWriter(store, signals::incrementAndGet);

  @Test
  void signalsOnlyWhatChangedSomething() {
    var created = writer.put(Fixture.title("a", "Alien"), null, "api", null).join();
    var again = writer.put(Fixture.title("a", "Alien"), null, "api", null).join();
    var missing = writer.delete(new TitleId("b"), null).join();

    assertThat(created).isEqualTo(new TitleWrite.Outcome(Result.CREATED, 1));
    assertThat(again).isEqualTo(new TitleWrite.Outcome(Result.UNCHANGED, 1));
    assertThat(missing.result()).isEqualTo(Result.MISSING);
    assertThat(signals).hasValue(1);
  }

  @Test
  void keepsTheOrderOfABatch() {
    var outcomes =
        writer
            .write(
                List.of(
                    new TitleWrite.Put(Fixture.title("a", "Alien"), null, "api", null),
                    new TitleWrite.Put(Fixture.title("a", "Aliens"), null, "api", null),
                    new TitleWrite.Delete(new TitleId("a"), 2L)))
            .join();

    assertThat(outcomes)
        .extracting(TitleWrite.Outcome::result)
        .containsExactly(Result.CREATED, Result.REPLACED, Result.DELETED);
    assertThat(store.count()).isZero();
  }

  @Test
  void tellsAConflictWithTheVersionThatIsThere() {
    writer.put(Fixture.title("a", "Alien"), null, "api", null).join();
    assertThat(writer.put(Fixture.title("a", "Aliens"), null, "api", TitleWrite.ABSENT).join())
        .isEqualTo(new TitleWrite.Outcome(Result.CONFLICT, 1));
  }

  @Test
  void passesAFullDiskOn() {
    store.failWrites(new StoreFullException("full", new IOException()));
    assertThatThrownBy(() -> writer.put(Fixture.title("a", "Alien"), null, "api", null).join())
        .hasCauseInstanceOf(StoreFullException.class);
    assertThat(signals).hasValue(0);
  }
}

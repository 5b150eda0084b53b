package dev.kindred.operation;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.duplicates.DuplicateReport;
import dev.kindred.testing.MemoryTitleStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DuplicateReportsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private final MemoryTitleStore store = new MemoryTitleStore();

  @Test
  void isKeptUntilATitleChanges() throws Exception {
    put("a");
    put("b");
    try (DuplicateReports reports = new DuplicateReports(store)) {
      DuplicateReport first = reports.current(LONG);
      assertThat(first.pairs()).hasSize(1);
      assertThat(reports.current(LONG)).isSameAs(first);
      put("c");
      assertThat(reports.current(LONG).titles()).isEqualTo(3);
    }
  }

  @Test
  void saysWhenItTakesTooLong() throws Exception {
    put("a");
    try (DuplicateReports reports = new DuplicateReports(store)) {
      synchronized (store) { // no walk can begin
        assertThatThrownBy(() -> reports.current(Duration.ofMillis(20)))
            .isInstanceOf(TimeoutException.class);
      }
      assertThat(reports.current(LONG).titles()).isEqualTo(1);
    }
  }

  private void put(String id) {
    store
        .write(
            List.of(
                new TitleWrite.Put(
                    aTitle().withId(id).named("Heat").from(1995).build(), null, id, null)))
        .join();
  }
}

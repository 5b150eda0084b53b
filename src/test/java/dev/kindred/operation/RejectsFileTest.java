package dev.kindred.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RejectsFileTest {
  @TempDir Path folder;

  @Test
  void tellsOfWhichFieldsValuesWereLeftOutMostFirst() {
    Path file = folder.resolve("rejects.ndjson");
    try (RejectsFile rejects = new RejectsFile(file)) {
      assertThat(rejects.valuesInWords()).isEmpty();
      rejects.line(new Job.Reject(1, "name", "is required"));
      assertThat(rejects.hasValues()).isFalse();
      for (String field : "year country country length genre country length votes".split(" ", -1))
        rejects.value(2, field, "makes no sense");
      assertThat(rejects.hasValues()).isTrue();
      assertThat(rejects.valuesInWords())
          .isEqualTo("; values left out or noted: country 3, length 2, year 1, genre 1 …");
    }
    assertThat(file).content().hasLineCount(9);
  }

  @Test
  void countsAnyNumberOfFieldsInBoundedMemory() {
    try (RejectsFile rejects = new RejectsFile(folder.resolve("rejects.ndjson"))) {
      for (int i = 0; i < 1_000; i++) rejects.value(i, "field" + i, "makes no sense");
      for (int i = 0; i < 50; i++) rejects.value(i, "field7", "makes no sense");
      assertThat(rejects.valuesInWords()).startsWith("; values left out or noted: others 900, ");
    }
  }
}

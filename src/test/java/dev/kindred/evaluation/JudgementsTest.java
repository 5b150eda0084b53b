package dev.kindred.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JudgementsTest {
  private static final Map<String, Map<String, Integer>> EXPECTED =
      Map.of("q1", Map.of("d 1", 2, "d2", 0), "q2", Map.of("d1", -1));

  @TempDir private Path folder;

  @Test
  void readsBeirWithItsHeader() throws IOException {
    assertThat(read("query-id\tcorpus-id\tscore\nq1\td 1\t2\nq1\td2\t0\n\nq2\td1\t-1\n"))
        .isEqualTo(EXPECTED);
  }

  @Test
  void readsBeirWithoutHeaderAndWithCarriageReturns() throws IOException {
    assertThat(read("q1\td 1\t2\r\nq1\td2\t0\r\nq2\td1\t-1\r\n")).isEqualTo(EXPECTED);
  }

  @Test
  void readsTrec() throws IOException {
    assertThat(read("q1 0 d1 2\nq1  Q0 d2   0\n"))
        .isEqualTo(Map.of("q1", Map.of("d1", 2, "d2", 0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q1,d1 | qrels line 1: expected query, document and grade",
        "q1 d1 good | qrels line 1: the grade must be a whole number, got \"good\"",
        "q1 d1 1.5 | qrels line 1: the grade must be a whole number",
      })
  void namesTheBadLine(String lines, String message) {
    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesTwoGradesOfOneDocument() {
    assertThatThrownBy(() -> read("q1 d1 1\nq1 d1 1\nq1 d1 0"))
        .hasMessageContaining("qrels line 3: d1 has the grade 1 for this query already, now 0");
  }

  private Map<String, Map<String, Integer>> read(String text) throws IOException {
    return Judgements.read(Files.writeString(folder.resolve("qrels"), text)).grades();
  }
}

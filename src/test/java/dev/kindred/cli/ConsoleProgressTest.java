package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.cli.ConsoleProgress.Unit;
import dev.kindred.ingestion.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConsoleProgressTest {
  private final StringWriter out = new StringWriter();

  @Test
  void aLogGetsALineAtTheStartAndOneAtTheEndWithoutControlCharacters() {
    try (ConsoleProgress progress = progress(ConsoleProgress.Style.LINES)) {
      progress.start("indexing titles", 10);
      progress.step(4);
      progress.step(6);
      progress.start("catching up", 0);
      progress.start("merging", Progress.UNKNOWN);
      progress.end();
    }
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("indexing titles …"),
            line -> assertThat(line).startsWith("indexing titles  10 at ").endsWith(" s"),
            line -> assertThat(line).isEqualTo("merging …"),
            line -> assertThat(line).startsWith("merging  in "));
    assertThat(out.toString()).doesNotContain("\r", "\u001b");
  }

  @Test
  void aTerminalGetsOneLineThatIsDrawnAnew() {
    try (ConsoleProgress progress = progress(ConsoleProgress.Style.BAR)) {
      progress.start("indexing titles", 10);
      progress.step(10);
    }
    assertThat(out.toString()).doesNotContain("\n");
  }

  @Test
  void tellsPortionRateAndTimeLeft() {
    assertThat(ConsoleProgress.line("indexing", Unit.PIECES, 25, 100, Duration.ofSeconds(5)))
        .isEqualTo("indexing   25 %  5/s  0:15 left");
    assertThat(ConsoleProgress.line("writing profiles", Unit.PIECES, 3, 12, Duration.ofSeconds(90)))
        .isEqualTo("writing profiles   25 %  2.0/min  4:30 left");
    assertThat(ConsoleProgress.line("indexing", Unit.PIECES, 1, 2, Duration.ofSeconds(3_723)))
        .endsWith("1:02:03 left");
  }

  @Test
  void whatIsCountedInBytesIsToldInTheirUnits() {
    assertThat(
            ConsoleProgress.line(
                "importing titles", Unit.BYTES, 25_000_000, 100_000_000, Duration.ofSeconds(2)))
        .isEqualTo("importing titles   25 %  12.5 MB/s  0:06 left");
    assertThat(
            ConsoleProgress.lastLine(
                "importing titles", Unit.BYTES, 64_312_123, Duration.ofSeconds(4)))
        .isEqualTo("importing titles  64.3 MB at 16.1 MB/s  in 4.0 s");
    assertThat(ConsoleProgress.lastLine("importing titles", Unit.BYTES, 999, Duration.ofSeconds(1)))
        .isEqualTo("importing titles  999 B at 999 B/s  in 1.0 s");
    assertThat(
            ConsoleProgress.line(
                "importing titles", Unit.BYTES, 0, Progress.UNKNOWN, Duration.ofSeconds(1)))
        .isEqualTo("importing titles  0:01");
  }

  @Test
  void workOfUnknownSizeTellsOnlyTheTimeItHasTaken() {
    assertThat(
            ConsoleProgress.line(
                "merging", Unit.PIECES, 0, Progress.UNKNOWN, Duration.ofSeconds(75)))
        .isEqualTo("merging  1:15");
    assertThat(ConsoleProgress.line("catching up", Unit.PIECES, 0, 0, Duration.ZERO))
        .isEqualTo("catching up  0:00");
  }

  private ConsoleProgress progress(ConsoleProgress.Style style) {
    return new ConsoleProgress(new PrintWriter(out, true), style);
  }
}

package dev.kindred.cli;

import dev.kindred.ingestion.Progress;
import java.io.Console;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Progress as a bar on standard error, with rate and time left.
@SuppressWarnings(
    "SystemConsoleNull") // the null check is for the compiler; JDK 22 and later never give null
final class ConsoleProgress implements Progress, AutoCloseable {
  private static final Duration ON_TERMINAL = Duration.ofMillis(250);
  private static final Duration IN_A_LOG = Duration.ofSeconds(5);
  private @Nullable ProgressBar bar;

  @Override
  public void start(String what, long total) {
    end();
    Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    Duration pause = terminal ? ON_TERMINAL : IN_A_LOG;
    bar =
        new ProgressBarBuilder()
            .setTaskName(what)
            .setInitialMax(total)
            .setStyle(terminal ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(Math.toIntExact(pause.toMillis()))
            .showSpeed()
            .build();
  }

  @Override
  public void step(long n) {
    if (bar != null) bar.stepBy(n);
  }

  @Override
  public void end() {
    if (bar != null) bar.close();
    bar = null;
  }

  @Override
  public void close() {
    end();
  }
}

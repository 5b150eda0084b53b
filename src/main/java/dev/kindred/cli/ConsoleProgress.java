package dev.kindred.cli;

import dev.kindred.ingestion.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Progress for a person: on a terminal one line that is drawn anew, with a bar, the rate and the
/// time left; elsewhere a line at the start, one every ten seconds and one at the end. Work whose
/// size is unknown shows the time it has taken.
///
/// A thread of its own draws, so a step costs nothing and a long one is seen to go on.
final class ConsoleProgress implements Progress, AutoCloseable {
  /// How progress is shown.
  enum Style {
    BAR(Duration.ofMillis(200)),
    LINES(Duration.ofSeconds(10));

    private final Duration pause;

    Style(Duration pause) {
      this.pause = pause;
    }
  }

  /// What the steps of a part are.
  enum Unit {
    PIECES,
    BYTES
  }

  private static final List<String> SIZES = List.of("B", "kB", "MB", "GB", "TB");
  private static final String BAR_OR_LINES = "kindred.progress";
  private static final int BAR_WIDTH = 24;
  private static final String ERASE = "\r\u001b[K";
  private final PrintWriter out;
  private final Style style;
  private @Nullable Part part;

  ConsoleProgress(PrintWriter out, Style style) {
    this.out = out;
    this.style = style;
  }

  /// In the style that the scripts name, who know where standard error goes; else by whether there
  /// is a terminal.
  static ConsoleProgress on(PrintWriter err) {
    String named = System.getProperty(BAR_OR_LINES);
    if (named != null)
      return new ConsoleProgress(err, Style.valueOf(named.toUpperCase(Locale.ROOT)));
    @SuppressWarnings("SystemConsoleNull") // for the compiler; JDK 22 and later never give null
    Console console = System.console();
    return new ConsoleProgress(
        err, console != null && console.isTerminal() ? Style.BAR : Style.LINES);
  }

  @Override
  public void start(String what, long total) {
    end();
    part = new Part(what, total, Unit.PIECES);
  }

  @Override
  public void startBytes(String what, long total) {
    end();
    part = new Part(what, total, Unit.BYTES);
  }

  @Override
  public void step(long n) {
    if (part != null) part.step(n);
  }

  @Override
  public void end() {
    if (part != null) part.finish();
    part = null;
  }

  /// Leaves a part that was not finished as it stands.
  @Override
  public void close() {
    if (part != null) part.stop();
    part = null;
  }

  /// `what` of unknown size, or done `done` of `total` steps, after `elapsed`.
  static String line(String what, Unit unit, long done, long total, Duration elapsed) {
    double seconds = elapsed.toNanos() / 1e9;
    if (total <= 0) return what + "  " + clock(seconds);
    double portion = Math.min(1, (double) done / total);
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%s  %3.0f %%", what, 100 * portion));
    if (done > 0 && seconds > 0)
      line.append(
          String.format(
              Locale.ROOT,
              "  %s  %s left",
              rate(unit, done / seconds),
              clock(seconds * (1 - portion) / portion)));
    return line.toString();
  }

  /// How it ended.
  static String lastLine(String what, Unit unit, long done, Duration elapsed) {
    double seconds = elapsed.toNanos() / 1e9;
    String count =
        done == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "  %s at %s",
                unit == Unit.BYTES ? size((double) done) : String.format(Locale.ROOT, "%,d", done),
                rate(unit, done / Math.max(seconds, 1e-3)));
    return what + count + String.format(Locale.ROOT, "  in %.1f s", seconds);
  }

  /// Slow work counts by the minute.
  private static String rate(Unit unit, double perSecond) {
    if (unit == Unit.BYTES) return size(perSecond) + "/s";
    return perSecond >= 1
        ? String.format(Locale.ROOT, "%,.0f/s", perSecond)
        : String.format(Locale.ROOT, "%.1f/min", 60 * perSecond);
  }

  private static String size(double bytes) {
    int unit = 0;
    double size = bytes;
    for (; size >= 999.5 && unit < SIZES.size() - 1; unit++) size /= 1_000;
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, SIZES.get(unit));
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3_600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60);
  }

  /// One part of the work and the thread that draws it.
  private final class Part {
    private final String what;
    private final long total;
    private final Unit unit;
    private final long started = System.nanoTime();
    private final Thread drawer;
    private final AtomicLong done = new AtomicLong();
    private int drawn;

    Part(String what, long total, Unit unit) {
      this.what = what;
      this.total = total;
      this.unit = unit;
      if (style == Style.LINES && total != 0) out.println(what + " …");
      drawer = Thread.ofPlatform().daemon().name("progress").start(this::draw);
    }

    void step(long n) {
      done.addAndGet(n);
    }

    void finish() {
      stop();
      boolean nothingToDo = total == 0 && done.get() == 0;
      if (style == Style.BAR) out.print(ERASE);
      if (!nothingToDo) out.println(lastLine(what, unit, done.get(), elapsed()));
      out.flush();
    }

    void stop() {
      drawer.interrupt();
      boolean interrupted = false;
      while (drawer.isAlive()) {
        try {
          drawer.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) Thread.currentThread().interrupt();
    }

    private Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - started);
    }

    private void draw() {
      try {
        while (true) {
          if (style == Style.BAR) drawBar();
          Thread.sleep(style.pause);
          if (style == Style.LINES) out.println(line(what, unit, done.get(), total, elapsed()));
        }
      } catch (InterruptedException e) {
        // told to stop
        Thread.currentThread().interrupt();
      }
    }

    private void drawBar() {
      String mark = String.valueOf("|/-\\".charAt(drawn++ % 4));
      if (total > 0) {
        int full = (int) (BAR_WIDTH * Math.min(1, (double) done.get() / total));
        mark = "[" + "#".repeat(full) + ".".repeat(BAR_WIDTH - full) + "]";
      }
      out.print(ERASE + mark + " " + line(what, unit, done.get(), total, elapsed()));
      out.flush();
    }
  }
}

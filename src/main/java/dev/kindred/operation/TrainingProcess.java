package dev.kindred.operation;

import dev.kindred.ingestion.Progress;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `kindred train` in a process of its own, with its own heap and, where the system knows `nice`, a
/// low priority, so that no answer waits for a training. What it prints goes into the log. Any
/// number of runs, one after another.
public final class TrainingProcess {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingProcess.class);
  private static final int LOOK_MILLIS = 200;
  private static final String NICENESS = "10";

  /// What every JVM that Kindred runs in says first.
  private static final String OF_THE_JVM = "WARNING: Using incubator modules";

  /// How the command line tells that it begins a part of its work.
  private static final String PART = " …";

  /// The end of a trace of calls is no message.
  private static final Pattern TRACE = Pattern.compile("\\s.*|Caused by: .*");

  private final List<String> command;

  /// @param command the program and its arguments; it prints UTF-8, ends with 0 when the models are
  ///   live or there is nothing to learn yet, and says in its last line what came of it
  public TrainingProcess(List<String> command) {
    this.command = List.copyOf(command);
  }

  /// Waits for it to end; ends it when the progress says so.
  ///
  /// @return what came of it
  /// @throws TrainingFailedException when it fails, or the models are refused
  /// @throws IOException when it cannot be started
  /// @throws CancellationException when it was ended
  String run(Progress progress) throws IOException {
    Process process =
        new ProcessBuilder(
                Stream.concat(nice(System.getenv("PATH")).stream(), command.stream()).toList())
            .redirectErrorStream(true)
            .start();
    try {
      process.getOutputStream().close();
      String last = follow(process, progress);
      int code = process.waitFor();
      if (code == 0) return last;
      if (last.contains("OutOfMemoryError"))
        throw new TrainingFailedException(
            "training takes more memory than training.heap allows: " + last);
      throw new TrainingFailedException(
          last.isEmpty() ? "the training ended with code " + code : last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted");
      cancelled.initCause(e);
      throw cancelled;
    } finally {
      var _ = process.destroyForcibly();
    }
  }

  /// Reads until it ends.
  ///
  /// @return its last line that is no progress
  private static String follow(Process process, Progress progress) throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread reader =
        Thread.ofPlatform().daemon().name("training-output").start(() -> read(process, lines));
    String last = "";
    while (true) {
      boolean over = !reader.isAlive();
      String line = lines.poll(over ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (line == null) {
        if (over) return last;
        progress.step(0);
      } else if (line.endsWith(PART)) {
        progress.start(line.substring(0, line.length() - PART.length()), Progress.UNKNOWN);
      } else if (!line.isBlank() && !TRACE.matcher(line).matches()) {
        last = line;
      }
    }
  }

  private static void read(Process process, BlockingQueue<String> lines) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(OF_THE_JVM)) continue;
        LOG.info("training: {}", line);
        lines.add(line);
      }
    } catch (IOException e) {
      LOG.debug("the training was ended", e);
    }
  }

  /// What lowers the priority of the command after it; empty where there is no such program.
  static List<String> nice(@Nullable String path) {
    if (path == null) return List.of();
    return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "nice"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> List.of(program.toString(), "-n", NICENESS))
        .orElse(List.of());
  }
}

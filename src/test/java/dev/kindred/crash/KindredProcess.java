package dev.kindred.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Kindred in a process of its own: the command line as it is shipped. Kills are SIGKILL where
/// there are signals.
final class KindredProcess implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("Kindred serves [0-9,]+ titles at (http://\\S+)");

  /// The flags and class path of the shipped start, when the script hands them over.
  private static final String FLAGS =
      System.getProperty(
          "kindred.crash.flags",
          "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --add-modules jdk.incubator.vector"
              + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow");

  private static final String CLASS_PATH =
      System.getProperty("kindred.crash.classpath", System.getProperty("java.class.path"));

  private final Process process;
  private final Path log;

  private KindredProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts `kindred arguments…`; what it prints goes to `log`.
  ///
  /// @param home where the bundled catalogue is looked for
  static KindredProcess start(Path home, Path log, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of(FLAGS.split(" ", -1)));
    command.add("-Dkindred.progress=lines");
    command.add("-Dkindred.home=" + home.toAbsolutePath());
    command.add("-cp");
    command.add(CLASS_PATH);
    command.add("dev.kindred.cli.Kindred");
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("KINDRED_"));
    return new KindredProcess(builder.start(), log);
  }

  /// Where it serves, once it says so.
  ///
  /// @throws TimeoutException when it does not in time
  /// @throws IOException when it ended instead
  String address(Duration timeout) throws IOException, TimeoutException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      boolean over = !process.isAlive();
      Matcher said = ADDRESS.matcher(output());
      if (said.find()) return said.group(1);
      if (over) throw new IOException("it ended with " + process.exitValue() + ": " + lastLine());
      if (System.nanoTime() > deadline) throw new TimeoutException("it serves nothing: " + log);
      Thread.sleep(20);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill() {
    process.destroyForcibly();
  }

  /// Asks it to stop, as Ctrl-C does.
  void stop() {
    process.destroy();
  }

  /// @throws TimeoutException when it goes on
  int exitValue(Duration timeout) throws TimeoutException, InterruptedException {
    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS))
      throw new TimeoutException("it does not end: " + log);
    return process.exitValue();
  }

  String lastLine() throws IOException {
    List<String> lines = output().lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "(it said nothing)" : lines.getLast();
  }

  private String output() throws IOException {
    return Files.readString(log);
  }

  /// Leaves no process behind.
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}

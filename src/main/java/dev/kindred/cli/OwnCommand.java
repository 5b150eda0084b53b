package dev.kindred.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The command line by which a command of Kindred runs in a JVM of its own: the program, the class
/// path and the flags of this one, but for those about memory.
final class OwnCommand {
  /// Flags that are no matter of memory.
  private static final List<String> KEPT =
      List.of(
          "--add-modules",
          "--enable-native-access",
          "--sun-misc-unsafe-memory-access",
          "-Dkindred.");

  private OwnCommand() {}

  /// @param heap at most, as `2g`
  /// @param arguments of the command, which sees the end of this process when it is told of it
  static List<String> of(String heap, List<String> arguments) {
    return of(ManagementFactory.getRuntimeMXBean().getInputArguments(), heap, arguments);
  }

  /// @param flags of this JVM
  static List<String> of(List<String> flags, String heap, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.addAll(List.of("-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError"));
    flags.stream().filter(OwnCommand::isKept).forEach(command::add);
    Stream.of("stdout", "stderr").forEach(of -> command.add("-D" + of + ".encoding=UTF-8"));
    command.addAll(
        List.of("-Dkindred.progress=lines", "-cp", System.getProperty("java.class.path")));
    command.add(Kindred.class.getName());
    command.addAll(arguments);
    return List.copyOf(command);
  }

  private static boolean isKept(String flag) {
    return KEPT.stream().anyMatch(flag::startsWith);
  }
}

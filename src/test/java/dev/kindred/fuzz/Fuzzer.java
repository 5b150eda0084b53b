package dev.kindred.fuzz;

/// What Jazzer calls: `--target_args` names the [FuzzTargets target].
public final class Fuzzer {
  private static FuzzTarget target = _ -> {};

  private Fuzzer() {}

  public static void fuzzerInitialize(String[] arguments) throws Exception {
    target = FuzzTargets.open(arguments[0]);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    target.take(input);
  }

  /// Prints the names of all targets.
  public static void main(String[] arguments) {
    FuzzTargets.names().forEach(System.out::println);
  }
}

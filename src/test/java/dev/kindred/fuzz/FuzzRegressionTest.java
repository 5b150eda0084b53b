package dev.kindred.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every target takes its seeds, and what once made it fail.
@Timeout(60)
final class FuzzRegressionTest {
  private static final Path INPUTS = Path.of("src/test/resources/fuzz");

  static List<String> targets() {
    return FuzzTargets.names();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void takesWhatWasFound(String name) throws Exception {
    FuzzTarget target = FuzzTargets.open(name);
    List<Path> inputs = list(INPUTS.resolve(name));
    assertThat(inputs).as("seeds of " + name).isNotEmpty();
    for (Path input : inputs) {
      try {
        target.take(Files.readAllBytes(input));
      } catch (Exception | Error e) {
        throw new AssertionError(input + " makes it fail", e);
      }
    }
  }

  @Test
  void everyInputBelongsToATarget() throws IOException {
    assertThat(list(INPUTS))
        .extracting(path -> path.getFileName().toString())
        .isSubsetOf(Stream.concat(targets().stream(), Stream.of("dictionary.txt")).toList());
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}

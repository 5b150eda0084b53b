package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OwnCommandTest {
  @Test
  void keepsTheFlagsThatAreNoMatterOfMemory() {
    List<String> command =
        OwnCommand.of(
            List.of("-Xmx1g", "--add-modules=a.b", "-XX:AOTCache=x", "-Dkindred.home=/k", "-Da=b"),
            "2g",
            List.of("train", "--data", "d"));
    assertThat(command.getFirst()).endsWith("java");
    assertThat(command)
        .contains("-Xmx2g", "--add-modules=a.b", "-Dkindred.home=/k", Kindred.class.getName())
        .doesNotContain("-Xmx1g", "-XX:AOTCache=x", "-Da=b")
        .endsWith("train", "--data", "d");
  }
}

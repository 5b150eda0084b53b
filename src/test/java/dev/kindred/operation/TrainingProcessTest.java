package dev.kindred.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.ingestion.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With a shell in the place of the JVM.
@Timeout(30)
final class TrainingProcessTest {
  @TempDir private Path folder;
  private final List<String> parts = new ArrayList<>();

  @Test
  void tellsItsPartsAndItsLastLine() throws IOException {
    assertThat(
            run("echo 'reading …'; echo 'reading  in 0.1 s'; echo 'learning …' >&2; echo 'live.'"))
        .isEqualTo("live.");
    assertThat(parts).containsExactly("reading", "learning");
  }

  @Test
  void aFailureIsWhatItSaidLast() {
    assertThatThrownBy(
            () -> run("echo 'stay on disk'; printf '\\tat a.B\\nCaused by: c\\n'; exit 1"))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessage("stay on disk");
    assertThatThrownBy(() -> run("exit 3")).hasMessage("the training ended with code 3");
    assertThatThrownBy(() -> run("echo 'java.lang.OutOfMemoryError: Java heap space'; exit 3"))
        .hasMessageStartingWith("training takes more memory than training.heap allows");
    assertThatThrownBy(
            () -> new TrainingProcess(List.of("no/such/program")).run(progress(() -> {})))
        .isInstanceOf(IOException.class);
  }

  @Test
  void endsWhenTheProgressSaysSo() throws Exception {
    Path pid = folder.resolve("pid");
    TrainingProcess process = shell("echo $$ > " + pid + "; echo 'begun …'; sleep 300");
    assertThatThrownBy(() -> process.run(progress(this::failOnceBegun)))
        .isInstanceOf(CancellationException.class);
    long id = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(id).ifPresent(left -> left.onExit().join());
    assertThat(ProcessHandle.of(id)).isEmpty();
  }

  @Test
  void itsPriorityIsLow() throws IOException {
    assertThat(TrainingProcess.nice(null)).isEmpty();
    assertThat(TrainingProcess.nice("/no/such:" + folder)).isEmpty();
    if (TrainingProcess.nice(System.getenv("PATH")).isEmpty()) return;
    int own = Integer.parseInt(run(new String[] {"sh", "-c", "nice"}));
    assertThat(own).isPositive();
  }

  private void failOnceBegun() {
    if (!parts.isEmpty()) throw new CancellationException("cancelled on request");
  }

  private String run(String script) throws IOException {
    return shell(script).run(progress(() -> {}));
  }

  private String run(String[] command) throws IOException {
    return new TrainingProcess(List.of(command)).run(progress(() -> {}));
  }

  private static TrainingProcess shell(String script) {
    return new TrainingProcess(List.of("sh", "-c", script));
  }

  private Progress progress(Runnable check) {
    return new Progress() {
      @Override
      public void start(String what, long total) {
        parts.add(what);
      }

      @Override
      public void step(long n) {
        check.run();
      }

      @Override
      public void end() {}
    };
  }
}

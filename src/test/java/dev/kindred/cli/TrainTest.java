package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.disk.ProcessLock;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.storage.Database;
import dev.kindred.testing.Titles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kindred train` on simulated viewers, who go round the titles in order.
@Timeout(60)
final class TrainTest {
  private static final int TITLES = 24;
  private static final int STEPS = 6;
  private static final long DAY = 86_400;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void modelsBecomeLiveAndAreTakenBack() throws IOException {
    record(40);
    Path json = folder.resolve("out.json");
    assertThat(train("--json", json.toString())).isZero();
    assertThat(out.toString())
        .contains("Models 000001 are live: 40 viewers, 24 titles, 240 interactions, ndcg@10 ");
    JsonNode told = Json.parse(Files.readAllBytes(json));
    assertThat(told.at("/live").booleanValue()).isTrue();
    assertThat(told.at("/titles").intValue()).isEqualTo(TITLES);
    assertThat(told.at("/interactions").intValue()).isEqualTo(40 * STEPS);
    assertThat(told.at("/ndcg@10").doubleValue()).isGreaterThan(0.5);

    assertThat(train()).isZero();
    assertThat(out.toString()).contains("Models 000002 are live: ");
    assertThat(train("--roll-back")).isZero();
    assertThat(out.toString()).contains("Models 000001 are live again.");
    assertThat(train("--roll-back")).isEqualTo(1);
    assertThat(err.toString()).contains("no models were live before these").doesNotContain("\tat ");
  }

  @Test
  void aFileCutInHalfIsNamedAndHindersNoTraining() throws IOException {
    record(40);
    assertThat(train()).isZero();
    Path file = folder.resolve("data/models/000001.model");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThat(train()).isZero();
    assertThat(err.toString()).contains("000001.model", "held against none");
    assertThat(out.toString()).contains("Models 000002 are live: ");
    assertThat(train("--roll-back")).isEqualTo(1);
    assertThat(err.toString()).contains("000001.model is damaged").doesNotContain("\tat ");
  }

  @Test
  void fewViewersAndWrongOptionsAreTold() throws IOException {
    record(3);
    assertThat(train()).isZero(); // nothing went wrong
    assertThat(out.toString())
        .contains("Nothing to train on: 3 viewers took to two titles or more, 20 are needed.");
    assertThat(folder.resolve("data/models")).doesNotExist();
    assertThat(run("train", "--data", data(), "--dimension", "7")).isEqualTo(2);
    assertThat(err.toString()).contains("dimension must be 8..256, got 7").doesNotContain("\tat ");
    assertThat(run("train", "--data", data(), "--head", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("head must be 1..30000, got 0");
  }

  @Test
  void oneTrainingAtATimeWritesModels() throws IOException {
    record(3);
    DataFolder data = DataFolder.at(folder.resolve("data"));
    try (ProcessLock _ = data.lockModels().orElseThrow()) {
      assertThat(train()).isEqualTo(1);
      assertThat(train("--roll-back")).isEqualTo(1);
    }
    assertThat(err.toString())
        .contains("process " + ProcessHandle.current().pid() + " trains the models in")
        .doesNotContain("\tat ");
  }

  @Test
  void nobodyTrainsForAProcessThatHasEnded() throws Exception {
    record(3);
    Process ended = new ProcessBuilder("sh", "-c", "exit").start();
    ended.waitFor();
    assertThat(train("--parent", String.valueOf(ended.pid()))).isEqualTo(1);
    assertThat(err.toString()).contains("process " + ended.pid() + " has ended");
  }

  /// By `kindred import-events`, a title a day.
  private void record(int viewers) throws IOException {
    try (Database database = Database.open(DataFolder.at(folder.resolve("data")).create().root())) {
      List<TitleWrite> writes = new ArrayList<>();
      for (int i = 0; i < TITLES; i++)
        writes.add(
            new TitleWrite.Put(
                Titles.aTitle().withId("t" + i).named("Film " + i).build(), null, "t" + i, null));
      database.titles().write(writes).join();
    }
    StringBuilder ratings = new StringBuilder("user,title,rating,timestamp\n");
    for (int viewer = 0; viewer < viewers; viewer++) {
      for (int step = 0; step < STEPS; step++)
        ratings
            .append("v" + viewer + ",t" + (viewer + step) % TITLES + ",5,")
            .append(1_700_000_000 + step * DAY)
            .append('\n');
    }
    Path file = Files.writeString(folder.resolve("ratings.csv"), ratings);
    assertThat(run("import-events", file.toString(), "--data", data())).isZero();
  }

  private int train(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--data", data(), "--dimension", "8"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private int run(String... arguments) {
    return Kindred.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}

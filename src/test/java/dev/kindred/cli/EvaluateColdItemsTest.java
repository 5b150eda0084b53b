package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kindred evaluate cold-items` on viewers of two tastes, with the real model.
@Timeout(60)
final class EvaluateColdItemsTest {
  private static final int TITLES = 30;
  private static final int VIEWERS = 40;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void whatATitleSaysOfItselfTellsWhoTakesToIt() throws IOException {
    Path json = folder.resolve("out.json");
    assertThat(run("--seeds", "2", "--json", json.toString())).isZero();
    JsonNode figures = Json.parse(Files.readAllBytes(json));
    assertThat(figures.get("titles").intValue()).isEqualTo(TITLES);
    assertThat(figures.get("seeds").intValue()).isEqualTo(2);
    assertThat(figures.at("/oracle/partOfOracle/1").doubleValue()).isEqualTo(1);
    // All titles are as popular, so the oracle guesses; the genre does not.
    double oracle = figures.at("/oracle/ndcg@20").doubleValue();
    assertThat(figures.at("/factors-from-content/ndcg@20").doubleValue())
        .isGreaterThan(0.9)
        .isGreaterThan(oracle);
    assertThat(figures.at("/kindred/ndcg@20").doubleValue()).isGreaterThan(oracle);
    assertThat(out.toString()).contains("of the oracle, mean of the seeds", "Mixed with all");
  }

  @Test
  void refusesNoSeeds() throws IOException {
    assertThat(run("--seeds", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--seeds must be 1 or more, got 0");
  }

  /// Half of the viewers take to all westerns, half to all romances.
  private int run(String... more) throws IOException {
    StringBuilder titles = new StringBuilder();
    StringBuilder ratings = new StringBuilder("user,title,rating,timestamp\n");
    for (int i = 0; i < TITLES; i++) {
      titles.append(
          """
          {"id": "t%d", "kind": "movie", "name": "Film %d", "genres": ["%s"]}
          """
              .formatted(i, i, i % 2 == 0 ? "Western" : "Romance"));
      for (int viewer = i % 2; viewer < VIEWERS; viewer += 2)
        ratings.append("v%d,t%d,4,%d%n".formatted(viewer, i, 1_700_000_000 + i));
    }
    String[] arguments = {
      "evaluate", "cold-items",
      "--data", folder.resolve("data").toString(),
      "--catalogue", Files.writeString(folder.resolve("titles.jsonl"), titles).toString(),
      "--ratings", Files.writeString(folder.resolve("ratings.csv"), ratings).toString(),
    };
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Kindred.run(all, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}

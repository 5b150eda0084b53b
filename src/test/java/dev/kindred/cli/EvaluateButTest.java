package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kindred evaluate but` on sixteen titles, with the real model: half of them have robots, all are
/// liked by the same people.
@Timeout(60)
final class EvaluateButTest {
  private static final int TITLES = 16;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path catalogue;
  private Path tags;
  private Path ratings;

  @BeforeEach
  void write() throws IOException {
    StringBuilder titles = new StringBuilder();
    StringBuilder tagged = new StringBuilder("userId,movieId,tag,timestamp\n");
    StringBuilder rated = new StringBuilder("userId,movieId,rating,timestamp\n");
    for (int i = 0; i < TITLES; i++) {
      boolean robots = i % 2 == 0;
      titles.append(
          """
          {"id": "t%1$d", "kind": "movie", "name": "Harbour Number%1$d", "year": %2$d, "links": {"movielens": "%1$d"}, "synopsis": "A voyage to a distant harbour%3$s.", "keywords": ["%4$s"]}
          """
              .formatted(
                  i,
                  1980 + i,
                  robots ? " among robots" : " among friends",
                  robots ? "robots" : "sea"));
      if (robots) tagged.append("1,%1$d,\"Robots\",0%n2,%1$d,robots,0%n".formatted(i));
      tagged.append("1,%d,seen it,0%n".formatted(i)); // of one person: no label
      for (int user = 1; user <= 3; user++) rated.append("%d,%d,4.5,0%n".formatted(user, i));
    }
    catalogue = Files.writeString(folder.resolve("titles.ndjson"), titles);
    tags = Files.writeString(folder.resolve("tags.csv"), tagged);
    ratings = Files.writeString(folder.resolve("ratings.csv"), rated);
  }

  @Test
  void tellsWhatAClauseDoesToTheViolationsAndToTheLikeness() throws IOException {
    Path json = folder.resolve("out.json");
    assertThat(run("--tags", tags.toString(), "--ratings", ratings.toString(), "--json", "" + json))
        .as(err.toString())
        .isZero();
    JsonNode figures = Json.parse(Files.readAllBytes(json));
    assertThat(figures.at("/queries/0/query").asText())
        .isEqualTo("like Harbour Number1 but robots");
    assertThat(figures.findValuesAsText("query")).hasSize(10).allMatch(q -> q.endsWith(" robots"));
    // of fifteen others seven have robots; without them eight stand in front of all that do
    double plain = figures.at("/without/plain/having@10").asDouble();
    double with = figures.at("/without/with/having@10").asDouble();
    assertThat(plain).isBetween(0.3, 0.7);
    assertThat(with).isLessThanOrEqualTo(0.2 + 1e-9);
    assertThat(figures.at("/without/with/ndcg@10").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(figures.at("/without/leftOut/ndcg@10").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(figures.at("/without/loss").asDouble()).isLessThan(0);
    assertThat(figures.at("/but/with/having@10").asDouble())
        .isGreaterThan(figures.at("/but/plain/having@10").asDouble());
    assertThat(figures.at("/conventions/having@10").asText()).contains("violation rate");
    assertThat(out.toString())
        .contains("10 templated queries over 16 titles", "like SEED without LABEL", "co", "p = ");
  }

  @Test
  void judgesByTheProfilesWithoutOtherData() throws IOException {
    StringBuilder titles = new StringBuilder();
    for (int i = 0; i < TITLES; i++)
      titles.append(
          """
          {"id": "t%1$d", "kind": "movie", "name": "Harbour Number%1$d", "profile": {"pitch": "A voyage.", "themes": ["voyage", "friendship"], "moods": ["warm"%2$s], "source": {"kind": "human"}}}
          """
              .formatted(i, i % 2 == 0 ? ", \"eerie\"" : ""));
    catalogue = Files.writeString(folder.resolve("titles.ndjson"), titles);
    assertThat(run()).as(err.toString()).isZero();
    assertThat(out.toString()).contains("moods and themes of the content profiles");
  }

  @Test
  void namesTheBadLineAndDataThatAllowsNothing() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.csv"), "userId,movieId,tag,timestamp\n1,2\n");
    assertThat(run("--tags", bad.toString(), "--ratings", ratings.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("bad.csv line 2: must have 4 columns, got 2");
    Path none = Files.writeString(folder.resolve("none.csv"), "userId,movieId,tag,timestamp\n");
    assertThat(run("--tags", none.toString(), "--ratings", ratings.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("the data allows no query with a clause");
    assertThat(run("--tags", none.toString())).isEqualTo(2);
  }

  private int run(String... more) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "but"));
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    arguments.addAll(List.of("--catalogue", catalogue.toString()));
    arguments.addAll(List.of(more));
    return Kindred.run(
        arguments.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}

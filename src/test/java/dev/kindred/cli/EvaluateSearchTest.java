package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kindred evaluate search`, `suggest` and `similar`, and `kindred train search`, on a few titles, with the real model.
@Timeout(60)
final class EvaluateSearchTest {
  private static final String CATALOGUE =
      """
      {"id": "ferry", "kind": "movie", "name": "The Ferryman", "year": 1999, "synopsis": "A man rows the dead across a river.", "rating": {"average": 7, "count": 80}, "people": [{"name": "Ana Lima", "role": "director"}]}
      {"id": "river", "kind": "movie", "name": "Across the River", "year": 2001, "synopsis": "Another boatman carries souls over the water to the underworld.", "rating": {"average": 7, "count": 70}, "people": [{"name": "Ana Lima", "role": "director"}]}
      {"id": "cook", "kind": "movie", "name": "Night Kitchen", "year": 2010, "synopsis": "A cook saves her restaurant with one perfect soup.", "rating": {"average": 7, "count": 60}}
      {"id": "race", "kind": "movie", "name": "Full Throttle", "year": 2012, "synopsis": "Two rivals race cars through the desert.", "rating": {"average": 7, "count": 5}}
      not a title
      """;

  private static final String QUERIES =
      """
      {"id": "1", "source": "forum", "query": "a boatman who carries the dead over a river", "seeds": ["river"], "relevant": ["ferry"]}
      {"id": "2", "source": "forum", "query": "night kitchen", "relevant": ["cook", "not-there"], "title_in_query": true, "kind": "known"}
      {"id": "3", "source": "chat", "query": "fast cars racing", "relevant": ["race"]}
      {"id": "4", "source": "chat", "query": "something else", "relevant": ["not-there"]}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void scoresBySourceWithoutTheSeedsAndWritesAReport() throws IOException {
    Path json = folder.resolve("first.json");
    Path report = folder.resolve("report");
    assertThat(search("--json", json.toString(), "--report", report.toString())).isZero();
    JsonNode figures = Json.parse(Files.readAllBytes(json));
    assertThat(figures.get("titles").asInt()).isEqualTo(4);
    assertThat(figures.get("queries").asInt()).isEqualTo(3);
    assertThat(figures.get("queriesWithoutAnswer").asInt()).isEqualTo(1);
    // The seed would come before the answer; "not-there" is not missed.
    assertThat(figures.at("/sources/forum/mrr@10").asDouble()).isEqualTo(1);
    assertThat(figures.at("/sources/forum/recall@10").asDouble()).isEqualTo(1);
    assertThat(figures.at("/sources/forum/queries").asInt()).isEqualTo(2);
    assertThat(figures.at("/sources/forum/withoutTitleInQuery/queries").asInt()).isEqualTo(1);
    assertThat(figures.at("/pooled/ndcg@10").asDouble()).isEqualTo(1);
    assertThat(figures.at("/lengths/1–10 words/queries").asInt()).isEqualTo(3);
    assertThat(figures.at("/perQuery/1").size()).isEqualTo(figures.get("measures").size());
    assertThat(report.resolve("report.json")).hasBinaryContent(Files.readAllBytes(json));
    assertThat(report.resolve("report.md"))
        .content()
        .contains(
            "4 titles, 3 queries (1 have no answer among the titles), mode auto",
            "| forum | 2 | 1.0000 [1.000, 1.000] |",
            "![Recall by source](recall-by-source.svg)");
    assertThat(report.resolve("recall-by-source.svg"))
        .content()
        .contains("forum, recall@10: 1.000");
    assertThat(report.resolve("recall-by-length.svg")).exists();
  }

  @Test
  void countsOnlyTitlesWithVotesWhenAskedAndComparesWithAnEarlierRun() throws IOException {
    Path first = folder.resolve("first.json");
    Path second = folder.resolve("second.json");
    assertThat(search("--json", first.toString())).isZero();
    assertThat(
            search(
                "--min-votes",
                "50",
                "--mode",
                "lexical",
                "--against",
                first.toString(),
                "--json",
                second.toString()))
        .isZero();
    JsonNode figures = Json.parse(Files.readAllBytes(second));
    assertThat(figures.get("titles").asInt()).isEqualTo(3);
    assertThat(figures.get("queries").asInt()).isEqualTo(2);
    assertThat(figures.at("/sources").has("chat")).isFalse();
    JsonNode paired = figures.at("/against/paired");
    assertThat(paired.get(0).get("queriesOf").asText()).isEqualTo("forum");
    assertThat(paired.get(0).get("queries").asInt()).isEqualTo(2);
    assertThat(paired.get(0).get("p").asDouble()).isEqualTo(1);
    assertThat(out.toString()).contains("## Against first.json");

    Files.writeString(first, "{\"queries\": 1}");
    assertThat(search("--against", first.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("first.json holds no values by query");
  }

  @Test
  void scoresSuggestionsByKind() throws IOException {
    Path json = folder.resolve("out.json");
    Path queries = folder.resolve("typed.jsonl");
    Files.writeString(
        queries,
        """
        {"kind": "typo", "query": "nigth kitchen", "relevant": ["cook"]}
        {"kind": "prefix", "query": "ful", "relevant": ["race"]}
        {"kind": "prefix", "query": "zzz", "relevant": ["race"]}
        {"kind": "prefix", "query": "abc", "relevant": ["not-there"]}
        """);
    assertThat(run("suggest", "--queries", queries.toString(), "--json", json.toString())).isZero();
    JsonNode figures = Json.parse(Files.readAllBytes(json));
    assertThat(figures.at("/typo/success@1").asDouble()).isEqualTo(1);
    assertThat(figures.at("/prefix/success@10").asDouble()).isEqualTo(0.5);
    assertThat(figures.at("/prefix/queries").asInt()).isEqualTo(2);
    assertThat(figures.get("queriesWithoutAnswer").asInt()).isEqualTo(1);
    assertThat(out.toString()).contains("success@1: 1 when any relevant item is among the first 1");
  }

  @Test
  void scoresPairsBySimilarity() throws IOException {
    Path json = folder.resolve("out.json");
    Path pairs = folder.resolve("pairs.tsv");
    Files.writeString(
        pairs,
        """
        title_1\tyear_1\ttitle_2\tyear_2\trating
        Ferryman, The\t1999\tAcross the River\t2001\tOK
        The Ferryman\t1999\tNight Kitchen\t2010\tNOT_OK
        Full Throttle\t2012\tNight Kitchen\t2010\tNOT_OK
        Full Throttle\t2012\tUnheard Of\t2010\tOK
        """);
    assertThat(run("similar", "--pairs", pairs.toString(), "--json", json.toString())).isZero();
    JsonNode figures = Json.parse(Files.readAllBytes(json));
    assertThat(figures.get("auc").asDouble()).isEqualTo(1);
    assertThat(figures.get("matchRate").asDouble()).isEqualTo(0.75);
    assertThat(figures.at("/parts/people").asDouble()).isEqualTo(1);
    assertThat(figures.get("notOk").asInt()).isEqualTo(2);
    assertThat(out.toString()).contains("3 of 4 judged pairs (75.0 %)", "| blend | 1.0000 [");

    Files.writeString(pairs, "title_1\tyear_1\ttitle_2\n");
    assertThat(run("similar", "--pairs", pairs.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("line 1: the column year_2 is missing");
  }

  @Test
  void trainingWritesAModelThatIsEvaluatedThen() throws IOException {
    Path queries = Files.writeString(folder.resolve("queries.jsonl"), QUERIES);
    Path json = folder.resolve("trained.json");
    List<String> arguments = new ArrayList<>(List.of("train", "search"));
    arguments.addAll(List.of("--queries", queries.toString(), "--json", json.toString()));
    assertThat(run(arguments)).as(err.toString()).isZero();
    JsonNode figures = Json.parse(Files.readAllBytes(json));
    assertThat(figures.at("/systems").size()).isEqualTo(4);
    assertThat(figures.at("/systems/by hand/pooled/recall@10").asDouble()).isEqualTo(1);
    assertThat(figures.at("/systems/linear, cross-validated/forum/queries").asInt()).isEqualTo(2);
    assertThat(folder.resolve("data/models/search-ranking.kmodel")).exists();
    Path evaluated = folder.resolve("evaluated.json");
    assertThat(search("--json", evaluated.toString())).isZero();
    assertThat(Json.parse(Files.readAllBytes(evaluated)).get("ranking").asText())
        .isEqualTo("linear, learned from 3 queries of queries.jsonl");
  }

  private int search(String... more) throws IOException {
    Path queries = Files.writeString(folder.resolve("queries.jsonl"), QUERIES);
    List<String> arguments = new ArrayList<>(List.of("--queries", queries.toString()));
    arguments.addAll(List.of(more));
    return run("search", arguments.toArray(String[]::new));
  }

  private int run(String protocol, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("evaluate", protocol));
    arguments.addAll(List.of(more));
    return run(arguments);
  }

  private int run(List<String> arguments) throws IOException {
    Path catalogue = Files.writeString(folder.resolve("titles.ndjson"), CATALOGUE);
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    arguments.addAll(List.of("--catalogue", catalogue.toString()));
    return Kindred.run(
        arguments.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}

package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kindred evaluate retrieval` on a handful of documents, with the real model.
@Timeout(60)
final class EvaluateRetrievalTest {
  private static final String CORPUS =
      """
      {"_id": "d1", "title": "Ferry", "text": "Boats carry cars across the river.", "metadata": {}}
      {"_id": "d2", "title": "", "text": "A physician heals the sick in a hospital."}
      {"_id": "d3", "title": "Bakery", "text": "Bread and cakes are made at night."}
      {"_id": "d4", "title": "Harbour", "text": ""}
      """;

  /// One that shares its words with d1, and one that shares only its meaning with d2.
  private static final String QUERIES =
      """
      {"_id": "q1", "text": "boats on a river"}
      {"_id": "q2", "text": "doctors who cure patients"}
      {"_id": "unjudged", "text": "bread"}
      {"_id": "nothing", "text": "tax law"}
      """;

  private static final String QRELS =
      "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t2\nnothing\td3\t0\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void scoresWordsMeaningAndBoth() throws IOException {
    Path json = folder.resolve("out.json");
    assertThat(run(QRELS, "--json", json.toString())).isZero();
    JsonNode figures = Json.parse(Files.readAllBytes(json));
    assertThat(figures.get("documents").asInt()).isEqualTo(4);
    assertThat(figures.get("queries").asInt()).isEqualTo(2);
    assertThat(figures.get("queriesWithoutRelevant").asInt()).isEqualTo(1);
    // Words find d1 first and d2 not at all; meaning finds both.
    assertThat(figures.at("/lexical/ndcg@10").asDouble()).isEqualTo(0.5);
    assertThat(figures.at("/lexical/queries").asInt()).isEqualTo(2);
    for (String mode : new String[] {"vector", "hybrid"}) {
      assertThat(figures.at("/" + mode + "/mrr@10").asDouble()).isEqualTo(1);
      assertThat(figures.at("/" + mode + "/p@10").asDouble()).isEqualTo(0.1);
      assertThat(figures.at("/" + mode + "/map").asDouble()).isEqualTo(1);
      assertThat(figures.at("/" + mode + "/recall@100").asDouble()).isEqualTo(1);
    }
    assertThat(figures.at("/intervals/lexical/recall@10/0").asDouble()).isZero();
    assertThat(figures.at("/intervals/lexical/recall@10/1").asDouble()).isEqualTo(1);
    assertThat(figures.at("/conventions/ndcg@10").asText()).contains("grade / log2(rank + 1)");
    assertThat(figures.at("/paired/0/first").asText()).isEqualTo("vector");
    assertThat(figures.at("/paired/0/difference").asDouble()).isEqualTo(0.5);
    assertThat(out.toString())
        .contains(
            "4 documents, 2 judged queries, 1 without a relevant document left out",
            "| ndcg@10 | 0.5000 [0.000, 1.000] | 1.0000 [1.000, 1.000] |",
            "relevant items among the first 10, over all relevant items |",
            "ndcg@10, vector minus lexical: +0.5000 [+0.0000, +1.0000], p = ");
    assertThat(err.toString()).contains("indexing titles", "searching");
  }

  @Test
  void aModeAloneIsScoredAloneAndWordsNeedNoVectors() throws IOException {
    Path json = folder.resolve("out.json");
    assertThat(run(QRELS, "--mode", "lexical", "--json", json.toString())).isZero();
    JsonNode figures = Json.parse(Files.readAllBytes(json));
    assertThat(figures.has("lexical")).isTrue();
    assertThat(figures.has("hybrid")).isFalse();
    assertThat(figures.get("paired")).isEmpty();
  }

  @Test
  void refusesJudgementsOfAnotherCollection() throws IOException {
    assertThat(run("q9\td1\t1\n")).isEqualTo(1);
    assertThat(err.toString()).contains("judges the query q9, not in").doesNotContain("\tat ");
  }

  @Test
  void namesTheBadLine() throws IOException {
    assertThat(run("q1\td1\n")).isEqualTo(1);
    assertThat(err.toString()).contains("qrels.tsv line 1: ").doesNotContain("\tat ");
  }

  private int run(String qrels, String... more) throws IOException {
    String[] arguments = {
      "evaluate", "retrieval",
      "--data", folder.resolve("data").toString(),
      "--corpus", Files.write(folder.resolve("corpus.jsonl.gz"), gzip(CORPUS)).toString(),
      "--queries", Files.writeString(folder.resolve("queries.jsonl"), QUERIES).toString(),
      "--qrels", Files.writeString(folder.resolve("qrels.tsv"), qrels).toString(),
    };
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Kindred.run(all, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}

package dev.kindred.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueLine;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.index.BulkLoad;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.lucene.LuceneIndexHome;
import dev.kindred.json.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// Suggestions over a real catalogue: how often the wanted title comes first and among ten, and how
/// long an answer takes inside the process. Arguments: catalogue file, query file (`kind`, `query`,
/// `relevant` a line, gzip).
public final class SuggestBench {
  private SuggestBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("suggest-bench");
    LuceneIndexHome home = new LuceneIndexHome(folder, IndexOptions.DEFAULT, Clock.systemUTC());
    String id;
    try (BulkLoad load = home.build("none", 2, "en");
        CatalogueFile file = CatalogueFile.open(Path.of(arguments[0]))) {
      int[] key = {0};
      file.read(line -> {
        if (line instanceof CatalogueLine.ReadTitle read) {
          load.add(
              new IndexedTitle(
                  new TitleKey(++key[0]),
                  read.title(),
                  MetadataProfiler.profile(read.title()),
                  Map.of(),
                  key[0]));
        }
      });
      load.finish(1);
      id = load.generation().id();
    }
    try (TitleIndex index = home.open(id);
        TitleSearcher searcher = index.acquire()) {
      long start = System.nanoTime();
      index.warm();
      System.out.printf(
          Locale.ROOT,
          "%d titles, warm in %.0f ms%n",
          index.size(),
          (System.nanoTime() - start) / 1e6);
      List<JsonNode> queries = new ArrayList<>();
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(Path.of(arguments[1]))),
                  StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine())
          queries.add(Json.parse(line));
      }
      for (int round = 0; round < 3; round++) run(searcher, queries, round == 2);
    }
  }

  private static void run(TitleSearcher searcher, List<JsonNode> queries, boolean print) {
    Map<String, int[]> counts = new TreeMap<>();
    List<Long> nanos = new ArrayList<>();
    int shown = 0;
    for (JsonNode query : queries) {
      String kind = query.get("kind").asText();
      Set<String> relevant = new HashSet<>();
      query.get("relevant").forEach(r -> relevant.add(r.asText()));
      long start = System.nanoTime();
      List<Suggestion> found = searcher.suggest(query.get("query").asText(), 10);
      nanos.add(System.nanoTime() - start);
      int[] count = counts.computeIfAbsent(kind, k -> new int[3]);
      count[0]++;
      boolean first = !found.isEmpty() && is(found.getFirst(), relevant);
      boolean any = found.stream().anyMatch(s -> is(s, relevant));
      if (first) count[1]++;
      if (any) count[2]++;
      if (print && kind.equals("typo") && !first && shown++ < 25) {
        System.out.println(
            query.get("query").asText()
                + " -> "
                + query.get("title").asText()
                + " : "
                + found.stream()
                    .limit(3)
                    .map(s -> s.kind() + " " + s.text() + " " + Math.round(s.score() * 100))
                    .toList());
      }
    }
    if (!print) return;
    counts.forEach((kind, count) ->
        System.out.printf(
            Locale.ROOT,
            "%s: success@1 %.3f, success@10 %.3f (%d queries)%n",
            kind,
            (double) count[1] / count[0],
            (double) count[2] / count[0],
            count[0]));
    nanos.sort(null);
    System.out.printf(
        Locale.ROOT,
        "latency ms: p50 %.2f, p99 %.2f, max %.2f%n",
        nanos.get(nanos.size() / 2) / 1e6,
        nanos.get(nanos.size() * 99 / 100) / 1e6,
        nanos.getLast() / 1e6);
  }

  private static boolean is(Suggestion suggestion, Set<String> relevant) {
    return suggestion.id() != null && relevant.contains(suggestion.id().value());
  }
}

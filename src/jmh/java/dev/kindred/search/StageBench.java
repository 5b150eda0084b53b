package dev.kindred.search;

import dev.kindred.app.BundledCatalogue;
import dev.kindred.app.Catalogue;
import dev.kindred.candidates.CandidateList;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.Filter;
import dev.kindred.config.Settings;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.fusion.Fusion;
import dev.kindred.fusion.HybridWeights;
import dev.kindred.index.TitleSearcher;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.query.Grammar;
import dev.kindred.query.QueryVector;
import dev.kindred.query.Understanding;
import dev.kindred.query.UnderstoodQuery;
import dev.kindred.ranking.Forest;
import dev.kindred.ranking.QueryClass;
import dev.kindred.ranking.RandomForest;
import dev.kindred.ranking.Ranking;
import dev.kindred.ranking.RankingModel;
import dev.kindred.ranking.RankingModels;
import dev.kindred.ranking.WishWeights;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// Stages of a search by themselves, in this process, on a data folder that holds a catalogue:
/// reading all the queries, without any embedding, and ranking what the sources propose for some of
/// them, features included, by the models set by hand and by a forest. Each request has a snapshot
/// of its own, as in the service.
///
/// Times are those of the thread on the processor, so that a busy machine counts less.
///
/// Arguments: data folder, file of queries (`query` a line, gzip), how many are ranked.
public final class StageBench {
  private static final int ROUNDS = 3;
  private static final int DEPTH = 200;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private StageBench() {}

  private record Ranked(UnderstoodQuery query, List<FusedCandidate> fused) {}

  public static void main(String[] arguments) throws Exception {
    try (Catalogue catalogue =
        new Catalogue(
            Settings.DEFAULT,
            DataFolder.at(Path.of(arguments[0])),
            BundledCatalogue.of(Path.of(".")),
            TitleVectors.Embedding.CACHED_ONLY)) {
      catalogue.openIndex(Progress.SILENT);
      List<String> queries = queries(Path.of(arguments[1]));
      Understanding understanding =
          new Understanding(
              Optional.empty(),
              new Grammar(Clock.systemUTC()),
              (id, text) ->
                  new QueryVector(
                      id,
                      catalogue.embedders().embedQuery(id, text),
                      catalogue.embedders().legibility(id, text)));
      read(catalogue, understanding, queries);
      Collections.shuffle(queries, new Random(7));
      int ranked = Math.min(queries.size(), Integer.parseInt(arguments[2]));
      if (ranked > 0) rank(catalogue, understanding, queries.subList(0, ranked));
    }
  }

  private static void read(Catalogue catalogue, Understanding understanding, List<String> queries) {
    double[] took = new double[queries.size()];
    Arrays.fill(took, Double.MAX_VALUE);
    List<Double> all = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      for (int i = 0; i < took.length; i++) {
        try (TitleSearcher index = catalogue.generations().acquire()) {
          long start = now();
          var _ = understanding.read(queries.get(i), Filter.NONE, List.of(), index);
          double ms = (now() - start) / 1e6;
          took[i] = Math.min(took[i], ms);
          if (round >= 0) all.add(ms);
        }
      }
    }
    System.out.printf(Locale.ROOT, "%,d queries read, ms: %s%n", took.length, times(all));
    for (int[] words : new int[][] {{1, 9}, {10, 29}, {30, 59}, {60, 119}, {120, 10_000}}) {
      List<Double> some = new ArrayList<>();
      for (int i = 0; i < took.length; i++) {
        int length = queries.get(i).split("\\s+", -1).length;
        if (length >= words[0] && length <= words[1]) some.add(took[i]);
      }
      System.out.printf(
          Locale.ROOT,
          "  from %d words, %,d queries, best of the rounds: %s%n",
          words[0],
          some.size(),
          times(some));
    }
    List<Integer> slow = new ArrayList<>();
    for (int i = 0; i < took.length; i++) slow.add(i);
    slow.sort((a, b) -> Double.compare(took[b], took[a]));
    for (int i : slow.subList(0, Math.min(3, slow.size())))
      System.out.printf(
          Locale.ROOT,
          "  slowest: %.2f ms, %s…%n",
          took[i],
          queries.get(i).substring(0, Math.min(80, queries.get(i).length())));
  }

  private static void rank(Catalogue catalogue, Understanding understanding, List<String> queries) {
    List<Ranked> asked = new ArrayList<>();
    Retrieval retrieval = new Retrieval(SearchOptions.DEFAULT);
    for (String text : queries) {
      try (TitleSearcher index = catalogue.generations().acquire()) {
        UnderstoodQuery query =
            understanding.understand(
                understanding.read(text, Filter.NONE, List.of(), index),
                Understanding.Meaning.WANTED,
                index);
        if (QueryClass.of(query) == QueryClass.PLAIN) continue;
        SourceLists lists = retrieval.of(index, query, SearchRequest.Mode.AUTO, new ArrayList<>());
        CandidateList words = lists.of(Source.LEXICAL);
        asked.add(
            new Ranked(
                query,
                Fusion.fuse(
                    lists.all(),
                    HybridWeights.DEFAULT.at(
                        words == null ? 0 : words.coverage(), query.legibility()))));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%,d queries ranked, %.0f candidates each, ms%n",
        asked.size(),
        asked.stream().mapToInt(one -> one.fused().size()).average().orElse(0));
    Map<QueryClass, RankingModel> forests = new EnumMap<>(QueryClass.class);
    Forest forest = RandomForest.of(150, 5, 1);
    for (QueryClass of : QueryClass.values()) forests.put(of, forest);
    RankingModels learned = new RankingModels("forest", forests);
    measure(catalogue, "by hand, all", RankingModels.BY_HAND, asked, DEPTH * 4, one -> true);
    measure(catalogue, "forest, all", learned, asked, DEPTH * 4, one -> true);
    measure(catalogue, "forest, 300", learned, asked, 300, one -> true);
    measure(
        catalogue,
        "forest, 300, no wishes",
        learned,
        asked,
        300,
        one -> one.wanted().isEmpty() && one.unwanted().isEmpty());
  }

  private static void measure(
      Catalogue catalogue,
      String name,
      RankingModels models,
      List<Ranked> asked,
      int candidates,
      Predicate<UnderstoodQuery> kept) {
    Ranking ranking = new Ranking(models, WishWeights.DEFAULT);
    List<Double> all = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      for (Ranked one : asked) {
        if (!kept.test(one.query())) continue;
        try (TitleSearcher index = catalogue.generations().acquire()) {
          warm(one, index);
          List<FusedCandidate> some =
              one.fused().subList(0, Math.min(candidates, one.fused().size()));
          long start = now();
          var _ = ranking.rank(one.query(), some, index);
          if (round >= 0) all.add((now() - start) / 1e6);
        }
      }
    }
    System.out.printf(Locale.ROOT, "  %-24s %s%n", name, times(all));
  }

  /// What the sources have looked up already when a request comes to its ranking.
  private static void warm(Ranked one, TitleSearcher index) {
    try {
      var _ =
          new Retrieval(SearchOptions.DEFAULT)
              .of(index, one.query(), SearchRequest.Mode.AUTO, new ArrayList<>());
    } catch (RuntimeException e) {
      throw new IllegalStateException("a query failed: " + one.query().words(), e);
    }
  }

  private static long now() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static String times(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    if (sorted.length == 0) return "none";
    return String.format(
        Locale.ROOT,
        "p50 %.2f  p90 %.2f  p99 %.2f  most %.2f",
        sorted[sorted.length / 2],
        sorted[sorted.length * 9 / 10],
        sorted[sorted.length * 99 / 100],
        sorted[sorted.length - 1]);
  }

  private static List<String> queries(Path file) throws IOException {
    List<String> queries = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String query = Json.parse(line).get("query").asText().strip();
        if (!query.isEmpty())
          queries.add(query.substring(0, Math.min(query.length(), SearchRequest.MAX_QUERY)));
      }
    }
    return queries;
  }
}

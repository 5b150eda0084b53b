package dev.kindred.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.candidates.CandidateList;
import dev.kindred.candidates.LexicalGenerator;
import dev.kindred.candidates.Source;
import dev.kindred.candidates.VectorGenerator;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueLine;
import dev.kindred.embedding.BundledVectors;
import dev.kindred.embedding.Embedder;
import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.fusion.Fusion;
import dev.kindred.fusion.FusionMethod;
import dev.kindred.fusion.HybridWeights;
import dev.kindred.index.BulkLoad;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.index.lucene.LuceneIndexHome;
import dev.kindred.ingestion.ProfiledTitle;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.json.Json;
import dev.kindred.storage.SqliteVectorCache;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// What each way of fusing words, story and feel finds on judged natural-language queries, over the
/// titles with at least 50 votes and a synopsis: recall@10 and recall@100 by source of the query,
/// the asker's own seeds removed.
///
/// Arguments: catalogue, queries (`id`, `source`, `query`, `seeds`, `relevant` a line, gzip),
/// folder of the vector cache, and how many queries of each source at most.
public final class FusionBench {
  private FusionBench() {}

  private record Judged(String source, String query, Set<String> relevant, Set<String> seeds) {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("fusion-bench");
    LuceneIndexHome home = new LuceneIndexHome(folder, IndexOptions.DEFAULT, Clock.systemUTC());
    try (Embedder embedder =
        Embedder.open(
            EmbeddingOptions.DEFAULT,
            BundledVectors.NONE,
            model -> SqliteVectorCache.open(Path.of(arguments[2]), model))) {
      Set<String> ids = new HashSet<>();
      String generation = build(home, embedder, Path.of(arguments[0]), ids);
      try (TitleIndex index = home.open(generation);
          TitleSearcher searcher = index.acquire()) {
        run(
            searcher,
            embedder,
            queries(Path.of(arguments[1]), ids, Integer.parseInt(arguments[3])));
      }
    }
  }

  private static String build(
      LuceneIndexHome home, Embedder embedder, Path catalogue, Set<String> ids) throws Exception {
    TitleVectors vectors = TitleVectors.cachedOnly(embedder);
    try (BulkLoad load = home.build(embedder.modelId(), embedder.dimensions(), "en");
        CatalogueFile file = CatalogueFile.open(catalogue)) {
      file.read(line -> {
        if (!(line instanceof CatalogueLine.ReadTitle read)) return;
        Title title = read.title();
        if (title.rating() == null || title.rating().count() < 50 || title.synopsis() == null)
          return;
        ids.add(title.id().value());
        ProfiledTitle profiled = new ProfiledTitle(title, MetadataProfiler.profile(title));
        load.add(
            new IndexedTitle(
                new TitleKey(ids.size()),
                title,
                profiled.profile(),
                vectors.vectors(List.of(profiled)).getFirst(),
                ids.size()));
      });
      load.finish(1);
      System.out.printf(Locale.ROOT, "%,d titles%n", ids.size());
      return load.generation().id();
    }
  }

  private static List<Judged> queries(Path file, Set<String> ids, int most) throws Exception {
    List<Judged> queries = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode node = Json.parse(line);
        Set<String> relevant = strings(node.path("relevant"));
        relevant.retainAll(ids);
        String source = node.get("source").asText();
        if (relevant.isEmpty() || counts.merge(source, 1, Integer::sum) > most) continue;
        queries.add(
            new Judged(source, node.get("query").asText(), relevant, strings(node.path("seeds"))));
      }
    }
    return queries;
  }

  private static Set<String> strings(JsonNode array) {
    Set<String> strings = new HashSet<>();
    array.forEach(value -> strings.add(value.asText()));
    return strings;
  }

  private static void run(TitleSearcher searcher, Embedder embedder, List<Judged> queries) {
    Map<String, java.util.function.Function<Double, FusionMethod>> methods = new LinkedHashMap<>();
    methods.put("lexical", c -> new FusionMethod.ConvexCombination(Map.of(Source.LEXICAL, 1.0)));
    methods.put("story", c -> new FusionMethod.ConvexCombination(Map.of(Source.STORY, 1.0)));
    methods.put("feel", c -> new FusionMethod.ConvexCombination(Map.of(Source.FEEL, 1.0)));
    methods.put("rrf", c -> FusionMethod.ReciprocalRank.STANDARD);
    for (double lexical : new double[] {0.1, 0.15, 0.2, 0.3}) {
      for (double story : new double[] {0.4, 0.5, 0.6, 0.8}) {
        HybridWeights weights = new HybridWeights(lexical, 0.75, 3, story);
        methods.put(
            String.format(Locale.ROOT, "convex lexical %.1f story %.1f", lexical, story),
            weights::at);
      }
    }
    Map<String, Map<String, double[]>> sums = new LinkedHashMap<>();
    Map<String, double[]> coverage = new TreeMap<>();
    for (Judged judged : queries) {
      float[] vector = embedder.embedQuery(judged.query());
      List<CandidateList> lists = new ArrayList<>();
      lists.add(new LexicalGenerator(judged.query(), Filter.NONE).generate(searcher, 200));
      for (VectorField field : VectorField.values()) {
        lists.add(VectorGenerator.near(field, vector, Filter.NONE).generate(searcher, 200));
      }
      double covered = lists.getFirst().coverage();
      double[] mean = coverage.computeIfAbsent(judged.source(), s -> new double[2]);
      mean[0] += covered;
      mean[1]++;
      methods.forEach((name, method) -> {
        double[] sum =
            sums.computeIfAbsent(name, n -> new TreeMap<>())
                .computeIfAbsent(judged.source(), s -> new double[3]);
        List<String> ids =
            Fusion.fuse(lists, method.apply(covered)).stream()
                .filter(c ->
                    !name.matches("lexical|story|feel")
                        || c.sources().containsKey(Source.valueOf(name.toUpperCase(Locale.ROOT))))
                .map(FusedCandidate::id)
                .map(id -> id.value())
                .filter(id -> !judged.seeds().contains(id))
                .toList();
        sum[0]++;
        sum[1] += recall(ids, judged.relevant(), 10);
        sum[2] += recall(ids, judged.relevant(), 100);
      });
    }
    coverage.forEach((source, mean) ->
        System.out.printf(
            Locale.ROOT,
            "%s: mean coverage %.2f, %d queries%n",
            source,
            mean[0] / mean[1],
            (int) mean[1]));
    sums.forEach((name, sources) -> {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-30s", name));
      sources.forEach((source, sum) ->
          line.append(
              String.format(
                  Locale.ROOT, " %s %.3f/%.3f", source, sum[1] / sum[0], sum[2] / sum[0])));
      System.out.println(line);
    });
  }

  private static double recall(List<String> ids, Set<String> relevant, int k) {
    long hits = ids.stream().limit(k).filter(relevant::contains).count();
    return (double) hits / relevant.size();
  }
}

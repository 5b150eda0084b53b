package dev.kindred.bench;

import dev.kindred.app.BundledCatalogue;
import dev.kindred.app.Catalogue;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.config.Settings;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.Interaction;
import dev.kindred.feedback.UserKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TasteModel;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.json.Json;
import dev.kindred.model.TasteSpace;
import dev.kindred.operation.DataFolder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Recall of the vector legs against the exact scan, unfiltered and under filters that keep about
/// 30 %, 5 % and 0.5 % of the titles, with the time of both in the same run; taste too, where the
/// data folder has models and events. Recall@k counts an approximate hit when its score reaches
/// that of the exact k-th hit (within 1e-6), so that equal vectors do not count as misses.
///
/// Settings come from the environment: with `KINDRED_INDEX_GRAPH_ABOVE=0`, for the rebuild of the
/// folder's index and for this, graphs are walked rather than vectors scanned.
///
/// Arguments: data folder, file of queries (`query` a line, gzip), how many.
public final class RecallBench {
  private static final int DEPTH = 200;
  private static final int PAGE = 1_000;

  private RecallBench() {}

  public static void main(String[] arguments) throws Exception {
    try (Catalogue catalogue =
        new Catalogue(
            Settings.load(null, System.getenv()),
            DataFolder.at(Path.of(arguments[0])),
            BundledCatalogue.of(Path.of(".")),
            TitleVectors.Embedding.CACHED_ONLY)) {
      catalogue.openIndex(Progress.SILENT);
      List<float[]> queries = new ArrayList<>();
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(Path.of(arguments[1]))),
                  StandardCharsets.UTF_8))) {
        int wanted = Integer.parseInt(arguments[2]);
        for (String line = in.readLine();
            line != null && queries.size() < wanted;
            line = in.readLine()) {
          queries.add(
              catalogue.embedders().current().embedQuery(Json.parse(line).get("query").asText()));
        }
      }
      try (TitleSearcher searcher = catalogue.generations().acquire()) {
        double all = searcher.count(Filter.NONE);
        System.out.printf(
            Locale.ROOT, "%,.0f titles, %d queries, depth %d%n", all, queries.size(), DEPTH);
        Map<String, Filter> filters = new LinkedHashMap<>();
        filters.put("none", Filter.NONE);
        filters.put("30 %", year(searcher, 0.30));
        filters.put("5 %", year(searcher, 0.05));
        filters.put("0.5 %", year(searcher, 0.005));
        for (VectorField field : VectorField.CONTENT) {
          for (Map.Entry<String, Filter> filter : filters.entrySet()) {
            measure(catalogue, field, filter.getKey(), filter.getValue(), queries, all);
          }
        }
        List<float[]> viewers = viewers(catalogue, queries.size());
        if (!viewers.isEmpty())
          for (Map.Entry<String, Filter> filter : filters.entrySet())
            measure(catalogue, VectorField.TASTE, filter.getKey(), filter.getValue(), viewers, all);
      }
    }
  }

  /// The first viewers of the folder, folded in to the models of the index; none without.
  private static List<float[]> viewers(Catalogue catalogue, int wanted) {
    TasteModel model = catalogue.generations().generation().taste();
    Optional<TasteSpace> space =
        model == null ? Optional.empty() : catalogue.models().space(model.id());
    if (space.isEmpty()) return List.of();
    Map<UserKey, List<TitleKey>> watched = new LinkedHashMap<>();
    EventStore events = catalogue.eventDatabase().events();
    List<Interaction> page = events.interactions(0, PAGE);
    while (!page.isEmpty() && watched.size() <= wanted) {
      for (Interaction one : page)
        watched.computeIfAbsent(one.user(), _ -> new ArrayList<>()).add(one.title());
      page = events.interactions(page.getLast().seq(), PAGE);
    }
    return watched.values().stream().limit(wanted).map(space.get()::viewer).toList();
  }

  private static void measure(
      Catalogue catalogue,
      VectorField field,
      String name,
      Filter filter,
      List<float[]> queries,
      double all) {
    double at10 = 0;
    double at100 = 0;
    long approximate = 0;
    long exact = 0;
    double kept = 0;
    List<Long> times = new ArrayList<>();
    for (float[] query : queries) {
      try (TitleSearcher searcher = catalogue.generations().acquire()) {
        kept = searcher.count(filter) / all;
        long start = System.nanoTime();
        List<Hit> found = searcher.nearest(field, query, filter, DEPTH, List.<TitleKey>of());
        long middle = System.nanoTime();
        List<Hit> truth = searcher.nearestExactly(field, query, filter, DEPTH);
        exact += System.nanoTime() - middle;
        approximate += middle - start;
        times.add(middle - start);
        at10 += recall(found, truth, 10);
        at100 += recall(found, truth, 100);
      }
    }
    times.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%-5s filter %-5s (keeps %5.2f %%): recall@10 %.4f  recall@100 %.4f  p50 %.2f ms  p99 %.2f ms  exact/ann time %.1f%n",
        Json.name(field),
        name,
        100 * kept,
        at10 / queries.size(),
        at100 / queries.size(),
        times.get(times.size() / 2) / 1e6,
        times.get(times.size() * 99 / 100) / 1e6,
        (double) exact / approximate);
  }

  private static double recall(List<Hit> found, List<Hit> truth, int k) {
    if (truth.isEmpty()) return 1;
    int wanted = Math.min(k, truth.size());
    double threshold = truth.get(wanted - 1).score() - 1e-6;
    long reached = found.stream().limit(wanted).filter(hit -> hit.score() >= threshold).count();
    return (double) reached / wanted;
  }

  /// A filter on the popularity-independent field `runtimeMinutes`/`year` that keeps about `share`
  /// of the titles: the years from some year on.
  private static Filter year(TitleSearcher searcher, double share) {
    FilterField field = FilterField.named("year").orElseThrow();
    double all = searcher.count(Filter.NONE);
    Filter best = Filter.NONE;
    double nearest = 1;
    for (int from = 1900; from <= 2025; from++) {
      for (int to : new int[] {from, from + 3, 2030}) {
        Filter filter =
            new Filter.Range(
                field,
                new Filter.Bound(from, Filter.Edge.INCLUSIVE),
                new Filter.Bound(to, Filter.Edge.INCLUSIVE));
        double distance = Math.abs(searcher.count(filter) / all - share) / share;
        if (distance < nearest) {
          nearest = distance;
          best = filter;
        }
      }
    }
    return best;
  }
}

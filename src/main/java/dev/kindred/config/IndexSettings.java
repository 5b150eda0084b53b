package dev.kindred.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.IndexOptions.VectorFormat;
import dev.kindred.ingestion.ComparisonOptions;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.time.Duration;

/// How the index is built and looked after, and the names of the keys about it; see [SettingsTree].
///
/// @param refreshInterval how soon a search sees a write, 10 ms..1 h
/// @param generationsKept complete generations kept, the active one counted, 1..100
/// @param recordedQueries distinct searches remembered, text and filter without who asked, to
///   compare a new generation by and to warm the index with, 0..10,000; 0 records none and deletes
///   what was recorded
/// @param comparison when a new generation may take over
public record IndexSettings(
    IndexOptions options,
    Duration refreshInterval,
    int generationsKept,
    int recordedQueries,
    ComparisonOptions comparison) {
  public static final IndexSettings DEFAULT =
      new IndexSettings(
          IndexOptions.DEFAULT, Duration.ofSeconds(1), 2, 1_000, ComparisonOptions.DEFAULT);

  public IndexSettings {
    Ranges.check("refreshInterval", refreshInterval, Duration.ofMillis(10), Duration.ofHours(1));
    Ranges.check("generationsKept", generationsKept, 1, 100);
    Ranges.check("recordedQueries", recordedQueries, 0, 10_000);
  }

  void write(ObjectNode section) {
    section
        .put("language", options.language())
        .put("maxConn", options.maxConn())
        .put("beamWidth", options.beamWidth())
        .put("vectorFormat", Json.name(options.vectorFormat()))
        .put("mergeWorkers", options.mergeWorkers())
        .put("graphAbove", options.graphAbove())
        .put("refreshInterval", DurationText.write(refreshInterval))
        .put("generationsKept", generationsKept)
        .put("recordedQueries", recordedQueries)
        .putObject("comparison")
        .put("maxLost", comparison.maxLost())
        .put("minRecall", comparison.minRecall())
        .put("minOverlap", comparison.minOverlap())
        .put("comparedQueries", comparison.comparedQueries());
  }

  static IndexSettings read(JsonFields in, IndexSettings absent) {
    String language = SettingsTree.text(in, "language", absent.options().language());
    int maxConn = SettingsTree.integer(in, "maxConn", absent.options().maxConn());
    int beamWidth = SettingsTree.integer(in, "beamWidth", absent.options().beamWidth());
    VectorFormat vectorFormat =
        SettingsTree.choice(in, "vectorFormat", absent.options().vectorFormat());
    int mergeWorkers = SettingsTree.integer(in, "mergeWorkers", absent.options().mergeWorkers());
    int graphAbove = SettingsTree.integer(in, "graphAbove", absent.options().graphAbove());
    Duration refreshInterval =
        SettingsTree.duration(in, "refreshInterval", absent.refreshInterval());
    int generationsKept = SettingsTree.integer(in, "generationsKept", absent.generationsKept());
    int recordedQueries = SettingsTree.integer(in, "recordedQueries", absent.recordedQueries());
    ComparisonOptions comparison =
        SettingsTree.section(in, "comparison", absent.comparison(), IndexSettings::comparison);
    return SettingsTree.built(
        in,
        absent,
        () ->
            new IndexSettings(
                new IndexOptions(
                    language, maxConn, beamWidth, vectorFormat, mergeWorkers, graphAbove),
                refreshInterval,
                generationsKept,
                recordedQueries,
                comparison));
  }

  private static ComparisonOptions comparison(JsonFields in, ComparisonOptions absent) {
    double maxLost = SettingsTree.number(in, "maxLost", absent.maxLost());
    double minRecall = SettingsTree.number(in, "minRecall", absent.minRecall());
    double minOverlap = SettingsTree.number(in, "minOverlap", absent.minOverlap());
    int comparedQueries = SettingsTree.integer(in, "comparedQueries", absent.comparedQueries());
    return SettingsTree.built(
        in, absent, () -> new ComparisonOptions(maxLost, minRecall, minOverlap, comparedQueries));
  }
}

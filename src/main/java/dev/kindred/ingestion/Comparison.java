package dev.kindred.ingestion;

import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A new generation held against the store and the live one, before it takes over.
///
/// @param titles titles in the new generation
/// @param stored titles in the store
/// @param slack how far the two may differ: changes written since, and titles the index refused
/// @param sampled titles whose document was compared with the store
/// @param differing those of them that were missing or not as stored
/// @param vectors by field: how many sampled titles have the vector in both generations, of those
///   that have it in the live one
public record Comparison(
    long titles,
    long stored,
    long slack,
    int sampled,
    int differing,
    Map<VectorField, Coverage> vectors) {
  /// Largest share of sampled documents, or of vectors the live generation has, that may be
  /// missing.
  public static final double MAX_LOST = 0.02;

  /// @param kept titles that still have the vector
  /// @param had titles that have it in the live generation
  public record Coverage(int kept, int had) {}

  public Comparison {
    vectors = Map.copyOf(vectors);
  }

  /// Why the new generation must not take over; empty when it may.
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (Math.abs(titles - stored) > slack) {
      faults.add("it holds " + titles + " titles, the store " + stored + " (slack " + slack + ")");
    }
    if (differing > MAX_LOST * sampled) {
      faults.add(differing + " of " + sampled + " sampled titles are missing or not as stored");
    }
    for (VectorField field : VectorField.values()) {
      Coverage coverage = vectors.getOrDefault(field, new Coverage(0, 0));
      if (coverage.had() - coverage.kept() > MAX_LOST * coverage.had()) {
        faults.add(
            String.format(
                Locale.ROOT,
                "only %d of %d sampled titles keep their %s vector",
                coverage.kept(),
                coverage.had(),
                Json.name(field)));
      }
    }
    return faults;
  }

  /// Compares what a refresh has just made visible.
  ///
  /// @param refused titles that the index would not take
  static Comparison of(
      IndexCursor fresh,
      Optional<TitleSearcher> live,
      TitleStore store,
      List<TitleKey> sample,
      long refused) {
    long titles = fresh.index().size();
    long stored = store.count();
    Map<TitleKey, StoredTitle> facts = store.byKey(sample);
    long slack = store.countChanges(fresh.visibleSeq()) + refused;
    try (TitleSearcher searcher = fresh.index().acquire()) {
      Map<TitleKey, TitleDocument> documents = searcher.documents(sample);
      int sampled = 0;
      int differing = 0;
      for (StoredTitle fact : facts.values()) {
        if (fact.seq() > fresh.visibleSeq()) continue;
        sampled++;
        TitleDocument document = documents.get(fact.key());
        if (document == null || !document.title().toJson().equals(fact.title().toJson()))
          differing++;
      }
      Map<VectorField, Coverage> vectors = new EnumMap<>(VectorField.class);
      if (live.isPresent()) {
        for (VectorField field : VectorField.values()) {
          var had = new ArrayList<>(live.get().vectors(field, facts.keySet()).keySet());
          vectors.put(field, new Coverage(searcher.vectors(field, had).size(), had.size()));
        }
      }
      return new Comparison(titles, stored, slack, sampled, differing, vectors);
    }
  }
}

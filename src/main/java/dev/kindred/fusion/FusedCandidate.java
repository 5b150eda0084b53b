package dev.kindred.fusion;

import dev.kindred.candidates.Candidate;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/// One title after fusion, with its place in each list that proposed it.
///
/// @param score comparable within one fused list
public record FusedCandidate(
    TitleKey key, TitleId id, double score, Map<Source, Candidate> sources) {
  /// The tie rule: score descending, then title id ascending.
  public static final Comparator<FusedCandidate> ORDER =
      Comparator.comparingDouble(FusedCandidate::score)
          .reversed()
          .thenComparing(FusedCandidate::id);

  public FusedCandidate {
    sources = sources.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(sources));
  }
}

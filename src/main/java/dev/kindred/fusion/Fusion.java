package dev.kindred.fusion;

import dev.kindred.candidates.Candidate;
import dev.kindred.candidates.CandidateList;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.TitleKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Fuses ranked lists by a [FusionMethod]; the result does not depend on the order of the lists.
public final class Fusion {
  private Fusion() {}

  /// Every title of every list once, by [FusedCandidate#ORDER].
  public static List<FusedCandidate> fuse(List<CandidateList> lists, FusionMethod method) {
    Map<TitleKey, Map<Source, Candidate>> places = new HashMap<>();
    Map<TitleKey, Double> scores = new HashMap<>();
    List<CandidateList> ordered = new ArrayList<>(lists);
    ordered.sort((a, b) -> a.source().compareTo(b.source()));
    for (CandidateList list : ordered) {
      ToDoubleFunction<Candidate> share = share(list, method);
      for (Candidate candidate : list.candidates()) {
        places
            .computeIfAbsent(candidate.key(), key -> new EnumMap<>(Source.class))
            .put(list.source(), candidate);
        scores.merge(candidate.key(), share.applyAsDouble(candidate), Double::sum);
      }
    }
    List<FusedCandidate> fused = new ArrayList<>(places.size());
    places.forEach((key, sources) -> {
      Candidate any = sources.values().iterator().next();
      fused.add(new FusedCandidate(key, any.id(), scores.getOrDefault(key, 0.0), sources));
    });
    fused.sort(FusedCandidate.ORDER);
    return fused;
  }

  private static ToDoubleFunction<Candidate> share(CandidateList list, FusionMethod method) {
    return switch (method) {
      case FusionMethod.ReciprocalRank(int k) -> candidate -> 1.0 / (k + candidate.rank());
      case FusionMethod.ConvexCombination(Map<Source, Double> weights) -> {
        double weight = weights.getOrDefault(list.source(), 0.0);
        if (list.candidates().isEmpty()) yield candidate -> 0;
        double greatest = list.candidates().getFirst().score();
        double least = list.source() == Source.LEXICAL ? 0 : list.candidates().getLast().score();
        double range = greatest - least;
        yield range <= 0
            ? candidate -> weight
            : candidate -> weight * (candidate.score() - least) / range;
      }
    };
  }
}

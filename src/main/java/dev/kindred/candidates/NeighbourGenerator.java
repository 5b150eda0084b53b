package dev.kindred.candidates;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Eligible;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Titles whose story or feel is near to that of one of a few titles that a viewer liked. Each of
/// them gives its own list, scaled to [0, 1] from the last to the first, times its weight; a title
/// that is near to several adds up. The mean of their vectors would be near to none of them.
public final class NeighbourGenerator implements CandidateGenerator {
  private final VectorField field;
  private final List<Seed> seeds;
  private final Eligible eligible;

  /// A liked title.
  ///
  /// @param weight above 0
  public record Seed(TitleKey title, double weight) {}

  /// @param eligible the seeds never are
  public NeighbourGenerator(VectorField field, List<Seed> seeds, Eligible eligible) {
    this.field = field;
    this.seeds = List.copyOf(seeds);
    this.eligible = eligible;
  }

  @Override
  public Source source() {
    return switch (field) {
      case STORY -> Source.STORY;
      case FEEL -> Source.FEEL;
      case TASTE -> Source.TASTE;
    };
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    List<TitleKey> keys = seeds.stream().map(Seed::title).toList();
    int each = 2 * depth / (seeds.size() + 1) + seeds.size();
    Map<TitleKey, float[]> vectors = index.vectors(field, keys);
    Map<TitleKey, TitleId> ids = new HashMap<>();
    Map<TitleKey, Double> sums = new HashMap<>();
    for (Seed seed : seeds) {
      float[] vector = vectors.get(seed.title());
      if (vector == null) continue;
      List<Hit> near = index.nearest(field, vector, eligible, each, List.of(seed.title()));
      if (near.isEmpty()) continue;
      double greatest =
          near.stream()
              .filter(hit -> !keys.contains(hit.key()))
              .findFirst()
              .map(Hit::score)
              .orElse(1.0);
      double range = Math.max(1e-9, greatest - near.getLast().score());
      for (Hit hit : near) {
        if (keys.contains(hit.key())) continue;
        ids.put(hit.key(), hit.id());
        double scaled = (hit.score() - near.getLast().score()) / range;
        sums.merge(hit.key(), seed.weight() * scaled, Double::sum);
      }
    }
    List<Hit> hits = new ArrayList<>(sums.size());
    sums.forEach((key, sum) -> {
      TitleId id = ids.get(key);
      if (id != null) hits.add(new Hit(key, id, sum));
    });
    hits.sort(Hit.ORDER);
    return CandidateList.endless(source(), hits.subList(0, Math.min(depth, hits.size())));
  }
}

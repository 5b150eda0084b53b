package dev.kindred.recommendation;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import dev.kindred.model.ModelSet;
import dev.kindred.model.Popularity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The best known fifth of the titles: by the votes of the catalogue, or by what viewers watched
/// where it has none. Found anew when generation or models change, and every few minutes.
/// Thread-safe.
final class WellKnown {
  private static final int PART = 5;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final InstantSource clock;
  private volatile @Nullable Found found;

  private record Found(String of, Instant until, double most, Set<TitleKey> titles) {}

  WellKnown(InstantSource clock) {
    this.clock = clock;
  }

  /// Empty when nothing is known.
  Set<TitleKey> titles(TitleSearcher index, @Nullable ModelSet models) {
    return found(index, models).titles();
  }

  /// Popularity of the best known title, on the scale of [TitleSearcher#browse]; 0 when nothing is
  /// known.
  double most(TitleSearcher index, @Nullable ModelSet models) {
    return found(index, models).most();
  }

  private Found found(TitleSearcher index, @Nullable ModelSet models) {
    Found last = found;
    String of = index.generation().id() + " " + (models == null ? "" : models.id());
    if (last == null || !last.of().equals(of) || clock.instant().isAfter(last.until()))
      found = last = find(index, models, of);
    return last;
  }

  private Found find(TitleSearcher index, @Nullable ModelSet models, String of) {
    int size = (int) Math.max(1, index.count(Filter.NONE) / PART);
    Set<TitleKey> titles = new HashSet<>();
    List<Hit> best = index.browse(Filter.NONE, size);
    double most = best.isEmpty() ? 0 : best.getFirst().score();
    if (most > 0) best.forEach(hit -> titles.add(hit.key()));
    else if (models != null) byWatching(models, titles);
    return new Found(of, clock.instant().plus(KEPT), most, Set.copyOf(titles));
  }

  private static void byWatching(ModelSet models, Set<TitleKey> titles) {
    Popularity popularity = models.taste().popularity();
    float[] shares = new float[popularity.size()];
    for (int row = 0; row < shares.length; row++) shares[row] = popularity.of(row);
    Arrays.sort(shares);
    if (shares.length < PART) return;
    float bound = shares[shares.length - shares.length / PART];
    for (int row = 0; row < popularity.size(); row++)
      if (popularity.of(row) >= bound) titles.add(models.titles().key(row));
  }
}

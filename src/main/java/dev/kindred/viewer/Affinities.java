package dev.kindred.viewer;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.Reward;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a viewer's history says of genres, themes and people: for each the mean reward of the
/// titles that have it, weighted by recency, towards zero as long as few do:
///
/// `score = Σ w·r / (PRIOR + Σ w)`, `w = ½^(age / half-life)`, the age counted back from the latest
/// event, so that a viewer who was away comes back with the same taste.
///
/// Linear in the history. The largest by size of score first, then by name.
///
/// @param genres at most [#MOST], as are the others
/// @param people directors, creators, writers, and the first [Traits#CAST] of the cast
/// @param mix the share of each genre, 1 in total, in what the viewer took to, each title weighted
///   by recency and reward and counted in equal parts for its genres; empty without any
public record Affinities(
    List<Affinity> genres, List<Affinity> themes, List<Affinity> people, Map<String, Double> mix) {
  public static final Affinities NONE = new Affinities(List.of(), List.of(), List.of(), Map.of());
  static final double PRIOR = 2;
  static final int MOST = 30;
  private static final int EVIDENCE = 5;

  /// @param score -1..1; above zero the viewer likes it
  /// @param evidence the titles that say most of it, the most telling first, at most five
  public record Affinity(String name, double score, List<TitleKey> evidence) {
    public Affinity {
      evidence = List.copyOf(evidence);
    }
  }

  public Affinities {
    genres = List.copyOf(genres);
    themes = List.copyOf(themes);
    people = List.copyOf(people);
    mix = Map.copyOf(mix);
  }

  /// @param traits of the titles in the history, as far as they are indexed
  static Affinities of(
      List<HistoryEntry> history, Map<TitleKey, Traits> traits, Duration halfLife) {
    if (history.isEmpty()) return NONE;
    Instant latest = history.getFirst().at();
    Sums genres = new Sums();
    Sums themes = new Sums();
    Sums people = new Sums();
    Map<String, Double> mix = new HashMap<>();
    for (HistoryEntry entry : history) {
      Traits title = traits.get(entry.title());
      if (title == null) continue;
      double age = Duration.between(entry.at(), latest).toMillis() / (double) halfLife.toMillis();
      double weight = Math.pow(0.5, Math.max(0, age));
      genres.add(title.genres(), entry, weight);
      themes.add(title.themes(), entry, weight);
      people.add(title.people(), entry, weight);
      if (entry.reward() < Reward.TAKEN_TO) continue;
      Set<String> own = new LinkedHashSet<>(title.genres());
      for (String genre : own) mix.merge(genre, weight * entry.reward() / own.size(), Double::sum);
    }
    double all = mix.values().stream().mapToDouble(Double::doubleValue).sum();
    mix.replaceAll((_, share) -> share / all);
    return new Affinities(genres.strongest(), themes.strongest(), people.strongest(), mix);
  }

  /// What the titles with one name add up to.
  private static final class Sum {
    private double weights;
    private double rewards;
    private final Map<TitleKey, Double> shares = new LinkedHashMap<>();

    double score() {
      return rewards / (PRIOR + weights);
    }

    Affinity affinity(String name) {
      double sign = Math.signum(rewards);
      List<TitleKey> evidence =
          shares.entrySet().stream()
              .filter(share -> share.getValue() * sign > 0)
              .sorted(
                  Comparator.comparingDouble(
                      (Map.Entry<TitleKey, Double> share) -> -Math.abs(share.getValue())))
              .limit(EVIDENCE)
              .map(Map.Entry::getKey)
              .toList();
      return new Affinity(name, score(), evidence);
    }
  }

  private static final class Sums {
    private final Map<String, Sum> byName = new HashMap<>();

    void add(Collection<String> names, HistoryEntry entry, double weight) {
      for (String name : new LinkedHashSet<>(names)) {
        Sum sum = byName.computeIfAbsent(name, _ -> new Sum());
        sum.weights += weight;
        sum.rewards += weight * entry.reward();
        sum.shares.put(entry.title(), weight * entry.reward());
      }
    }

    List<Affinity> strongest() {
      List<Affinity> all = new ArrayList<>();
      byName.forEach((name, sum) -> {
        if (sum.rewards != 0) all.add(sum.affinity(name));
      });
      all.sort(
          Comparator.comparingDouble((Affinity a) -> -Math.abs(a.score()))
              .thenComparing(Affinity::name));
      return all.subList(0, Math.min(MOST, all.size()));
    }
  }
}

package dev.kindred.ingestion;

import dev.kindred.catalogue.TitleId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How alike two generations answer the same queries.
///
/// @param queries how many were compared
/// @param overlap mean over the queries of overlap@10: titles in both first tens, by the length of
///   the longer one; 1 when both are empty
/// @param rankBiased mean of the extrapolated rank-biased overlap of the first tens, p = 0.9, where
///   a list that is shorter disagrees at the ranks it lacks; Webber, Moffat, Zobel, TOIS 2010
/// @param partial queries that the live generation answered in part only, because its model or a
///   source failed
/// @param worst up to [#SHOWN] queries that differ most, the most different first
public record AnswerOverlap(
    int queries, double overlap, double rankBiased, int partial, List<Difference> worst) {
  /// How deep answers are compared.
  public static final int DEPTH = 10;

  /// Queries shown.
  public static final int SHOWN = 10;

  private static final double P = 0.9;

  /// The answers of both generations to one query, best first.
  ///
  /// @param filter as JSON; empty when there was none
  /// @param whole whether the live one answered with all its sources
  public record Answers(
      String query, String filter, List<TitleId> live, List<TitleId> fresh, boolean whole) {
    public Answers {
      live = live.stream().limit(DEPTH).toList();
      fresh = fresh.stream().limit(DEPTH).toList();
    }
  }

  /// @param lost titles that only the live generation answers
  /// @param gained titles that only the new one answers
  public record Difference(
      String query, String filter, double overlap, List<TitleId> lost, List<TitleId> gained) {}

  public AnswerOverlap {
    worst = List.copyOf(worst);
  }

  public static AnswerOverlap of(List<Answers> all) {
    double overlap = 0;
    double rankBiased = 0;
    int partial = 0;
    List<Difference> differences = new ArrayList<>();
    for (Answers one : all) {
      double common = overlap(one.live(), one.fresh());
      overlap += common;
      rankBiased += rankBiased(one.live(), one.fresh());
      if (!one.whole()) partial++;
      if (common < 1) {
        differences.add(
            new Difference(
                one.query(),
                one.filter(),
                common,
                without(one.live(), one.fresh()),
                without(one.fresh(), one.live())));
      }
    }
    differences.sort(
        Comparator.comparingDouble(Difference::overlap).thenComparing(Difference::query));
    int n = Math.max(1, all.size());
    return new AnswerOverlap(
        all.size(),
        all.isEmpty() ? 1 : overlap / n,
        all.isEmpty() ? 1 : rankBiased / n,
        partial,
        differences.subList(0, Math.min(SHOWN, differences.size())));
  }

  static double overlap(List<TitleId> a, List<TitleId> b) {
    int longer = Math.max(a.size(), b.size());
    return longer == 0 ? 1 : (double) (a.size() - without(a, b).size()) / longer;
  }

  /// `X_k / k · p^k + (1 - p) / p · Σ_{d=1..k} X_d / d · p^d`, X_d the titles that both first d
  /// share.
  static double rankBiased(List<TitleId> a, List<TitleId> b) {
    int k = Math.max(a.size(), b.size());
    if (k == 0) return 1;
    Set<TitleId> seenA = new HashSet<>();
    Set<TitleId> seenB = new HashSet<>();
    int shared = 0;
    double sum = 0;
    for (int d = 1; d <= k; d++) {
      TitleId inA = d <= a.size() ? a.get(d - 1) : null;
      TitleId inB = d <= b.size() ? b.get(d - 1) : null;
      if (inA != null && inA.equals(inB)) shared++;
      else {
        if (inA != null && seenB.contains(inA)) shared++;
        if (inB != null && seenA.contains(inB)) shared++;
      }
      if (inA != null) seenA.add(inA);
      if (inB != null) seenB.add(inB);
      sum += (double) shared / d * Math.pow(P, d);
    }
    return (double) shared / k * Math.pow(P, k) + (1 - P) / P * sum;
  }

  private static List<TitleId> without(List<TitleId> some, List<TitleId> others) {
    Set<TitleId> known = new HashSet<>(others);
    return some.stream().filter(id -> !known.contains(id)).toList();
  }
}

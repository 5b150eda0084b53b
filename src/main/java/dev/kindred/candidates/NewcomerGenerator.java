package dev.kindred.candidates;

import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import dev.kindred.model.TitleRows;
import java.util.ArrayList;
import java.util.List;

/// What models score best for a viewer, and among it the titles that they do not know yet, in so
/// far as these are near to the viewer's taste. Scores of models and products of taste vectors do
/// not compare, so a newcomer gets the median score of the known titles that follow it most closely
/// by taste: it stands with its like, and takes nothing from the order of the others. Most of a
/// catalogue may be new, and of many estimates the best are flattered: the n-th newcomer stands
/// behind [#AHEAD] times n known titles at least.
public final class NewcomerGenerator implements CandidateGenerator {
  /// Known titles that tell what a newcomer is worth.
  private static final int LIKE = 5;

  private static final int AHEAD = 4;

  private final CandidateGenerator known;
  private final CandidateGenerator near;
  private final TitleRows rows;
  private final float[] scores;

  /// @param known the titles that the models know, by their scores
  /// @param near known and unknown titles by taste
  /// @param scores a value a row, not changed any more
  public NewcomerGenerator(
      CandidateGenerator known, CandidateGenerator near, TitleRows rows, float[] scores) {
    this.known = known;
    this.near = near;
    this.rows = rows;
    this.scores = scores;
  }

  @Override
  public Source source() {
    return known.source();
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    List<Candidate> best = known.generate(index, depth).candidates();
    List<Hit> hits = new ArrayList<>();
    for (Candidate one : best) hits.add(new Hit(one.key(), one.id(), one.score()));
    hits.addAll(newcomers(best, near.generate(index, depth).candidates()));
    hits.sort(Hit.ORDER);
    return CandidateList.endless(source(), hits.subList(0, Math.min(depth, hits.size())));
  }

  private List<Hit> newcomers(List<Candidate> best, List<Candidate> byTaste) {
    List<Hit> newcomers = new ArrayList<>();
    double worth = Double.POSITIVE_INFINITY; // never more than that of one nearer by taste
    for (int at = 0; at < byTaste.size(); at++) {
      Candidate one = byTaste.get(at);
      if (rows.row(one.key()) >= 0) continue;
      int behind = AHEAD * (newcomers.size() + 1);
      if (behind > best.size()) break;
      double[] like =
          byTaste.subList(at, byTaste.size()).stream()
              .mapToInt(candidate -> rows.row(candidate.key()))
              .filter(row -> row >= 0)
              .limit(LIKE)
              .mapToDouble(row -> scores[row])
              .sorted()
              .toArray();
      if (like.length == 0) break; // nothing below it tells anything
      double most = Math.min(best.get(behind - 1).score(), like[like.length / 2]);
      worth = Math.min(worth, most);
      newcomers.add(new Hit(one.key(), one.id(), worth));
    }
    return newcomers;
  }
}

package dev.kindred.index.lucene;

import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/// The greatest score that a query gives any document. What cannot score more than the greatest so
/// far is passed over, from a floor on that is known beforehand.
final class BestScore implements Collector {
  private float best;

  private BestScore(float floor) {
    this.best = floor;
  }

  /// The greatest score, or `floor` when that is less.
  static double of(Query query, IndexSearcher searcher, double floor) throws IOException {
    float best =
        searcher.search(
            query,
            new CollectorManager<BestScore, Float>() {
              @Override
              public BestScore newCollector() {
                return new BestScore((float) floor);
              }

              @Override
              public Float reduce(Collection<BestScore> all) {
                float most = (float) floor;
                for (BestScore one : all) most = Math.max(most, one.best);
                return most;
              }
            });
    return Math.max(floor, best);
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.TOP_SCORES;
  }

  @Override
  public LeafCollector getLeafCollector(LeafReaderContext leaf) {
    return new LeafCollector() {
      private Scorable scorer = ZERO;

      @Override
      public void setScorer(Scorable now) throws IOException {
        scorer = now;
        if (best > 0) scorer.setMinCompetitiveScore(Math.nextUp(best));
      }

      @Override
      public void collect(int doc) throws IOException {
        float score = scorer.score();
        if (score <= best) return;
        best = score;
        scorer.setMinCompetitiveScore(Math.nextUp(best));
      }
    };
  }

  private static final Scorable ZERO =
      new Scorable() {
        @Override
        public float score() {
          return 0;
        }
      };
}

package dev.kindred.index.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/// The live documents of one snapshot that a query matches, one bit set per segment, so that a
/// filter is evaluated once and serves the text leg, every vector leg and the facets.
final class Matches {
  private final List<FixedBitSet> segments;
  private final int count;

  private Matches(List<FixedBitSet> segments) {
    this.segments = segments;
    this.count = segments.stream().mapToInt(FixedBitSet::cardinality).sum();
  }

  static Matches of(Query query, IndexSearcher searcher) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    FixedBitSet[] segments = new FixedBitSet[searcher.getIndexReader().leaves().size()];
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      FixedBitSet bits = new FixedBitSet(leaf.reader().maxDoc());
      ScorerSupplier scorers = weight.scorerSupplier(leaf);
      if (scorers != null) {
        DocIdSetIterator docs = scorers.get(Long.MAX_VALUE).iterator();
        bits.or(docs);
        removeDeleted(bits, leaf.reader().getLiveDocs());
      }
      segments[leaf.ord] = bits;
    }
    return new Matches(List.of(segments));
  }

  /// Whether a query matches any live document; looks for one only. Ranges are asked of their tree:
  /// where none is within two at once, looking at one title after the other would take longest.
  static boolean any(Query query, IndexSearcher searcher) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      ScorerSupplier scorers = weight.scorerSupplier(leaf);
      if (scorers == null) continue;
      Bits live = leaf.reader().getLiveDocs();
      DocIdSetIterator docs = scorers.get(leaf.reader().maxDoc()).iterator();
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc())
        if (live == null || live.get(doc)) return true;
    }
    return false;
  }

  /// The live documents that hold any word of a text; read from the postings at once, without
  /// scoring.
  ///
  /// @param within what passes the filter; null without one
  static Matches ofAny(TextQuery text, List<LeafReaderContext> leaves, @Nullable Matches within)
      throws IOException {
    List<FixedBitSet> segments = new ArrayList<>(leaves.size());
    for (LeafReaderContext leaf : leaves) {
      FixedBitSet bits = new FixedBitSet(leaf.reader().maxDoc());
      for (PostingsEnum postings : text.postings(leaf)) bits.or(postings);
      if (within == null) removeDeleted(bits, leaf.reader().getLiveDocs());
      else bits.and(within.segment(leaf.ord));
      segments.add(bits);
    }
    return new Matches(segments);
  }

  static Matches none(List<LeafReaderContext> leaves) {
    return new Matches(
        leaves.stream().map(leaf -> new FixedBitSet(leaf.reader().maxDoc())).toList());
  }

  /// Every live document.
  static Matches all(List<LeafReaderContext> leaves) {
    List<FixedBitSet> segments = new ArrayList<>(leaves.size());
    for (LeafReaderContext leaf : leaves) {
      Bits live = leaf.reader().getLiveDocs();
      FixedBitSet bits =
          live == null ? new FixedBitSet(leaf.reader().maxDoc()) : FixedBitSet.copyOf(live);
      if (live == null) bits.set(0, bits.length());
      segments.add(bits);
    }
    return new Matches(segments);
  }

  private static void removeDeleted(FixedBitSet bits, @Nullable Bits live) {
    if (live == null) return;
    for (int doc = nextSet(bits, 0);
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = nextSet(bits, doc + 1)) {
      if (!live.get(doc)) bits.clear(doc);
    }
  }

  private static int nextSet(FixedBitSet bits, int from) {
    return from >= bits.length() ? DocIdSetIterator.NO_MORE_DOCS : bits.nextSetBit(from);
  }

  int count() {
    return count;
  }

  FixedBitSet segment(int ord) {
    return segments.get(ord);
  }

  /// These and `docs`, numbered over the whole snapshot.
  Matches with(List<LeafReaderContext> leaves, int[] docs) {
    return changed(leaves, docs, FixedBitSet::set);
  }

  /// These but for `docs`, numbered over the whole snapshot.
  Matches without(List<LeafReaderContext> leaves, int[] docs) {
    return changed(leaves, docs, FixedBitSet::clear);
  }

  private Matches changed(
      List<LeafReaderContext> leaves, int[] docs, ObjIntConsumer<FixedBitSet> change) {
    List<FixedBitSet> copy = segments.stream().map(FixedBitSet::clone).toList();
    for (int doc : docs) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
      change.accept(copy.get(leaf.ord), doc - leaf.docBase);
    }
    return new Matches(copy);
  }

  /// A query for these documents, usable on the same snapshot only.
  Query query() {
    return new MatchesQuery(this);
  }

  private static final class MatchesQuery extends Query {
    private final Matches matches;

    MatchesQuery(Matches matches) {
      this.matches = matches;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
      return new ConstantScoreWeight(this, boost) {
        @Override
        public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf) {
          FixedBitSet bits = matches.segment(leaf.ord);
          int cost = bits.cardinality();
          if (cost == 0) return null;
          return new ScorerSupplier() {
            @Override
            public Scorer get(long leadCost) {
              return new ConstantScoreScorer(score(), mode, new BitSetIterator(bits, cost));
            }

            @Override
            public long cost() {
              return cost;
            }
          };
        }

        @Override
        public boolean isCacheable(LeafReaderContext leaf) {
          return false;
        }
      };
    }

    @Override
    public void visit(QueryVisitor visitor) {
      visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
      return "matches(" + matches.count() + ")";
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof MatchesQuery query && query.matches == matches;
    }

    @Override
    public int hashCode() {
      return Objects.hash(MatchesQuery.class, System.identityHashCode(matches));
    }
  }
}

package dev.kindred.index.lucene;

import dev.kindred.catalogue.TitleId;
import dev.kindred.index.Suggestion;
import dev.kindred.index.lucene.SegmentSuggestions.Liveness;
import dev.kindred.index.lucene.SegmentSuggestions.Match;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/// Completions over a whole snapshot, from an immutable structure a segment. Thread-safe.
final class Suggestions {
  /// Longest prefix that is completed; the rest of a longer one is ignored.
  static final int MAX_TYPED = 80;

  /// Most things of one name that are told apart.
  private static final int MAX_NAMED = 20;

  private final Analyzers analyzers;
  private final PerSegment<SegmentSuggestions> segments;

  Suggestions(Analyzers analyzers) {
    this.analyzers = analyzers;
    this.segments = new PerSegment<>(reader -> SegmentSuggestions.of(reader, analyzers));
  }

  /// Builds what is missing for a reader.
  void warm(IndexReader reader) {
    for (LeafReaderContext leaf : reader.leaves()) {
      var _ = segments.of(leaf.reader());
    }
  }

  List<Suggestion> suggest(IndexReader reader, String typed, int limit, double least)
      throws IOException {
    return found(
        reader,
        analyzers.plain(typed.substring(0, Math.min(MAX_TYPED, typed.length()))),
        limit,
        (segment, plain, most, live) -> segment.match(plain, most, least, live));
  }

  List<Suggestion> complete(IndexReader reader, String typed, int limit) throws IOException {
    return found(reader, analyzers.plain(typed), limit, SegmentSuggestions::complete);
  }

  List<Suggestion> named(IndexReader reader, String name) throws IOException {
    return found(reader, analyzers.plain(name), MAX_NAMED, SegmentSuggestions::named);
  }

  private interface Lookup {
    List<Match> of(SegmentSuggestions segment, String plain, int limit, Liveness live);
  }

  private List<Suggestion> found(IndexReader reader, String plain, int limit, Lookup lookup)
      throws IOException {
    if (plain.isEmpty()) return List.of();
    List<Suggestion> found = new ArrayList<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      SegmentSuggestions segment = segments.of(leaf.reader());
      for (Match match : lookup.of(segment, plain, limit, liveness(leaf.reader())))
        found.add(suggestion(leaf.reader(), match));
    }
    return distinct(found, limit);
  }

  boolean beginsName(IndexReader reader, String words) {
    String plain = analyzers.plain(words);
    if (plain.isEmpty()) return false;
    for (LeafReaderContext leaf : reader.leaves())
      if (segments.of(leaf.reader()).beginsName(plain)) return true;
    return false;
  }

  private static List<Suggestion> distinct(List<Suggestion> found, int limit) {
    found.sort(
        Comparator.comparingDouble(Suggestion::score)
            .reversed()
            .thenComparing(Suggestion::text)
            .thenComparing(s -> s.id() == null ? "" : s.id().value()));
    Map<Object, Suggestion> distinct = new LinkedHashMap<>(); // segments share people and genres
    for (Suggestion one : found) {
      distinct.putIfAbsent(one.id() != null ? one.id() : List.of(one.kind(), one.text()), one);
    }
    return distinct.values().stream().limit(limit).toList();
  }

  private static Liveness liveness(LeafReader reader) {
    Bits live = reader.getLiveDocs();
    if (live == null) return (kind, reference) -> true;
    return (kind, reference) -> {
      if (kind == Suggestion.Kind.TITLE) return live.get(reference);
      try {
        return anyLive(reader, live, SegmentSuggestions.field(kind), reference);
      } catch (IOException e) {
        throw new UncheckedIOException("reading who is left of " + kind, e);
      }
    };
  }

  private static Suggestion suggestion(LeafReader reader, Match match) throws IOException {
    if (match.kind() != Suggestion.Kind.TITLE) {
      String field = SegmentSuggestions.field(match.kind());
      BytesRef value = DocValues.getSortedSet(reader, field).lookupOrd(match.reference());
      return new Suggestion(match.kind(), value.utf8ToString(), null, null, match.score());
    }
    int doc = match.reference();
    BinaryDocValues names = DocValues.getBinary(reader, Schema.NAMES);
    SortedDocValues ids = DocValues.getSorted(reader, Schema.ID);
    SortedNumericDocValues years = DocValues.getSortedNumeric(reader, Schema.filter("year"));
    if (!names.advanceExact(doc) || !ids.advanceExact(doc)) {
      throw new IllegalStateException("a document without name or id");
    }
    String name = SegmentSuggestions.names(names.binaryValue()).getFirst();
    Integer year =
        years.advanceExact(doc) ? (int) NumericUtils.sortableLongToDouble(years.nextValue()) : null;
    TitleId id = new TitleId(ids.lookupOrd(ids.ordValue()).utf8ToString());
    return new Suggestion(Suggestion.Kind.TITLE, name, id, year, match.score());
  }

  private static boolean anyLive(LeafReader reader, Bits live, String field, int ord)
      throws IOException {
    BytesRef value = BytesRef.deepCopyOf(DocValues.getSortedSet(reader, field).lookupOrd(ord));
    PostingsEnum docs = reader.postings(new Term(field, value), PostingsEnum.NONE);
    if (docs == null) return false;
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      if (live.get(doc)) return true;
    }
    return false;
  }
}

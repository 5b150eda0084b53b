package dev.kindred.index.lucene;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.FilterJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/// Filters as Lucene queries.
final class FilterQueries {
  /// A filter's leaves and values are bounded where it is read; each becomes a few clauses, and
  /// Lucene's own bound of 1,024 would refuse some that are within it.
  private static final int MAX_CLAUSES = 8 * FilterJson.MAX_TERMS;

  static {
    IndexSearcher.setMaxClauseCount(MAX_CLAUSES);
  }

  private FilterQueries() {}

  static Query query(Filter filter) {
    return switch (filter) {
      case Filter.All all -> together(all.parts(), Occur.FILTER);
      case Filter.Any any ->
          any.parts().isEmpty()
              ? new MatchNoDocsQuery("nothing asked")
              : together(any.parts(), Occur.SHOULD);
      case Filter.Not not ->
          new BooleanQuery.Builder()
              .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
              .add(query(not.part()), Occur.MUST_NOT)
              .build();
      case Filter.AnyOf leaf -> anyOf(leaf.field(), leaf.values());
      case Filter.AllOf leaf -> {
        if (leaf.values().isEmpty()) yield MatchAllDocsQuery.INSTANCE;
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        leaf.values().forEach(value -> all.add(anyOf(leaf.field(), List.of(value)), Occur.FILTER));
        yield all.build();
      }
      case Filter.Range leaf ->
          DoubleField.newRangeQuery(Schema.number(leaf.field()), lowest(leaf), highest(leaf));
      case Filter.Exists leaf -> exists(leaf.field());
      case Filter.Available leaf -> Windows.open(leaf.region(), leaf.at());
    };
  }

  private static Query together(List<Filter> parts, Occur occur) {
    if (parts.isEmpty()) return MatchAllDocsQuery.INSTANCE;
    if (parts.size() == 1) return query(parts.getFirst());
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    parts.forEach(part -> query.add(query(part), occur));
    return query.build();
  }

  private static Query anyOf(FilterField field, List<Filter.Value> values) {
    List<BytesRef> texts = new ArrayList<>();
    List<BytesRef> flags = new ArrayList<>();
    List<Double> numbers = new ArrayList<>();
    for (Filter.Value value : values) {
      switch (value) {
        case Filter.Text text -> texts.add(new BytesRef(text.value()));
        case Filter.Flag flag -> flags.add(new BytesRef(Boolean.toString(flag.value())));
        case Filter.Decimal number -> numbers.add(Schema.plain(number.value()));
      }
    }
    List<Query> parts = new ArrayList<>();
    if (!texts.isEmpty()) parts.add(new TermInSetQuery(Schema.filter(field), texts));
    if (!flags.isEmpty()) parts.add(new TermInSetQuery(Schema.flag(field), flags));
    if (!numbers.isEmpty()) {
      parts.add(
          DoubleField.newSetQuery(
              Schema.number(field), numbers.stream().mapToDouble(Double::doubleValue).toArray()));
    }
    return disjunction(parts);
  }

  private static Query exists(FilterField field) {
    if (field.type() != FilterField.Type.FREE) return new FieldExistsQuery(Schema.filter(field));
    return disjunction(
        Stream.of(Schema.filter(field), Schema.number(field), Schema.flag(field))
            .<Query>map(FieldExistsQuery::new)
            .toList());
  }

  private static Query disjunction(List<Query> parts) {
    if (parts.isEmpty()) return new MatchNoDocsQuery("nothing asked");
    if (parts.size() == 1) return parts.getFirst();
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    parts.forEach(part -> any.add(part, Occur.SHOULD));
    return any.build();
  }

  private static double lowest(Filter.Range range) {
    Filter.Bound bound = range.lower();
    if (bound == null) return Double.NEGATIVE_INFINITY;
    return bound.edge() == Filter.Edge.INCLUSIVE
        ? Schema.plain(bound.value())
        : DoublePoint.nextUp(Schema.plain(bound.value()));
  }

  private static double highest(Filter.Range range) {
    Filter.Bound bound = range.upper();
    if (bound == null) return Double.POSITIVE_INFINITY;
    return bound.edge() == Filter.Edge.INCLUSIVE
        ? Schema.plain(bound.value())
        : DoublePoint.nextDown(Schema.plain(bound.value()));
  }
}

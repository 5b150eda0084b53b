package dev.kindred.index.lucene;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.VectorField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.StoredFields;

/// What the documents of one segment were indexed with, read in ascending order. Used by one
/// thread.
final class StoredTitles {
  private final NumericDocValues keys;
  private final NumericDocValues seqs;
  private final StoredFields stored;
  private final Map<VectorField, Column> vectors = new EnumMap<>(VectorField.class);

  private record Column(FloatVectorValues values, KnnVectorValues.DocIndexIterator iterator) {}

  StoredTitles(LeafReader reader) throws IOException {
    keys = DocValues.getNumeric(reader, Schema.KEY);
    seqs = DocValues.getNumeric(reader, Schema.SEQ);
    stored = reader.storedFields();
    for (VectorField field : VectorField.CONTENT) {
      FloatVectorValues values = reader.getFloatVectorValues(Schema.vector(field));
      if (values != null) vectors.put(field, new Column(values, values.iterator()));
    }
  }

  TitleKey key(int doc) throws IOException {
    if (!keys.advanceExact(doc)) throw new IllegalStateException("a document without key");
    return new TitleKey((int) keys.longValue());
  }

  /// The title with its content vectors.
  ///
  /// @throws UnreadableTitleException when today's rules for titles refuse it
  IndexedTitle title(int doc, TitleKey key) {
    try {
      TitleDocument document =
          Schema.document(
              key, stored.document(doc, Set.of(Schema.SOURCE)).getBinaryValue(Schema.SOURCE));
      if (document == null) throw new UnreadableTitleException();
      Map<VectorField, float[]> found = new EnumMap<>(VectorField.class);
      for (Map.Entry<VectorField, Column> column : vectors.entrySet()) {
        var iterator = column.getValue().iterator();
        int at = iterator.docID() < doc ? iterator.advance(doc) : iterator.docID();
        if (at == doc)
          found.put(
              column.getKey(), column.getValue().values().vectorValue(iterator.index()).clone());
      }
      long seq = seqs.advanceExact(doc) ? seqs.longValue() : 0;
      return new IndexedTitle(key, document.title(), document.profile(), found, seq);
    } catch (IOException e) {
      throw new UncheckedIOException("reading a title of the index", e);
    }
  }

  /// A title that stays in the index as it is, and nothing can be said of.
  static final class UnreadableTitleException extends RuntimeException {}
}

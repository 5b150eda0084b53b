package dev.kindred.index.lucene;

import dev.kindred.index.VectorField;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.jspecify.annotations.Nullable;

/// The sketches of a whole index: one a segment and field. Thread-safe.
final class VectorSketches {
  /// Up to this many vectors the full ones are compared at once: it costs less than one
  /// millisecond.
  static final int ABOVE = 4_096;

  private final int graphAbove;
  private final Map<VectorField, PerSegment<VectorSketch>> sketches = new ConcurrentHashMap<>();

  /// @param graphAbove titles above which graphs are walked, and nothing needs a sketch
  VectorSketches(int graphAbove) {
    this.graphAbove = graphAbove;
  }

  private static PerSegment<VectorSketch> of(VectorField field) {
    return new PerSegment<>(
        reader -> VectorSketch.of(reader.getFloatVectorValues(Schema.vector(field))));
  }

  /// Makes what is missing for a reader.
  void warm(IndexReader reader) throws IOException {
    if (reader.numDocs() > graphAbove) return;
    for (LeafReaderContext leaf : reader.leaves()) {
      for (VectorField field : VectorField.values()) {
        FloatVectorValues values = leaf.reader().getFloatVectorValues(Schema.vector(field));
        if (values != null) of(leaf.reader(), field, values);
      }
    }
  }

  /// The sketch of a segment's vectors; null when they are too few to need one.
  @Nullable VectorSketch of(LeafReader reader, VectorField field, FloatVectorValues values) {
    return values.size() <= ABOVE
        ? null
        : sketches.computeIfAbsent(field, VectorSketches::of).of(reader);
  }
}

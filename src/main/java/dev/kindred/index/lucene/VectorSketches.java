package dev.kindred.index.lucene;

import dev.kindred.index.VectorField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.jspecify.annotations.Nullable;

/// The sketches of a whole index: one a segment and field, made once when first needed, so a
/// changed title costs only its small new segment. Thread-safe.
final class VectorSketches {
  /// Up to this many vectors the full ones are compared at once: it costs less than one
  /// millisecond.
  static final int ABOVE = 4_096;

  private record Place(IndexReader.CacheKey segment, VectorField field) {}

  private final int graphAbove;
  private final Map<Place, VectorSketch> sketches = new ConcurrentHashMap<>();

  /// @param graphAbove titles above which graphs are walked, and nothing needs a sketch
  VectorSketches(int graphAbove) {
    this.graphAbove = graphAbove;
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
    if (values.size() <= ABOVE) return null;
    IndexReader.CacheHelper helper = reader.getCoreCacheHelper();
    Place place = new Place(helper.getKey(), field);
    VectorSketch known = sketches.get(place);
    if (known != null) return known;
    return sketches.computeIfAbsent(
        place,
        p -> {
          try {
            VectorSketch sketch = VectorSketch.of(values.copy());
            helper.addClosedListener(key -> sketches.remove(new Place(key, field)));
            return sketch;
          } catch (IOException e) {
            throw new UncheckedIOException("reading the vectors of a segment", e);
          }
        });
  }
}

package dev.kindred.index.lucene;

import dev.kindred.index.IndexOptions;
import java.util.concurrent.ExecutorService;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/// How segments are written. Reading needs none of this: each segment names its own formats.
final class Codecs {
  /// The name of the format that ranks by the vectors as they are.
  static final String FULL_PRECISION = new Lucene99HnswVectorsFormat().getName();

  private Codecs() {}

  /// For a live index: graphs on segments of more than `graphAbove` titles.
  static Codec live(IndexOptions options) {
    return codec(vectors(options, 1, null, options.graphAbove()));
  }

  /// For the first half of a bulk load: vectors only, no graphs.
  static Codec withoutGraphs(IndexOptions options) {
    return codec(vectors(options, 1, null, Integer.MAX_VALUE));
  }

  /// For the one merge that ends a bulk load: graphs built by several workers.
  static Codec merging(IndexOptions options, ExecutorService workers) {
    return options.mergeWorkers() == 1
        ? live(options)
        : codec(vectors(options, options.mergeWorkers(), workers, options.graphAbove()));
  }

  private static Codec codec(KnnVectorsFormat vectors) {
    return new Lucene104Codec() {
      @Override
      public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
      }
    };
  }

  private static KnnVectorsFormat vectors(
      IndexOptions options, int workers, @Nullable ExecutorService executor, int tinySegment) {
    return switch (options.vectorFormat()) {
      case FLOAT32 ->
          new Lucene99HnswVectorsFormat(
              options.maxConn(), options.beamWidth(), workers, executor, tinySegment);
      case INT8 -> quantised(ScalarEncoding.UNSIGNED_BYTE, options, workers, executor, tinySegment);
      case INT7 -> quantised(ScalarEncoding.SEVEN_BIT, options, workers, executor, tinySegment);
      case INT4 -> quantised(ScalarEncoding.PACKED_NIBBLE, options, workers, executor, tinySegment);
      case INT2 ->
          quantised(ScalarEncoding.DIBIT_QUERY_NIBBLE, options, workers, executor, tinySegment);
      case INT1 ->
          quantised(
              ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE, options, workers, executor, tinySegment);
    };
  }

  private static KnnVectorsFormat quantised(
      ScalarEncoding encoding,
      IndexOptions options,
      int workers,
      @Nullable ExecutorService executor,
      int tinySegment) {
    return new Lucene104HnswScalarQuantizedVectorsFormat(
        encoding, options.maxConn(), options.beamWidth(), workers, executor, tinySegment);
  }
}

package dev.kindred.index.lucene;

import java.io.IOException;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/// The vectors of one field of one segment in two bits a dimension, to find out quickly which of
/// them are worth comparing in full.
///
/// A vector `v` is taken relative to the mean `c` of all: `x = v - c`. Each component becomes one
/// of four evenly spaced levels `u` in 0..3, standing for `(u - 1.5) * step`, where the step of
/// 0.996 standard deviations is the best for four levels of a normal distribution (Max, IRE
/// Transactions on Information Theory 1960). With `w = |x|² / Σ x (u - 1.5)`, which takes the
/// shrinking out of the projection (as RaBitQ does with one bit: Gao and Long, SIGMOD 2024), the
/// dot product with a query `q` is about
///
/// `x·c + w Σ (u - 1.5) (q - c)`, and the same constant for all.
///
/// The query's components are rounded to four bits, so the sum is eight conjunctions and bit counts
/// a word of 64 dimensions. The bits lie in blocks of [#BLOCK] vectors, word by word, so that
/// neighbouring vectors fill the lanes of one instruction. 106 bytes a vector of 384 dimensions, a
/// fourteenth of the vector itself. Immutable.
final class VectorSketch {
  private static final int BLOCK = 256;
  private static final VectorSpecies<Long> LANES = LongVector.SPECIES_PREFERRED;
  private static final int QUERY_BITS = 4;
  private static final int QUERY_LEVELS = (1 << QUERY_BITS) - 1;
  private static final double STEP = 0.996;
  private static final double MIDDLE = 1.5;

  private final int size;
  private final int dimensions;
  private final int words;
  private final float[] mean;

  /// The document of each vector; null where every document has one.
  private final int @Nullable [] docs;

  /// Of each block: for each word the low bits of all its vectors, then the high bits.
  private final long[] bits;

  private final float[] weights;
  private final float[] offsets;
  private final short[] levelSums;

  private VectorSketch(FloatVectorValues values) throws IOException {
    size = values.size();
    dimensions = values.dimension();
    words = (dimensions + Long.SIZE - 1) / Long.SIZE;
    mean = mean(values);
    docs = values.ordToDoc(size - 1) == size - 1 ? null : docs(values);
    int blocks = (size + BLOCK - 1) / BLOCK;
    bits = new long[Math.multiplyExact(blocks, 2 * words * BLOCK)];
    weights = new float[blocks * BLOCK];
    offsets = new float[blocks * BLOCK];
    levelSums = new short[blocks * BLOCK];
    float[] apart = new float[dimensions];
    for (int ord = 0; ord < size; ord++) put(ord, values.vectorValue(ord), apart);
  }

  /// @param values one at least
  static VectorSketch of(FloatVectorValues values) throws IOException {
    return new VectorSketch(values);
  }

  private static int[] docs(FloatVectorValues values) {
    int[] docs = new int[values.size()];
    for (int ord = 0; ord < docs.length; ord++) docs[ord] = values.ordToDoc(ord);
    return docs;
  }

  private static float[] mean(FloatVectorValues values) throws IOException {
    double[] sum = new double[values.dimension()];
    for (int ord = 0; ord < values.size(); ord++) {
      float[] vector = values.vectorValue(ord);
      for (int d = 0; d < sum.length; d++) sum[d] += vector[d];
    }
    float[] mean = new float[sum.length];
    for (int d = 0; d < sum.length; d++) mean[d] = (float) (sum[d] / values.size());
    return mean;
  }

  private void put(int ord, float[] vector, float[] apart) {
    double norm = 0;
    double offset = 0;
    for (int d = 0; d < dimensions; d++) {
      float x = vector[d] - mean[d];
      apart[d] = x;
      norm += x * x;
      offset += x * mean[d];
    }
    double perStep = 1 / (STEP * Math.sqrt(norm / dimensions));
    double projection = 0;
    int levels = 0;
    int at = (ord / BLOCK) * 2 * words * BLOCK + ord % BLOCK;
    for (int d = 0; d < dimensions; d++) {
      int level = norm == 0 ? 0 : (int) Math.clamp(Math.floor(apart[d] * perStep) + 2, 0, 3);
      projection += apart[d] * (level - MIDDLE);
      levels += level;
      int word = at + (d / Long.SIZE) * 2 * BLOCK;
      bits[word] |= (long) (level & 1) << d;
      bits[word + BLOCK] |= (long) (level >>> 1) << d;
    }
    weights[ord] = projection == 0 ? 0 : (float) (norm / projection);
    offsets[ord] = (float) offset;
    levelSums[ord] = (short) levels;
  }

  /// The documents, ascending, of those vectors whose estimated dot product with `query` is
  /// greatest.
  ///
  /// @param count how many at most
  /// @param admitted documents that may be found; null for all
  int[] best(float[] query, int count, @Nullable Bits admitted) {
    Rounded rounded = new Rounded(query);
    Greatest best = new Greatest(Math.min(count, size));
    long[] sums = new long[BLOCK];
    float[] estimates = new float[BLOCK];
    for (int from = 0; from < size; from += BLOCK) {
      rounded.multiply(from / BLOCK, sums);
      rounded.estimate(from, sums, estimates);
      int last = Math.min(BLOCK, size - from);
      for (int i = 0; i < last; i++) {
        if (estimates[i] <= best.least()) continue;
        int doc = docs == null ? from + i : docs[from + i];
        if (admitted == null || admitted.get(doc)) best.add(estimates[i], doc);
      }
    }
    return best.places();
  }

  /// A query relative to the mean, its components in [#QUERY_BITS] bits.
  private final class Rounded {
    private final long[] planes = new long[words * QUERY_BITS];
    private final float lowest;
    private final float step;
    private final float middle;

    Rounded(float[] query) {
      float[] apart = new float[dimensions];
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int d = 0; d < dimensions; d++) {
        apart[d] = query[d] - mean[d];
        low = Math.min(low, apart[d]);
        high = Math.max(high, apart[d]);
      }
      lowest = low;
      step = high == low ? 1 : (high - low) / QUERY_LEVELS;
      double sum = 0;
      for (int d = 0; d < dimensions; d++) {
        int level = Math.round((apart[d] - lowest) / step);
        sum += lowest + step * level;
        for (int bit = 0; bit < QUERY_BITS; bit++)
          planes[(d / Long.SIZE) * QUERY_BITS + bit] |= (long) (level >>> bit & 1) << d;
      }
      middle = (float) (MIDDLE * sum);
    }

    /// The products of the levels of one block's vectors with the query's. This loop is most of the
    /// cost: explicit vector instructions are five times as fast here as what the compiler makes of
    /// plain ones, because the sums stay in registers.
    void multiply(int block, long[] sums) {
      int first = block * 2 * words * BLOCK;
      for (int i = 0; i < BLOCK; i += LANES.length()) {
        LongVector sum = LongVector.zero(LANES);
        for (int word = 0; word < words; word++) {
          int at = first + word * 2 * BLOCK + i;
          LongVector low = LongVector.fromArray(LANES, bits, at);
          LongVector high = LongVector.fromArray(LANES, bits, at + BLOCK);
          int plane = word * QUERY_BITS;
          long p0 = planes[plane];
          long p1 = planes[plane + 1];
          long p2 = planes[plane + 2];
          long p3 = planes[plane + 3];
          sum =
              sum.add(common(low, p0))
                  .add(twice(common(low, p1).add(common(high, p0)), 1))
                  .add(twice(common(low, p2).add(common(high, p1)), 2))
                  .add(twice(common(low, p3).add(common(high, p2)), 3))
                  .add(twice(common(high, p3), 4));
        }
        sum.intoArray(sums, i);
      }
    }

    private static LongVector common(LongVector vector, long plane) {
      return vector.and(plane).lanewise(VectorOperators.BIT_COUNT);
    }

    private static LongVector twice(LongVector counts, int times) {
      return counts.lanewise(VectorOperators.LSHL, times);
    }

    void estimate(int from, long[] sums, float[] estimates) {
      for (int i = 0; i < BLOCK; i++) {
        float product = lowest * levelSums[from + i] + step * (int) sums[i] - middle;
        estimates[i] = offsets[from + i] + weights[from + i] * product;
      }
    }
  }
}

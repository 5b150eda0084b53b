package dev.kindred.index.lucene;

import java.io.IOException;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.store.IndexInput;

/// Vectors in a file one after the other, each of one document of a segment: what a merge reads.
final class FileVectors extends FloatVectorValues {
  private final IndexInput in;
  private final int dimension;
  private final int[] docs;
  private final int maxDoc;
  private final float[] value;

  /// @param docs ascending
  /// @param maxDoc documents of the segment
  FileVectors(IndexInput in, int dimension, int[] docs, int maxDoc) {
    this.in = in;
    this.dimension = dimension;
    this.docs = docs;
    this.maxDoc = maxDoc;
    this.value = new float[dimension];
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int size() {
    return docs.length;
  }

  @Override
  public int ordToDoc(int ord) {
    return docs[ord];
  }

  @Override
  public float[] vectorValue(int ord) throws IOException {
    in.seek((long) ord * dimension * Float.BYTES);
    in.readFloats(value, 0, dimension);
    return value;
  }

  @Override
  public DocIndexIterator iterator() {
    return docs.length == maxDoc ? createDenseIterator() : createSparseIterator();
  }

  @Override
  public FileVectors copy() {
    return new FileVectors(in.clone(), dimension, docs, maxDoc);
  }
}

package dev.kindred.index.lucene;

import dev.kindred.index.VectorField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DocValuesSkipIndexType;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.FilterCodecReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.jspecify.annotations.Nullable;

/// A segment with other taste vectors than it has, for a merge.
final class TasteReader extends FilterCodecReader {
  private static final String TASTE = Schema.vector(VectorField.TASTE);

  private final FieldInfos fields;
  private final FileVectors taste;

  TasteReader(CodecReader segment, FileVectors taste) {
    super(segment);
    this.taste = taste;
    this.fields = fields(segment.getFieldInfos(), taste);
  }

  private static FieldInfos fields(FieldInfos before, FileVectors taste) {
    List<FieldInfo> after = new ArrayList<>();
    int number = -1;
    for (FieldInfo field : before) {
      number = Math.max(number, field.number);
      if (!field.name.equals(TASTE)) after.add(field);
    }
    if (taste.size() > 0) after.add(field(number + 1, taste.dimension()));
    return new FieldInfos(after.toArray(new FieldInfo[0]));
  }

  private static FieldInfo field(int number, int dimension) {
    return new FieldInfo(
        TASTE,
        number,
        false,
        false,
        false,
        IndexOptions.NONE,
        DocValuesType.NONE,
        DocValuesSkipIndexType.NONE,
        -1,
        Map.of(),
        0,
        0,
        0,
        dimension,
        VectorEncoding.FLOAT32,
        Schema.similarity(VectorField.TASTE),
        false,
        false);
  }

  @Override
  public FieldInfos getFieldInfos() {
    return fields;
  }

  @Override
  public KnnVectorsReader getVectorReader() {
    return new Vectors(super.getVectorReader());
  }

  @Override
  public @Nullable CacheHelper getCoreCacheHelper() {
    return null; // it is read once
  }

  @Override
  public @Nullable CacheHelper getReaderCacheHelper() {
    return null;
  }

  /// The graphs of the other fields are there too, so that a merge need not build them.
  private final class Vectors extends KnnVectorsReader implements HnswGraphProvider {
    private final @Nullable KnnVectorsReader others;

    Vectors(@Nullable KnnVectorsReader others) {
      this.others = others;
    }

    @Override
    public @Nullable FloatVectorValues getFloatVectorValues(String field) throws IOException {
      if (field.equals(TASTE)) return taste.copy();
      return others == null ? null : others.getFloatVectorValues(field);
    }

    @Override
    public @Nullable HnswGraph getGraph(String field) throws IOException {
      if (field.equals(TASTE)) return null;
      KnnVectorsReader of =
          others instanceof PerFieldKnnVectorsFormat.FieldsReader each
              ? each.getFieldReader(field)
              : others;
      return of instanceof HnswGraphProvider provider ? provider.getGraph(field) : null;
    }

    @Override
    public void checkIntegrity() throws IOException {
      if (others != null) others.checkIntegrity();
    }

    @Override
    public @Nullable ByteVectorValues getByteVectorValues(String field) {
      return null;
    }

    @Override
    public void search(String field, float[] target, KnnCollector best, AcceptDocs accept) {
      throw new UnsupportedOperationException("a merge does not search");
    }

    @Override
    public void search(String field, byte[] target, KnnCollector best, AcceptDocs accept) {
      throw new UnsupportedOperationException("a merge does not search");
    }

    @Override
    public void close() {} // the segment closes its own
  }
}

package dev.kindred.index.lucene;

import dev.kindred.index.BulkLoad;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.IndexedTitle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SlowCodecReaderWrapper;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/// A bulk load in two halves: titles are written without graphs into a folder of their own, then
/// all of it is merged once, into one segment, with several workers building the graphs: half the
/// CPU of building graphs while streaming and merging them again and again.
final class LuceneBulkLoad implements BulkLoad {
  private static final double BUFFER_MIB = 128;

  private final LuceneIndexHome home;
  private final Generation generation;
  private final IndexOptions options;
  private final Path building;
  private final Schema schema;
  private final Analyzers analyzers;
  private final Directory staging;
  private final IndexWriter writer;
  private boolean finished;

  LuceneBulkLoad(LuceneIndexHome home, Generation generation, IndexOptions options, Path building)
      throws IOException {
    this.home = home;
    this.generation = generation;
    this.options = options;
    this.building = building;
    this.analyzers = new Analyzers(generation.language());
    this.schema = new Schema(analyzers);
    this.staging = FSDirectory.open(building.resolve(LuceneIndexHome.STAGING));
    this.writer =
        new IndexWriter(
            staging,
            OneSegment.config(analyzers, Codecs.withoutGraphs(options))
                .setRAMBufferSizeMB(BUFFER_MIB));
  }

  @Override
  public Generation generation() {
    return generation;
  }

  @Override
  public void add(IndexedTitle title) {
    try {
      writer.addDocument(schema.document(title));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void finish(long seq) {
    try {
      try (DirectoryReader staged = DirectoryReader.open(writer)) { // uncommitted: nothing to sync
        List<CodecReader> segments = new ArrayList<>();
        for (LeafReaderContext leaf : staged.leaves())
          segments.add(SlowCodecReaderWrapper.wrap(leaf.reader()));
        OneSegment.write(building, segments, analyzers, options, seq);
      }
      writer.rollback();
      staging.close();
      home.complete(generation, building);
      finished = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    if (finished) return;
    try {
      writer.rollback();
      staging.close();
      DurableFiles.deleteTree(building);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("building generation " + generation.id(), e);
  }
}

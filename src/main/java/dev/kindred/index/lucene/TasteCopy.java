package dev.kindred.index.lucene;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.TasteModel;
import dev.kindred.index.TasteVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SlowCodecReaderWrapper;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.IOUtils;

/// Copies an index into one segment with other taste vectors. All of them are made first, by
/// several workers, into a file a segment, so that a large index needs no memory for them; then the
/// segments are merged as if these had always been theirs, which takes postings, stored fields,
/// other vectors and their graphs over as they are.
final class TasteCopy implements AutoCloseable {
  /// Titles handed to a worker at a time, and such portions in flight.
  private static final int PORTION = 256;

  private static final int AHEAD = 16;

  private final Path building;
  private final TasteModel taste;
  private final TasteVectors vectors;
  private final IndexOptions options;
  private final Directory staging;
  private final List<IndexInput> inputs = new ArrayList<>();

  TasteCopy(Path building, TasteModel taste, TasteVectors vectors, IndexOptions options)
      throws IOException {
    this.building = building;
    this.taste = taste;
    this.vectors = vectors;
    this.options = options;
    this.staging = FSDirectory.open(building.resolve(LuceneIndexHome.STAGING));
  }

  void run(List<LeafReaderContext> leaves, Analyzers analyzers, long seq) throws IOException {
    List<CodecReader> segments = new ArrayList<>();
    for (LeafReaderContext leaf : leaves) {
      FileVectors made = make(leaf);
      segments.add(new TasteReader(SlowCodecReaderWrapper.wrap(leaf.reader()), made));
    }
    OneSegment.write(building, segments, analyzers, options, seq);
  }

  private FileVectors make(LeafReaderContext leaf) throws IOException {
    LeafReader reader = leaf.reader();
    String file = "taste-" + leaf.ord;
    int[] docs = new int[reader.maxDoc()];
    int size = 0;
    ExecutorService workers =
        Executors.newFixedThreadPool(options.mergeWorkers(), OneSegment.WORKERS);
    try (IndexOutput out = staging.createOutput(file, IOContext.DEFAULT)) {
      Queue<Future<List<Made>>> portions = new ArrayDeque<>();
      for (int from = 0; from < reader.maxDoc(); from += PORTION) {
        int first = from;
        portions.add(workers.submit(() -> portion(reader, first)));
        if (portions.size() > AHEAD) size = write(portions.remove(), out, docs, size);
      }
      while (!portions.isEmpty()) size = write(portions.remove(), out, docs, size);
    } finally {
      workers.shutdownNow();
    }
    IndexInput in = staging.openInput(file, IOContext.DEFAULT);
    inputs.add(in);
    return new FileVectors(in, taste.dimensions(), Arrays.copyOf(docs, size), reader.maxDoc());
  }

  /// The vector of a document.
  private static final class Made {
    final int doc;
    final float[] vector;

    Made(int doc, float[] vector) {
      this.doc = doc;
      this.vector = vector;
    }
  }

  private List<Made> portion(LeafReader reader, int from) throws IOException {
    StoredTitles titles = new StoredTitles(reader);
    Bits live = reader.getLiveDocs();
    List<Made> made = new ArrayList<>(PORTION);
    for (int doc = from; doc < Math.min(reader.maxDoc(), from + PORTION); doc++) {
      if (live != null && !live.get(doc)) continue;
      int at = doc;
      TitleKey key = titles.key(at);
      Optional<float[]> vector;
      try {
        vector = vectors.of(key, () -> titles.title(at, key));
      } catch (StoredTitles.UnreadableTitleException e) {
        continue; // its row was logged, and is to be seen in no answer anyway
      }
      if (vector.isEmpty()) continue;
      if (vector.get().length != taste.dimensions())
        throw new IllegalStateException(
            "the taste vector of title " + key + " has " + vector.get().length + " dimensions");
      made.add(new Made(doc, vector.get()));
    }
    return made;
  }

  /// @return how many documents have a vector now
  private static int write(Future<List<Made>> portion, IndexOutput out, int[] docs, int size)
      throws IOException {
    int count = size;
    for (Made made : result(portion)) {
      for (float value : made.vector) out.writeInt(Float.floatToRawIntBits(value));
      docs[count++] = made.doc;
    }
    return count;
  }

  private static List<Made> result(Future<List<Made>> portion) throws IOException {
    try {
      return portion.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while copying an index");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) throw failure.getCause();
      if (e.getCause() instanceof IOException failure) throw failure;
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IllegalStateException("no taste vectors could be made", e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(inputs);
    staging.close();
  }
}

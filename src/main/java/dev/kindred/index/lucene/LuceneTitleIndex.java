package dev.kindred.index.lucene;

import dev.kindred.catalogue.Filter;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexChange;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.TasteModel;
import dev.kindred.index.TasteVectors;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.PerFieldSimilarityWrapper;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/// One Lucene generation, open. Searches see near-real-time snapshots of the writer.
final class LuceneTitleIndex implements TitleIndex {
  private static final String COMMITTED = "seq";

  private final Generation generation;
  private final IndexOptions options;
  private final Analyzers analyzers;
  private final Schema schema;
  private final Suggestions suggestions;
  private final VectorSketches sketches;
  private final PerSegment<KeyedDocs> keyed = new PerSegment<>(KeyedDocs::of);
  private final BestScores bestScores = new BestScores();
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  LuceneTitleIndex(Generation generation, Path folder, IndexOptions options) throws IOException {
    this.generation = generation;
    this.options = options;
    this.analyzers = new Analyzers(generation.language());
    this.schema = new Schema(analyzers);
    this.suggestions = new Suggestions(analyzers);
    this.sketches = new VectorSketches(options.graphAbove());
    this.directory = FSDirectory.open(folder);
    IndexWriterConfig config = new IndexWriterConfig(analyzers.perField());
    config.setOpenMode(IndexWriterConfig.OpenMode.APPEND);
    config.setCodec(Codecs.live(options));
    config.setSimilarity(SIMILARITY);
    config.setCommitOnClose(false);
    IndexWriter opened = null;
    try {
      opened = new IndexWriter(directory, config);
      this.writer = opened;
      this.searchers =
          new SearcherManager(
              writer,
              new SearcherFactory() {
                @Override
                public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous)
                    throws IOException {
                  if (previous != null) warm(reader);
                  IndexSearcher searcher = new IndexSearcher(reader);
                  searcher.setSimilarity(SIMILARITY);
                  return searcher;
                }
              });
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(opened, directory); // else the write lock stays held
      throw e;
    }
  }

  /// Names are short on purpose: their length says little, so it is normalised less.
  static final Similarity SIMILARITY =
      new PerFieldSimilarityWrapper() {
        private final Similarity text = new BM25Similarity(1.2f, 0.75f);
        private final Similarity name = new BM25Similarity(1.2f, 0.3f);

        @Override
        public Similarity get(String field) {
          return switch (field) {
            case Schema.NAME, Schema.ALIASES, Schema.PEOPLE -> name;
            default -> text;
          };
        }
      };

  @Override
  public Generation generation() {
    return generation;
  }

  @Override
  public TitleSearcher acquire() {
    try {
      return new LuceneTitleSearcher(
          searchers, generation, analyzers, suggestions, sketches, keyed, bestScores, options);
    } catch (IOException e) {
      throw failed("searching", e);
    }
  }

  @Override
  public void apply(List<IndexChange> changes) {
    try {
      for (IndexChange change : changes) {
        switch (change) {
          case IndexChange.Upsert upsert ->
              writer.updateDocument(
                  Schema.term(upsert.title().key()), schema.document(upsert.title()));
          case IndexChange.Remove remove -> writer.deleteDocuments(Schema.term(remove.key()));
        }
      }
    } catch (IOException e) {
      throw failed("writing", e);
    }
  }

  @Override
  public void refresh() {
    try {
      searchers.maybeRefreshBlocking();
    } catch (IOException e) {
      throw failed("refreshing", e);
    }
  }

  @Override
  public void commit(long seq) {
    try {
      commit(writer, seq);
    } catch (IOException e) {
      throw failed("committing", e);
    }
  }

  static void commit(IndexWriter writer, long seq) throws IOException {
    writer.setLiveCommitData(Map.of(COMMITTED, Long.toString(seq)).entrySet());
    writer.commit();
  }

  @Override
  public long committedSeq() {
    var data = writer.getLiveCommitData();
    if (data != null) {
      for (Map.Entry<String, String> entry : data) {
        if (entry.getKey().equals(COMMITTED)) return Long.parseLong(entry.getValue());
      }
    }
    return 0;
  }

  /// Copies what is visible now into a folder, with other taste vectors.
  void copy(Path building, TasteModel taste, TasteVectors vectors) throws IOException {
    long seq = committedSeq(); // before the refresh, which shows at least as much
    searchers.maybeRefreshBlocking();
    IndexSearcher searcher = searchers.acquire();
    try (TasteCopy copy = new TasteCopy(building, taste, vectors, options)) {
      copy.run(searcher.getIndexReader().leaves(), analyzers, seq);
    } finally {
      searchers.release(searcher);
    }
  }

  @Override
  public void verify() {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        Integrity.verify(searcher.getIndexReader());
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw failed("verifying", e);
    }
  }

  @Override
  public long size() {
    try (TitleSearcher searcher = acquire()) {
      return searcher.count(Filter.NONE);
    }
  }

  @Override
  public void warm() {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        warm(searcher.getIndexReader());
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw failed("warming", e);
    }
  }

  private void warm(IndexReader reader) throws IOException {
    sketches.warm(reader);
    suggestions.warm(reader);
    for (LeafReaderContext leaf : reader.leaves()) {
      var _ = keyed.of(leaf.reader());
    }
  }

  /// Closes without committing: what was applied since the last commit is applied again from the
  /// store.
  @Override
  public void close() {
    try {
      IOUtils.close(searchers, writer, directory);
    } catch (IOException e) {
      throw failed("closing", e);
    }
  }

  private UncheckedIOException failed(String what, IOException e) {
    return Integrity.failure(what + " generation " + generation.id(), e);
  }
}

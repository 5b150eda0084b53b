package dev.kindred.index.lucene;

import dev.kindred.index.IndexOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/// Many segments as the only one of a new index: what ends a build.
final class OneSegment {
  /// Of threads that build, beside searches and writes.
  static final ThreadFactory WORKERS =
      Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("merge-", 0).factory();

  private OneSegment() {}

  /// Of a writer that merges only when it is told to.
  static IndexWriterConfig config(Analyzers analyzers, Codec codec) {
    return new IndexWriterConfig(analyzers.perField())
        .setCodec(codec)
        .setSimilarity(LuceneTitleIndex.SIMILARITY)
        .setUseCompoundFile(false)
        .setMergePolicy(NoMergePolicy.INSTANCE)
        .setCommitOnClose(false);
  }

  /// Merges segments into the index of a folder that is being built, several workers at the graphs,
  /// and commits it.
  static void write(
      Path building,
      List<CodecReader> segments,
      Analyzers analyzers,
      IndexOptions options,
      long seq)
      throws IOException {
    try (ExecutorService workers = Executors.newFixedThreadPool(options.mergeWorkers(), WORKERS);
        Directory target = FSDirectory.open(building.resolve(LuceneIndexHome.LUCENE));
        IndexWriter merged =
            new IndexWriter(
                target,
                config(analyzers, Codecs.merging(options, workers))
                    .setMergeScheduler(new SerialMergeScheduler()))) {
      if (!segments.isEmpty()) merged.addIndexes(segments.toArray(new CodecReader[0]));
      LuceneTitleIndex.commit(merged, seq);
    }
  }
}

package dev.kindred.index;

/// Fills a new generation. One title at a time from any thread; closing without [#finish] discards
/// it.
public interface BulkLoad extends AutoCloseable {
  Generation generation();

  void add(IndexedTitle title);

  /// Merges to one segment, builds the graphs, makes it durable and complete.
  ///
  /// @param seq the change up to which the generation is current
  void finish(long seq);

  /// Discards the generation unless it was finished.
  @Override
  void close();
}

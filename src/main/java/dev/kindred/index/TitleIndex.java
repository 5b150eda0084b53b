package dev.kindred.index;

import java.util.List;

/// One generation, open for reading and writing. Writes come from one thread; reads from any. I/O
/// failures are [java.io.UncheckedIOException].
public interface TitleIndex extends AutoCloseable {
  Generation generation();

  /// A snapshot of what the last [#refresh] made visible; close it after use. Never waits for
  /// writes.
  TitleSearcher acquire();

  /// Applies changes in the order of their seq; visible after [#refresh], durable after [#commit].
  void apply(List<IndexChange> changes);

  /// Makes everything applied visible to later snapshots.
  void refresh();

  /// Makes everything applied durable, together with the seq up to which it is current.
  void commit(long seq);

  /// The seq of the last commit: where catching up starts after a restart.
  long committedSeq();

  /// Builds what the first searches would otherwise wait for; may take a second and run beside
  /// them.
  void warm();

  /// Reads every file of what is visible now and compares it with its checksum; takes as long as
  /// the disk does, and may run beside searches and writes.
  ///
  /// @throws DamagedGenerationException naming the first file that is not as it was written
  void verify();

  /// Titles visible now.
  long size();

  @Override
  void close();
}

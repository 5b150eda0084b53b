package dev.kindred.ingestion;

import dev.kindred.index.TitleSearcher;
import java.util.Optional;
import java.util.function.Supplier;

/// Has two generations answer the same queries, and keeps how a rebuild ended. Ingestion does not
/// search; who does fills this in.
public interface AnswerComparison {
  /// Compares nothing and keeps nothing.
  AnswerComparison NONE =
      new AnswerComparison() {
        @Override
        public Optional<AnswerOverlap> compare(
            Supplier<TitleSearcher> live, Supplier<TitleSearcher> fresh, Progress progress) {
          return Optional.empty();
        }

        @Override
        public void ended(Rebuilt rebuilt) {}
      };

  /// The overlap of the answers; empty when there is nothing to ask. Answering also warms the new
  /// generation.
  ///
  /// @param live a new snapshot of the live generation at each call
  /// @param fresh likewise of the new one
  Optional<AnswerOverlap> compare(
      Supplier<TitleSearcher> live, Supplier<TitleSearcher> fresh, Progress progress);

  /// A rebuild took over or was refused. A failure here changes nothing.
  void ended(Rebuilt rebuilt);
}

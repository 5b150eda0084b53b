package dev.kindred.ingestion;

/// Where long work tells how far it is: a bar on the console, or a job. One thread at a time.
/// [#start] and [#step] may throw [java.util.concurrent.CancellationException], which ends the work
/// and undoes what it left unfinished.
public interface Progress {
  /// A total that is not known beforehand.
  long UNKNOWN = -1;

  /// Tells nobody.
  Progress SILENT =
      new Progress() {
        @Override
        public void start(String what, long total) {}

        @Override
        public void step(long n) {}

        @Override
        public void end() {}
      };

  /// Begins a part of the work, ending the one before.
  ///
  /// @param what what is being done, as a reader of a progress bar expects it: `indexing titles`
  /// @param total steps in this part, or [#UNKNOWN]
  void start(String what, long total);

  /// The same, of work whose steps are bytes.
  default void startBytes(String what, long total) {
    start(what, total);
  }

  /// `n` more steps are done.
  void step(long n);

  /// The last part is done.
  void end();
}

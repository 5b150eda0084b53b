package dev.kindred.index;

import java.util.List;
import java.util.Optional;

/// Where generations live. Exactly one may be active; the others wait for roll-back or are being
/// built. Thread-safe. I/O failures are [java.io.UncheckedIOException].
public interface IndexHome {
  /// Complete generations, oldest first.
  List<Generation> generations();

  Optional<Generation> active();

  /// Starts a new generation, invisible until [BulkLoad#finish].
  BulkLoad build(String embeddingModel, int dimensions, String language);

  /// Opens a complete generation for reading and writing.
  ///
  /// @throws IllegalArgumentException when there is none of this id, or it has another schema
  TitleIndex open(String generationId);

  /// The schema this version writes and reads; a generation of another one cannot be opened.
  int schema();

  /// Makes a generation the active one, atomically: a crash leaves the old or the new one.
  void activate(String generationId);

  /// Deletes a generation that is neither active nor open.
  ///
  /// @throws IllegalArgumentException when it is, or when there is none of this id
  void delete(String generationId);

  /// Bytes a generation takes on disk.
  long bytes(String generationId);
}

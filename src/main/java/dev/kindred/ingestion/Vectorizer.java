package dev.kindred.ingestion;

import dev.kindred.index.VectorField;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives titles their vectors. Thread-safe.
public interface Vectorizer extends AutoCloseable {
  /// Id of the model the vectors come from; a generation holds the vectors of one model.
  String modelId();

  /// How the model can be opened again, without secrets; empty when not known.
  default Map<String, String> recipe() {
    return Map.of();
  }

  int dimensions();

  /// Asks whether the model answers, before much is built on it.
  ///
  /// @throws RuntimeException when it does not
  default void check() {}

  /// Why there will be no vectors, as long as this is so; empty when the model can be used.
  default Optional<String> unavailable() {
    return Optional.empty();
  }

  /// The unit vectors of each title, in order. A field is missing when there is no text to embed,
  /// or no vector to be had without embedding by one that only looks them up.
  ///
  /// @throws RuntimeException when the model fails; the titles are then indexed without vectors and
  ///   tried again later
  List<Map<VectorField, float[]>> vectors(List<ProfiledTitle> titles);

  /// Lets go of the model.
  @Override
  default void close() {}
}

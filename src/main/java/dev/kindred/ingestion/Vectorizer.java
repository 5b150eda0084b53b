package dev.kindred.ingestion;

import dev.kindred.index.VectorField;
import java.util.List;
import java.util.Map;

/// Gives titles their vectors. Thread-safe.
public interface Vectorizer {
  /// Id of the model the vectors come from; a generation holds the vectors of one model.
  String modelId();

  int dimensions();

  /// The unit vectors of each title, in order. A field is missing when there is no text to embed,
  /// or no vector to be had without embedding by one that only looks them up.
  ///
  /// @throws RuntimeException when the model fails; the titles are then indexed without vectors and
  ///   tried again later
  List<Map<VectorField, float[]>> vectors(List<ProfiledTitle> titles);
}

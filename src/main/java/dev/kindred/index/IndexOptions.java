package dev.kindred.index;

import java.util.Locale;

/// How an index is built.
///
/// @param language BCP 47 tag of the language the catalogue's texts are written in
/// @param maxConn HNSW links per node (M), 2..512
/// @param beamWidth HNSW candidates while building, 1..3200
/// @param mergeWorkers threads that build one graph, 1..64
public record IndexOptions(
    String language, int maxConn, int beamWidth, VectorFormat vectorFormat, int mergeWorkers) {
  /// How vectors are kept. All but FLOAT32 are quantised in the graph and rescored with the full
  /// vectors: they save memory, not time.
  public enum VectorFormat {
    FLOAT32,
    INT8,
    INT7,
    INT4,
    INT2,
    INT1
  }

  public static final IndexOptions DEFAULT =
      new IndexOptions(
          "en",
          16,
          100,
          VectorFormat.FLOAT32,
          Math.min(64, Runtime.getRuntime().availableProcessors()));

  public IndexOptions {
    check("maxConn", maxConn, 2, 512);
    check("beamWidth", beamWidth, 1, 3200);
    check("mergeWorkers", mergeWorkers, 1, 64);
    String code = Locale.forLanguageTag(language).getLanguage();
    if (code.isEmpty())
      throw new IllegalArgumentException(
          "language must be a BCP 47 tag such as en, got \"" + language + "\"");
    language = code;
  }

  public IndexOptions withLanguage(String value) {
    return new IndexOptions(value, maxConn, beamWidth, vectorFormat, mergeWorkers);
  }

  public IndexOptions withMaxConn(int value) {
    return new IndexOptions(language, value, beamWidth, vectorFormat, mergeWorkers);
  }

  public IndexOptions withBeamWidth(int value) {
    return new IndexOptions(language, maxConn, value, vectorFormat, mergeWorkers);
  }

  public IndexOptions withVectorFormat(VectorFormat value) {
    return new IndexOptions(language, maxConn, beamWidth, value, mergeWorkers);
  }

  public IndexOptions withMergeWorkers(int value) {
    return new IndexOptions(language, maxConn, beamWidth, vectorFormat, value);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " must be " + min + ".." + max + ", got " + value);
    }
  }
}

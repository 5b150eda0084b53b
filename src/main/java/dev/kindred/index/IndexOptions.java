package dev.kindred.index;

import java.util.Locale;

/// How an index is built.
///
/// @param language BCP 47 tag of the language the catalogue's texts are written in
/// @param maxConn HNSW links per node (M), 2..512
/// @param beamWidth HNSW candidates while building, 1..3200
/// @param mergeWorkers threads that build one graph, 1..64
/// @param graphAbove titles above which vectors get a graph, 0..10,000,000; up to that many they
///   are scanned, which finds every neighbour. On 69,354 real titles a graph walk that found 98 of
///   100 neighbours took longer than the scan
public record IndexOptions(
    String language,
    int maxConn,
    int beamWidth,
    VectorFormat vectorFormat,
    int mergeWorkers,
    int graphAbove) {
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
          32,
          200,
          VectorFormat.FLOAT32,
          Math.min(64, Runtime.getRuntime().availableProcessors()),
          100_000);

  public IndexOptions {
    check("maxConn", maxConn, 2, 512);
    check("beamWidth", beamWidth, 1, 3200);
    check("mergeWorkers", mergeWorkers, 1, 64);
    check("graphAbove", graphAbove, 0, 10_000_000);
    String code = Locale.forLanguageTag(language).getLanguage();
    if (code.isEmpty())
      throw new IllegalArgumentException(
          "language must be a BCP 47 tag such as en, got \"" + language + "\"");
    language = code;
  }

  public IndexOptions withLanguage(String value) {
    return new IndexOptions(value, maxConn, beamWidth, vectorFormat, mergeWorkers, graphAbove);
  }

  public IndexOptions withVectorFormat(VectorFormat value) {
    return new IndexOptions(language, maxConn, beamWidth, value, mergeWorkers, graphAbove);
  }

  public IndexOptions withGraphAbove(int value) {
    return new IndexOptions(language, maxConn, beamWidth, vectorFormat, mergeWorkers, value);
  }

  public IndexOptions withMergeWorkers(int value) {
    return new IndexOptions(language, maxConn, beamWidth, vectorFormat, value, graphAbove);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " must be " + min + ".." + max + ", got " + value);
    }
  }
}

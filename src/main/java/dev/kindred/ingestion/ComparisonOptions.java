package dev.kindred.ingestion;

/// When a new generation may take over.
///
/// @param maxLost largest share of sampled titles, or of vectors that the live generation has, that
///   may be missing or differ, 0..1
/// @param minRecall least mean recall@10 of the approximate search for the nearest vectors against
///   the exact one, for each vector, 0..1
/// @param minOverlap least mean overlap@10 of the answers to recorded queries, 0..1; judged only
///   when both generations are to answer alike, see [Comparison]
/// @param comparedQueries how many recorded queries are compared, the latest, 0..10,000
public record ComparisonOptions(
    double maxLost, double minRecall, double minOverlap, int comparedQueries) {
  public static final ComparisonOptions DEFAULT = new ComparisonOptions(0.02, 0.9, 0.6, 200);

  public ComparisonOptions {
    share("maxLost", maxLost);
    share("minRecall", minRecall);
    share("minOverlap", minOverlap);
    if (comparedQueries < 0 || comparedQueries > 10_000)
      throw new IllegalArgumentException(
          "comparedQueries must be 0..10000, got " + comparedQueries);
  }

  public ComparisonOptions withMinOverlap(double value) {
    return new ComparisonOptions(maxLost, minRecall, value, comparedQueries);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1))
      throw new IllegalArgumentException(name + " must be 0..1, got " + value);
  }
}

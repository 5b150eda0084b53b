package dev.kindred.query;

import dev.kindred.embedding.Legibility;

/// A query as a unit vector, with the model that made it. The array is not copied: treat it as
/// read-only.
public final class QueryVector {
  private final String model;
  private final float[] values;
  private final Legibility legibility;

  /// @param legibility how much of the query that model could read
  public QueryVector(String model, float[] values, Legibility legibility) {
    this.model = model;
    this.values = values;
    this.legibility = legibility;
  }

  public Legibility legibility() {
    return legibility;
  }

  public String model() {
    return model;
  }

  public float[] values() {
    return values;
  }
}

package dev.kindred.query;

/// A query as a unit vector, with the model that made it. The array is not copied: treat it as
/// read-only.
public final class QueryVector {
  private final String model;
  private final float[] values;

  public QueryVector(String model, float[] values) {
    this.model = model;
    this.values = values;
  }

  public String model() {
    return model;
  }

  public float[] values() {
    return values;
  }
}

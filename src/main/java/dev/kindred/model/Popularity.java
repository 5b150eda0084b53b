package dev.kindred.model;

/// The same scores for everybody.
public final class Popularity implements Scorer {
  private final float[] shares;

  /// @param shares a value a row, 0 or more
  public Popularity(float[] shares) {
    for (float share : shares)
      if (!(share >= 0 && share < Float.POSITIVE_INFINITY))
        throw new IllegalArgumentException("popularity must be 0 or more, got " + share);
    this.shares = shares.clone();
  }

  public int size() {
    return shares.length;
  }

  public float of(int row) {
    return shares[row];
  }

  @Override
  public void score(History history, float[] scores) {
    System.arraycopy(shares, 0, scores, 0, shares.length);
  }

  float[] shares() {
    return shares;
  }
}

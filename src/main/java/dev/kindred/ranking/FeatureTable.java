package dev.kindred.ranking;

import dev.kindred.catalogue.TitleId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// The features of the candidates of one query: a row a title, a column a [Feature]. Filled by one
/// thread, then read by any.
public final class FeatureTable {
  /// Columns.
  public static final int WIDTH = Feature.values().length;

  private final List<TitleId> titles;
  private final float[] values;

  private FeatureTable(List<TitleId> titles, float[] values) {
    this.titles = List.copyOf(titles);
    this.values = values;
  }

  /// All features 0.
  public FeatureTable(List<TitleId> titles) {
    this(titles, new float[titles.size() * WIDTH]);
  }

  public List<TitleId> titles() {
    return titles;
  }

  public int rows() {
    return titles.size();
  }

  public float value(int row, Feature feature) {
    return values[row * WIDTH + feature.ordinal()];
  }

  /// Row after row; not copied: treat it as read-only.
  public float[] values() {
    return values;
  }

  public void set(int row, Feature feature, double value) {
    values[row * WIDTH + feature.ordinal()] = (float) value;
  }

  /// Some of the rows, in their order.
  public FeatureTable only(IntPredicate kept) {
    List<TitleId> some = new ArrayList<>();
    float[] of = new float[values.length];
    for (int row = 0; row < rows(); row++) {
      if (!kept.test(row)) continue;
      System.arraycopy(values, row * WIDTH, of, some.size() * WIDTH, WIDTH);
      some.add(titles.get(row));
    }
    return new FeatureTable(some, Arrays.copyOf(of, some.size() * WIDTH));
  }
}

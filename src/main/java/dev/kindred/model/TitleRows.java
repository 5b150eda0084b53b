package dev.kindred.model;

import dev.kindred.catalogue.TitleKey;
import java.util.Arrays;
import java.util.Collection;

/// The titles that a set of models knows, each with its row: its place in the order of the keys,
/// from 0. All models of a set speak of rows. Immutable.
public final class TitleRows {
  private final int[] keys;

  private TitleRows(int[] keys) {
    this.keys = keys;
  }

  /// @param keys in any order; repeated ones count once
  public static TitleRows of(Collection<TitleKey> keys) {
    return new TitleRows(keys.stream().mapToInt(TitleKey::value).sorted().distinct().toArray());
  }

  /// @param keys ascending
  static TitleRows ascending(int[] keys) {
    for (int i = 1; i < keys.length; i++) {
      if (keys[i - 1] >= keys[i])
        throw new IllegalArgumentException(
            "keys must ascend, got " + keys[i - 1] + " before " + keys[i]);
    }
    return new TitleRows(keys);
  }

  public int size() {
    return keys.length;
  }

  public TitleKey key(int row) {
    return new TitleKey(keys[row]);
  }

  /// The row of a title, negative when the models do not know it.
  public int row(TitleKey key) {
    return Arrays.binarySearch(keys, key.value());
  }

  int[] keys() {
    return keys;
  }
}

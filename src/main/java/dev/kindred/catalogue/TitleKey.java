package dev.kindred.catalogue;

/// The inside name of a title: a positive integer given by the store, never reused.
public record TitleKey(int value) implements Comparable<TitleKey> {
  public TitleKey {
    if (value < 1) throw new IllegalArgumentException("a title key starts at 1, got " + value);
  }

  @Override
  public int compareTo(TitleKey other) {
    return Integer.compare(value, other.value);
  }
}

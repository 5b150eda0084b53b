package dev.kindred.index;

/// A number of titles: exact, or a lower bound.
public record Total(long value, Relation relation) {
  public enum Relation {
    EQ,
    GTE
  }
}

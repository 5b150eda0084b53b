package dev.kindred.feedback;

/// The inside name of a viewer: a positive integer given by the store, never reused.
public record UserKey(int value) implements Comparable<UserKey> {
  public UserKey {
    if (value < 1) throw new IllegalArgumentException("a user key starts at 1, got " + value);
  }

  @Override
  public int compareTo(UserKey other) {
    return Integer.compare(value, other.value);
  }
}

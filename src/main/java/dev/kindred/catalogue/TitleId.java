package dev.kindred.catalogue;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The outside name of a title: opaque, 1 to 256 bytes of UTF-8, no control characters, well-formed
/// Unicode. Ordered by UTF-16 code unit.
public record TitleId(String value) implements Comparable<TitleId> {
  /// Longest id in UTF-8 bytes.
  public static final int MAX_BYTES = 256;

  public TitleId {
    String fault = fault(value);
    if (fault != null) throw new IllegalArgumentException(fault);
  }

  /// What is wrong with `value` as an id, or null when it is one.
  public static @Nullable String fault(String value) {
    if (value.isBlank()) return "an id must not be blank";
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) return "an id must have 1.." + MAX_BYTES + " bytes, got " + bytes;
    for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
      int c = value.codePointAt(i);
      if (Character.isISOControl(c)) return "an id must not hold control characters";
      if (Character.getType(c) == Character.SURROGATE)
        return "an id must not hold an unpaired surrogate";
    }
    return null;
  }

  @Override
  public int compareTo(TitleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

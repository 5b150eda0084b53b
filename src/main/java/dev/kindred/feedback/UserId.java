package dev.kindred.feedback;

import dev.kindred.catalogue.TitleId;

/// The outside name of a viewer: opaque, within the rules of a [TitleId].
public record UserId(String value) {
  public UserId {
    String fault = TitleId.fault(value);
    if (fault != null) throw new IllegalArgumentException(fault);
  }

  @Override
  public String toString() {
    return value;
  }
}

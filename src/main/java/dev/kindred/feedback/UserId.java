package dev.kindred.feedback;

import dev.kindred.catalogue.TitleId;

/// The outside name of a viewer: opaque, within the rules of a [TitleId]. Names that begin with
/// [#SIMULATED] are those of the simulated audience and are refused from callers.
public record UserId(String value) {
  /// What the names of simulated viewers begin with, so that whatever holds one says what it is.
  public static final String SIMULATED = "simulated:";

  public UserId {
    String fault = TitleId.fault(value);
    if (fault != null) throw new IllegalArgumentException(fault);
  }

  /// Whether it is one of the simulated audience.
  public boolean simulated() {
    return value.startsWith(SIMULATED);
  }

  @Override
  public String toString() {
    return value;
  }
}

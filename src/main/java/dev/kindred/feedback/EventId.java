package dev.kindred.feedback;

import dev.kindred.catalogue.TitleId;

/// The name a caller gave an event, within the rules of a [TitleId]. One event is recorded under it
/// for ever, whoever sends it again.
public record EventId(String value) {
  public EventId {
    String fault = TitleId.fault(value);
    if (fault != null) throw new IllegalArgumentException(fault);
  }

  @Override
  public String toString() {
    return value;
  }
}

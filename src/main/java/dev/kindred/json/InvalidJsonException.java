package dev.kindred.json;

import java.util.List;
import java.util.stream.Collectors;

/// A document that was refused, with every fault found in it.
public final class InvalidJsonException extends RuntimeException {
  private final transient List<Fault> faults;

  public InvalidJsonException(List<Fault> faults) {
    super(
        faults.stream()
            .map(f -> (f.pointer().isEmpty() ? "" : f.pointer() + ": ") + f.detail())
            .collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  public InvalidJsonException(Fault fault) {
    this(List.of(fault));
  }

  /// At least one.
  public List<Fault> faults() {
    return faults;
  }
}

package dev.kindred.json;

import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with one document, up to [#MAX] faults. Not thread-safe.
public final class Faults {
  /// Faults kept; later ones are dropped, so a hostile document cannot grow the answer.
  public static final int MAX = 50;

  private final List<Fault> faults = new ArrayList<>();
  private int count;

  /// Records a wrong type, an unknown field or a value out of range.
  public void malformed(String pointer, String code, String detail) {
    add(new Fault(pointer, Fault.Kind.MALFORMED, code, detail));
  }

  /// Records fields that contradict each other.
  public void inconsistent(String pointer, String code, String detail) {
    add(new Fault(pointer, Fault.Kind.INCONSISTENT, code, detail));
  }

  private void add(Fault fault) {
    count++;
    if (faults.size() < MAX) faults.add(fault);
  }

  /// How many were recorded, the dropped ones too: tells whether a part of a document had any.
  public int count() {
    return count;
  }

  public boolean isEmpty() {
    return faults.isEmpty();
  }

  public List<Fault> list() {
    return List.copyOf(faults);
  }

  /// @throws InvalidJsonException when anything was recorded
  public void throwIfAny() {
    if (!faults.isEmpty()) throw new InvalidJsonException(faults);
  }
}

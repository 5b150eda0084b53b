package dev.kindred.catalogue.reader;

/// A text that a pattern may look at only so often, so that a pattern that backtracks without end
/// costs one value and not the import.
final class StepBound implements CharSequence {
  private static final int STEPS = 1_000_000;

  /// The pattern looked too often. Carries no stack: it is caught where the pattern was applied.
  static final class Exceeded extends RuntimeException {
    private Exceeded() {
      super("a pattern took more than " + STEPS + " steps", null, false, false);
    }
  }

  private final String text;
  private int steps;

  StepBound(String text) {
    this.text = text;
  }

  @Override
  public char charAt(int index) {
    if (++steps > STEPS) throw new Exceeded();
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}

package dev.kindred.model;

/// Which model answers, by how many titles of a viewer are known.
///
/// @param few for fewer than `from` titles
/// @param many for `from` titles and more
public record EvidenceGate(Scorer few, Scorer many, int from) implements Scorer {
  public EvidenceGate {
    if (from < 1) throw new IllegalArgumentException("from must be 1 or more, got " + from);
  }

  @Override
  public void score(History history, float[] scores) {
    (history.size() < from ? few : many).score(history, scores);
  }
}

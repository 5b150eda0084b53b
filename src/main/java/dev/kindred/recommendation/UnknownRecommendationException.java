package dev.kindred.recommendation;

/// There is no list of this id, or it was forgotten.
public final class UnknownRecommendationException extends RuntimeException {
  public UnknownRecommendationException(String id) {
    super("no recommendation \"" + id + "\" is known; lists are kept for a week");
  }
}

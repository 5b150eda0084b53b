package dev.kindred.evaluation;

/// How ratings are divided into what models learn from and what they must find.
public enum Protocol {
  /// Every rating counts as taken to; each viewer's last is to be found.
  LOO(
      "loo",
      "every rating counts as taken to, whatever its value; the last of each viewer is to be found"),
  /// Ratings of 4 or more count, of viewers with 5 or more of them; of each viewer the last fifth,
  /// rounded up, is to be found.
  T80(
      "t80",
      "ratings of 4 or more count as taken to, of viewers with at least 5 of them; the last fifth of each"
          + " viewer, rounded up, is to be found");

  static final double LEAST_RATING = 4;
  static final int LEAST_RATINGS = 5;

  private final String label;
  private final String convention;

  Protocol(String label, String convention) {
    this.label = label;
    this.convention = convention;
  }

  /// As the command line and reports write it.
  public String label() {
    return label;
  }

  String convention() {
    return convention;
  }

  /// Whether a rating counts.
  boolean counts(double rating) {
    return this == LOO || rating >= LEAST_RATING;
  }

  /// Whether a viewer with so many ratings that count is measured.
  boolean measures(int ratings) {
    return this == LOO || ratings >= LEAST_RATINGS;
  }

  /// How many of so many ratings are to be found.
  int found(int ratings) {
    return this == LOO ? 1 : (ratings + 4) / 5;
  }
}

package dev.kindred.feedback.reader;

/// The shapes of ratings files. In any of them a first line that names columns is believed: copies
/// of MovieLens are often CSV under the old name.
public enum RatingsFormat {
  /// `user::movie::rating::timestamp`.
  ML_1M("ml-1m", "::"),
  /// `user TAB movie TAB rating TAB timestamp`.
  ML_100K("ml-100k", "\t"),
  /// CSV under the header `userId,movieId,rating,timestamp`.
  ML_LATEST("ml-latest", ","),
  /// CSV under any header with a user, a title, a rating and a time: separated by comma, semicolon
  /// or tab, in any order, other columns passed over.
  CSV("csv", ",");

  private final String label;
  private final String separator;

  RatingsFormat(String label, String separator) {
    this.label = label;
    this.separator = separator;
  }

  /// As the command line writes it.
  public String label() {
    return label;
  }

  String separator() {
    return separator;
  }

  /// Whether its lines come without a header.
  boolean headless() {
    return this == ML_1M || this == ML_100K;
  }
}

package dev.kindred.recommendation;

/// Where a list of recommendations is shown, which decides what is in it. What the viewer has
/// watched, rated or refused is in none of them but [#CONTINUE].
public enum Placement {
  /// For this viewer, from everything that is known.
  HOME,
  /// Like one title: the first that the request likes, else the one the viewer took to last.
  SIMILAR,
  /// What those who watched the title that the viewer took to last watched too, and what is like
  /// it.
  BECAUSE,
  /// Begun and not finished, the latest first.
  CONTINUE,
  /// Watched more of late than before.
  TRENDING,
  /// Watched most, in the viewer's region where enough is known of it.
  POPULAR,
  /// Of the last years.
  NEW,
  /// Liked by the few who know them: none of the best known fifth, rated 7 of 10 or better where
  /// the catalogue knows ratings.
  HIDDEN_GEMS,
  /// None of the genres that the viewer likes most.
  EXPLORE
}

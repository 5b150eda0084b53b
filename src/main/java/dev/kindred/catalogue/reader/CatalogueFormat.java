package dev.kindred.catalogue.reader;

/// A format of catalogue files that Kindred reads. In JSON and on the command line written in lower
/// case.
public enum CatalogueFormat {
  /// Kindred's own title JSON, one object a line, each with an optional nested `profile`.
  KINDRED,

  /// One object a line with TMDB's field names (`title`, `overview`, `vote_average` …) and flat
  /// lists. Fields that Kindred has no place for are passed over.
  TMDB,

  /// The published `netflix_titles.csv`.
  NETFLIX,

  /// MovieLens `movies.csv` (`movieId,title,genres`) or `movies.dat` (`MovieID::Title::Genres`).
  MOVIELENS;

  CatalogueReader reader() {
    return switch (this) {
      case KINDRED -> new KindredReader();
      case TMDB -> new TmdbReader();
      case NETFLIX -> new NetflixReader();
      case MOVIELENS -> new MovieLensReader();
    };
  }
}

package dev.kindred.ranking;

/// What the ranking knows of one candidate for one query: the columns of a [FeatureTable]. A share
/// is 0..1, a cosine one of unit vectors of the embedding model; what is not known is 0.
///
/// The order is part of the format of trained models: a new feature goes to the end.
public enum Feature {
  /// The score of the fused lists, 0..1.
  FUSED,
  /// The place among the text hits as `60 / (60 + rank)`, 0 where they lack it.
  LEXICAL_RANK,
  /// The same among the nearest by story.
  STORY_RANK,
  /// The same among the nearest by feel.
  FEEL_RANK,
  /// The same among the best known titles.
  KNOWN_RANK,
  /// Cosine of the story with what is looked for.
  STORY,
  /// The same scaled from the last (0) to the first (1) of the nearest by story, -1 at least, times
  /// the share of the query that the model can read.
  STORY_SHARE,
  /// Cosine of the feel with what is looked for.
  FEEL,
  /// The same scaled from the last (0) to the first (1) of the nearest by feel, -1 at least, times
  /// the share of the query that the model can read.
  FEEL_SHARE,

  /// The score of the words of the query, in units of BM25.
  LEXICAL,
  /// The same over the best of the candidates, a share.
  LEXICAL_SHARE,
  /// BM25 of the words in what the title says of itself.
  TEXT,
  /// BM25 of the words in its names.
  NAME,
  /// BM25 of the words in its people.
  PEOPLE,
  /// BM25 of the words in its content profile.
  PROFILE,
  /// Share of the words that the title holds, by their rarity.
  COVERAGE,
  /// 1 when the query is its whole name.
  EXACT_NAME,

  /// `log10(1 + popularity)`: decades of votes, where there are any.
  VOTES,
  /// `log(1 + popularity)` over that of the best known candidate, a share.
  VOTES_SHARE,
  /// Decades since 2000; before it below 0.
  YEAR,
  /// Mean rating on the catalogue's scale.
  RATING,
  /// Hours, 5 at most.
  RUNTIME,

  /// Decades by which it is older than what the query says, 3 at most.
  YEARS_BEFORE,
  /// Decades by which it is younger than what the query says, 3 at most.
  YEARS_AFTER,
  /// 1 when it is of the years that the query names.
  YEAR_WITHIN,
  /// Share of the genres named in the query that it has.
  GENRES_NAMED,

  /// Cosine of its story with the nearest of the titles liked.
  ANCHOR_STORY,
  /// Cosine of its feel with the nearest of the titles liked.
  ANCHOR_FEEL,
  /// Genres in common with a liked title over those of both, the mean over these; a share.
  ANCHOR_GENRES,
  /// Decades to the liked title nearest in time, 3 at most.
  ANCHOR_YEARS,
  /// 1 when it is of the franchise of a liked title.
  ANCHOR_FRANCHISE,

  /// `log(1 + n)` of the words searched; the same for all candidates.
  QUERY_WORDS,

  /// The most by which its story is nearer to one of the passages of a long retold plot than the
  /// candidates are on average, in their standard deviations; 0 where there are no passages.
  PASSAGE_STORY;

  /// Its place in a row.
  @SuppressWarnings("EnumOrdinal") // the order of the features is that of the columns, for good
  public int column() {
    return ordinal();
  }
}

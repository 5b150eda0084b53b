package dev.kindred.ranking;

import dev.kindred.query.Interpretation.Kind;
import dev.kindred.query.Interpretation.Parser;
import dev.kindred.query.UnderstoodQuery;

/// Sorts of queries that are ranked by weights of their own, because what makes a good answer
/// differs: a retold plot has one right title, known or not; who talks of tastes is recommended what
/// people know.
public enum QueryClass {
  /// Taken as it stands, browsed, or the name of a title: the fused order stays.
  PLAIN,
  /// A retold plot.
  DESCRIPTION,
  /// Says what is to be found.
  REQUEST,
  /// Says what it is to be like.
  LIKE,
  /// Talks of tastes.
  CONVERSATION;

  public static QueryClass of(UnderstoodQuery query) {
    if (query.interpretation().parser() == Parser.NONE) return PLAIN;
    return switch (query.kind()) {
      case Kind.BROWSE, Kind.NAME -> PLAIN;
      case Kind.DESCRIPTION -> DESCRIPTION;
      case Kind.REQUEST -> query.liked().isEmpty() ? REQUEST : LIKE;
      case Kind.CONVERSATION -> CONVERSATION;
    };
  }
}

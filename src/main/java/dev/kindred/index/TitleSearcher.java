package dev.kindred.index;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The search primitives over one snapshot of one generation. Used by one request at a time, then
/// closed. Every list is ordered by score descending, then title id ascending.
public interface TitleSearcher extends AutoCloseable {
  Generation generation();

  /// BM25 over all text fields, with the filter inside the query.
  TextHits text(String text, Filter filter, int depth);

  /// The score of the first title that [#text] gives without a filter, or `floor` when that is
  /// less. Costs less the higher the floor.
  double bestScore(String text, double floor);

  /// The eligible titles whose vector is nearest by the similarity of the field (the score, to five
  /// decimals), with the filter inside the walk; exact when few are eligible. Titles without the
  /// vector are never found.
  ///
  /// @param query of the generation's dimension of the field, of unit length for a content field
  /// @param seeds titles likely to be near, from which the walk may start; may be empty
  List<Hit> nearest(
      VectorField field, float[] query, Eligible eligible, int depth, Collection<TitleKey> seeds);

  /// Of all titles that pass a filter.
  default List<Hit> nearest(
      VectorField field, float[] query, Filter filter, int depth, Collection<TitleKey> seeds) {
    return nearest(field, query, Eligible.passing(filter), depth, seeds);
  }

  /// The exact nearest titles: the oracle for [#nearest], linear in the size of the index.
  List<Hit> nearestExactly(VectorField field, float[] query, Filter filter, int depth);

  /// Eligible titles, the most popular first. The score is the number of votes when there are any,
  /// else the popularity given, 0 when neither is known.
  List<Hit> browse(Eligible eligible, int depth);

  /// Of all titles that pass a filter.
  default List<Hit> browse(Filter filter, int depth) {
    return browse(Eligible.passing(filter), depth);
  }

  /// What ranking weighs of each of the keys; those that do not exist are left out. Costs about a
  /// microsecond a title.
  Map<TitleKey, TitleFacts> facts(Collection<TitleKey> keys);

  /// How a text matches each of the keys, whether [#text] proposes them or not; those that hold no
  /// word of it are left out.
  Map<TitleKey, TextMatch> matches(String text, Collection<TitleKey> keys);

  /// The cosines of each key's vector with each of `to`, in their order, to five decimals; keys
  /// without a vector are left out.
  ///
  /// @param field one of [VectorField#CONTENT]
  /// @param to unit vectors of the generation's dimension
  Map<TitleKey, double[]> cosines(VectorField field, List<float[]> to, Collection<TitleKey> keys);

  /// Those of the keys whose titles exist and pass the filter. Costs a fraction of a microsecond a
  /// key.
  Set<TitleKey> passing(Filter filter, Collection<TitleKey> keys);

  /// The ids of those of the keys whose titles exist.
  Map<TitleKey, TitleId> ids(Collection<TitleKey> keys);

  /// How many titles pass the filter.
  long count(Filter filter);

  /// Whether any title passes the filter. Looks no further than the first.
  boolean anyPasses(Filter filter);

  /// Counts the values of each field over the titles that match `text` and the filter, together
  /// with `candidates`. Without text over the candidates alone, and without either over all that
  /// pass the filter. Values by count descending, then value ascending.
  ///
  /// @param candidates titles that pass the filter, found by other means than words
  /// @param limit most values of a field
  FacetCounts facets(
      List<FilterField> fields,
      String text,
      Filter filter,
      Collection<TitleKey> candidates,
      int limit);

  /// Titles, people, genres, themes and moods that begin like `typed`, typos allowed; best first.
  default List<Suggestion> suggest(String typed, int limit) {
    return suggest(typed, limit, 0);
  }

  /// Of [#suggest] those that score `least` or more; costs less the fewer can.
  List<Suggestion> suggest(String typed, int limit, double least);

  /// The same without typos: those with a word from which on they begin like `typed`. Costs
  /// microseconds.
  List<Suggestion> complete(String typed, int limit);

  /// Every title, person, genre, theme and mood whose whole name is `name`, ignoring case,
  /// diacritics and punctuation; the best known first. Costs microseconds.
  List<Suggestion> named(String name);

  /// Whether a name may begin with these words. Never denies one that there is; one in a few
  /// hundred is affirmed wrongly. Costs microseconds.
  boolean beginsName(String words);

  Optional<TitleKey> key(TitleId id);

  /// The indexed title and profile of each key that exists and can be read.
  Map<TitleKey, TitleDocument> documents(Collection<TitleKey> keys);

  /// The vectors of the keys that have one.
  Map<TitleKey, float[]> vectors(VectorField field, Collection<TitleKey> keys);

  /// For each document the passages in which `text` matches, by field; HTML-escaped, matches within
  /// `<em>`.
  Map<TitleKey, Map<String, List<String>>> highlights(
      String text, Collection<TitleDocument> documents);

  @Override
  void close();
}

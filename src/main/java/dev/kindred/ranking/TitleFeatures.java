package dev.kindred.ranking;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TitleFacts;
import dev.kindred.query.Hints;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a title is, and how that agrees with what the query says of it.
final class TitleFeatures {
  /// Decades apart beyond which years tell nothing more.
  static final double APART = 3;

  private static final Set<Feature> ALL =
      EnumSet.of(
          Feature.VOTES,
          Feature.VOTES_SHARE,
          Feature.YEAR,
          Feature.RATING,
          Feature.RUNTIME,
          Feature.YEARS_BEFORE,
          Feature.YEARS_AFTER,
          Feature.YEAR_WITHIN,
          Feature.GENRES_NAMED);

  private TitleFeatures() {}

  static boolean areRead(Set<Feature> read) {
    return !Collections.disjoint(read, ALL);
  }

  static void fill(
      FeatureTable table, List<TitleKey> keys, Hints hints, Map<TitleKey, TitleFacts> facts) {
    double most = facts.values().stream().mapToDouble(TitleFacts::popularity).max().orElse(0);
    for (int row = 0; row < table.rows(); row++) {
      TitleFacts of = facts.get(keys.get(row));
      if (of == null) continue;
      table.set(row, Feature.VOTES, Math.log10(1 + of.popularity()));
      if (most > 0)
        table.set(row, Feature.VOTES_SHARE, Math.log1p(of.popularity()) / Math.log1p(most));
      if (of.rating() != null) table.set(row, Feature.RATING, of.rating());
      if (of.runtimeMinutes() != null)
        table.set(row, Feature.RUNTIME, Math.min(300, of.runtimeMinutes()) / 60.0);
      if (of.year() != null) {
        table.set(row, Feature.YEAR, (of.year() - 2000) / 10.0);
        years(table, row, hints, of.year());
      }
      table.set(row, Feature.GENRES_NAMED, named(hints, of));
    }
  }

  private static void years(FeatureTable table, int row, Hints hints, int year) {
    Integer from = hints.fromYear();
    Integer to = hints.toYear();
    double before = from == null ? 0 : Math.clamp((from - year) / 10.0, 0, APART);
    double after = to == null ? 0 : Math.clamp((year - to) / 10.0, 0, APART);
    table.set(row, Feature.YEARS_BEFORE, before);
    table.set(row, Feature.YEARS_AFTER, after);
    boolean told = from != null || to != null;
    table.set(row, Feature.YEAR_WITHIN, told && before == 0 && after == 0 ? 1 : 0);
  }

  private static double named(Hints hints, TitleFacts of) {
    if (hints.genres().isEmpty()) return 0;
    int named = 0;
    for (Set<String> genre : hints.genres()) if (!Collections.disjoint(genre, of.genres())) named++;
    return (double) named / hints.genres().size();
  }
}

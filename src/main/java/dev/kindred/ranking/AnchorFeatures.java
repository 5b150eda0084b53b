package dev.kindred.ranking;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TitleFacts;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.query.Preference;
import dev.kindred.query.UnderstoodQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a title stands to the titles that the request likes.
final class AnchorFeatures {
  private AnchorFeatures() {}

  static void fill(
      FeatureTable table,
      List<TitleKey> keys,
      UnderstoodQuery query,
      Map<TitleKey, TitleFacts> facts,
      TitleSearcher index) {
    List<TitleKey> liked = new ArrayList<>();
    for (Preference preference : query.interpretation().anchors())
      if (preference instanceof Preference.OfTitle title && title.weight() > 0)
        index.key(title.id()).ifPresent(liked::add);
    if (liked.isEmpty()) return;
    nearness(table, keys, liked, index, VectorField.STORY, Feature.ANCHOR_STORY);
    nearness(table, keys, liked, index, VectorField.FEEL, Feature.ANCHOR_FEEL);
    Collection<TitleFacts> of = index.facts(liked).values();
    for (int row = 0; row < keys.size(); row++) {
      TitleFacts title = facts.get(keys.get(row));
      if (title != null) facts(table, row, title, of);
    }
  }

  private static void nearness(
      FeatureTable table,
      List<TitleKey> keys,
      List<TitleKey> liked,
      TitleSearcher index,
      VectorField field,
      Feature feature) {
    List<float[]> to = List.copyOf(index.vectors(field, liked).values());
    if (to.isEmpty()) return;
    Map<TitleKey, double[]> cosines = index.cosines(field, to, keys);
    for (int row = 0; row < keys.size(); row++) {
      double[] of = cosines.get(keys.get(row));
      if (of == null) continue;
      double most = -1;
      for (double cosine : of) most = Math.max(most, cosine);
      table.set(row, feature, most);
    }
  }

  private static void facts(
      FeatureTable table, int row, TitleFacts title, Collection<TitleFacts> liked) {
    double genres = 0;
    double years = TitleFeatures.APART;
    boolean franchise = false;
    for (TitleFacts one : liked) {
      genres += inCommon(title.genres(), one.genres()) / liked.size();
      if (title.year() != null && one.year() != null)
        years = Math.min(years, Math.abs(title.year() - one.year()) / 10.0);
      franchise |= one.franchise() != null && one.franchise().equals(title.franchise());
    }
    table.set(row, Feature.ANCHOR_GENRES, genres);
    table.set(row, Feature.ANCHOR_YEARS, years);
    table.set(row, Feature.ANCHOR_FRANCHISE, franchise ? 1 : 0);
  }

  private static double inCommon(Set<String> a, Set<String> b) {
    Set<String> either = new HashSet<>(a);
    either.addAll(b);
    return either.isEmpty() ? 0 : (double) (a.size() + b.size() - either.size()) / either.size();
  }
}

package dev.kindred.ranking;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TitleFacts;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.query.Preference;
import dev.kindred.query.UnderstoodQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a title stands to the titles that the request likes.
final class AnchorFeatures {
  private static final Set<Feature> OF_FACTS =
      EnumSet.of(Feature.ANCHOR_GENRES, Feature.ANCHOR_YEARS, Feature.ANCHOR_FRANCHISE);

  private final Set<Feature> read;
  private final Nearness nearness;
  private final TitleSearcher index;
  private final List<TitleKey> liked = new ArrayList<>();
  private final List<Nearness.To> stories;
  private final List<Nearness.To> feels;

  /// @param nearness of the candidates; is asked here, and answers in [#near]
  AnchorFeatures(UnderstoodQuery query, Set<Feature> read, Nearness nearness, TitleSearcher index) {
    this.read = read;
    this.nearness = nearness;
    this.index = index;
    for (Preference preference : query.interpretation().anchors())
      if (preference instanceof Preference.OfTitle title && title.weight() > 0)
        index.key(title.id()).ifPresent(liked::add);
    this.stories = asked(VectorField.STORY, Feature.ANCHOR_STORY);
    this.feels = asked(VectorField.FEEL, Feature.ANCHOR_FEEL);
  }

  private List<Nearness.To> asked(VectorField field, Feature feature) {
    if (liked.isEmpty() || !read.contains(feature)) return List.of();
    return index.vectors(field, liked).values().stream()
        .map(vector -> nearness.ask(field, vector))
        .toList();
  }

  boolean needFacts() {
    return !liked.isEmpty() && !Collections.disjoint(read, OF_FACTS);
  }

  void near(FeatureTable table) {
    near(table, stories, Feature.ANCHOR_STORY);
    near(table, feels, Feature.ANCHOR_FEEL);
  }

  private void near(FeatureTable table, List<Nearness.To> to, Feature feature) {
    if (to.isEmpty()) return;
    List<double[]> cosines = to.stream().map(nearness::of).toList();
    for (int row = 0; row < table.rows(); row++) {
      double most = -1;
      for (double[] of : cosines) most = Math.max(most, of[row]);
      if (!Double.isNaN(most)) table.set(row, feature, most);
    }
  }

  void compare(FeatureTable table, List<TitleKey> keys, Map<TitleKey, TitleFacts> facts) {
    if (!needFacts()) return;
    Collection<TitleFacts> of = index.facts(liked).values();
    for (int row = 0; row < keys.size(); row++) {
      TitleFacts title = facts.get(keys.get(row));
      if (title != null) compare(table, row, title, of);
    }
  }

  private static void compare(
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

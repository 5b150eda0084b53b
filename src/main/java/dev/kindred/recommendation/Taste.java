package dev.kindred.recommendation;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.model.EvidenceGate;
import dev.kindred.model.History;
import dev.kindred.model.ModelSet;
import dev.kindred.model.Popularity;
import dev.kindred.model.Scorer;
import dev.kindred.model.TasteSpace;
import dev.kindred.viewer.HistoryEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the models say to one viewer, folded in at the time of the request from the titles that the
/// viewer took to; each score is computed once, when it is asked for. Used by one request.
final class Taste {
  /// From so many titles on the full models answer: with fewer folding in from a prior is better or
  /// as good (`kindred evaluate cold-users`).
  private static final int FULL_FROM = 20;

  /// How much is known of a viewer, in the terms of what can answer.
  enum Evidence {
    /// Nothing: what is there for everybody.
    NONE,
    /// A few titles, none of which a model knows: what is like them.
    CONTENT,
    /// A few titles: folded in from what viewers like them are like.
    FEW,
    /// Enough for the full models.
    FULL
  }

  private final @Nullable ModelSet models;
  private final @Nullable TasteSpace space;
  private final List<TitleKey> takenTo;
  private final History history;
  private final Evidence evidence;
  private float @Nullable [] forYou;

  /// @param space of the taste vectors of the index, which may be of other models; null without
  /// @param liked the latest first
  Taste(@Nullable ModelSet models, @Nullable TasteSpace space, List<HistoryEntry> liked) {
    this.models = models;
    this.space = space;
    this.takenTo = liked.reversed().stream().map(HistoryEntry::title).toList();
    int[] rows =
        models == null
            ? new int[0]
            : takenTo.stream().mapToInt(models.titles()::row).filter(row -> row >= 0).toArray();
    this.history = History.of(rows);
    this.evidence =
        liked.isEmpty()
            ? Evidence.NONE
            : rows.length == 0
                ? Evidence.CONTENT
                : rows.length < FULL_FROM ? Evidence.FEW : Evidence.FULL;
  }

  @Nullable ModelSet models() {
    return models;
  }

  Evidence evidence() {
    return evidence;
  }

  /// What the viewer takes to next, of all titles of a set.
  float[] forYou(ModelSet set) {
    float[] scores = forYou;
    if (scores == null)
      forYou = scores = scored(set, new EvidenceGate(set.taste().first(), set.forYou(), FULL_FROM));
    return scores;
  }

  /// The viewer among the taste vectors of the index; empty when there are none, or nothing that
  /// the viewer took to says anything there.
  Optional<float[]> vector() {
    TasteSpace in = space;
    return in == null || takenTo.stream().allMatch(title -> in.titles().row(title) < 0)
        ? Optional.empty()
        : Optional.of(in.viewer(takenTo));
  }

  float[] scored(ModelSet set, Scorer scorer) {
    float[] scores = new float[set.titles().size()];
    scorer.score(history, scores);
    return scores;
  }

  /// How much the watchers of one title watched each other.
  static float[] coWatched(ModelSet set, TitleKey title) {
    float[] scores = new float[set.titles().size()];
    int row = set.titles().row(title);
    if (row >= 0) set.taste().coWatch().weights().addRow(row, 1, scores);
    return scores;
  }

  /// Popularity in a region, or everywhere where too little is known of it.
  static Popularity popularity(ModelSet set, @Nullable String region) {
    return region == null
        ? set.taste().popularity()
        : set.segments().getOrDefault(segment(region), set.taste().popularity());
  }

  /// Whether the popularity of the region itself is known.
  static boolean knowsRegion(@Nullable ModelSet set, @Nullable String region) {
    return set != null && region != null && set.segments().containsKey(segment(region));
  }

  private static String segment(String region) {
    return "region:" + region;
  }
}

package dev.kindred.ranking;

import dev.kindred.candidates.Candidate;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.TextMatch;
import dev.kindred.index.TitleFacts;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.query.UnderstoodQuery;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Computes the features of candidates, for answers and for training alike. A source that does not
/// propose a candidate is asked for its score all the same: what stands below the depth of one list
/// is no worse known than the rest. Costs a pass over the postings of the words, one over the
/// vectors of each field and one over the facts, as far as these are read.
final class CandidateFeatures {
  private static final Set<Feature> WORDS =
      EnumSet.of(
          Feature.LEXICAL,
          Feature.LEXICAL_SHARE,
          Feature.TEXT,
          Feature.NAME,
          Feature.PEOPLE,
          Feature.PROFILE,
          Feature.COVERAGE,
          Feature.EXACT_NAME);

  private final FeatureTable table;
  private final UnderstoodQuery query;
  private final TitleSearcher index;
  private final List<FusedCandidate> candidates;
  private final List<TitleKey> keys;
  private final Set<Feature> read;
  private final Nearness nearness;
  private final Nearness.@Nullable To story;
  private final Nearness.@Nullable To feel;
  private final AnchorFeatures anchors;
  private final PassageFeatures passages;

  /// @param read the features that are computed; others may be, or are 0
  /// @param nearness of these candidates; is asked here, and answers in [#table]
  CandidateFeatures(
      UnderstoodQuery query,
      List<FusedCandidate> candidates,
      Set<Feature> read,
      Nearness nearness,
      TitleSearcher index) {
    this.candidates = candidates;
    this.table = new FeatureTable(candidates.stream().map(FusedCandidate::id).toList());
    this.query = query;
    this.index = index;
    this.keys = candidates.stream().map(FusedCandidate::key).toList();
    this.read = read;
    this.nearness = nearness;
    this.story = ask(VectorField.STORY, Feature.STORY, Feature.STORY_SHARE);
    this.feel = ask(VectorField.FEEL, Feature.FEEL, Feature.FEEL_SHARE);
    this.anchors = new AnchorFeatures(query, read, nearness, index);
    this.passages = new PassageFeatures(query, read, nearness);
  }

  private Nearness.@Nullable To ask(VectorField field, Feature cosine, Feature share) {
    float[] target = query.target(field);
    boolean wanted = read.contains(cosine) || read.contains(share);
    return target == null || !wanted ? null : nearness.ask(field, target);
  }

  FeatureTable table() {
    places();
    if (story != null) meaning(story, Source.STORY, Feature.STORY, Feature.STORY_SHARE);
    if (feel != null) meaning(feel, Source.FEEL, Feature.FEEL, Feature.FEEL_SHARE);
    if (!Collections.disjoint(read, WORDS)) words();
    if (read.contains(Feature.QUERY_WORDS)) length();
    if (TitleFeatures.areRead(read) || anchors.needFacts()) {
      Map<TitleKey, TitleFacts> facts = index.facts(keys);
      TitleFeatures.fill(table, keys, query.hints(), facts);
      anchors.compare(table, keys, facts);
    }
    anchors.near(table);
    passages.fill(table);
    return table;
  }

  private void places() {
    for (int row = 0; row < keys.size(); row++) {
      FusedCandidate candidate = candidates.get(row);
      table.set(row, Feature.FUSED, candidate.score());
      table.set(row, Feature.LEXICAL_RANK, place(candidate, Source.LEXICAL));
      table.set(row, Feature.STORY_RANK, place(candidate, Source.STORY));
      table.set(row, Feature.FEEL_RANK, place(candidate, Source.FEEL));
      table.set(row, Feature.KNOWN_RANK, place(candidate, Source.POPULARITY));
    }
  }

  private static double place(FusedCandidate candidate, Source source) {
    Candidate place = candidate.sources().get(source);
    return place == null ? 0 : 60.0 / (60 + place.rank());
  }

  private void meaning(Nearness.To to, Source source, Feature cosine, Feature share) {
    double first = -1;
    double last = 1;
    for (FusedCandidate candidate : candidates) {
      Candidate place = candidate.sources().get(source);
      if (place == null) continue;
      first = Math.max(first, place.score());
      last = Math.min(last, place.score());
    }
    if (first <= last) return;
    double[] cosines = nearness.of(to);
    for (int row = 0; row < cosines.length; row++) {
      double value = Double.isNaN(cosines[row]) ? 2 * last - first : cosines[row];
      table.set(row, cosine, value);
      table.set(row, share, query.legibility() * Math.max(-1, (value - last) / (first - last)));
    }
  }

  private void words() {
    if (query.words().isBlank()) return;
    Map<TitleKey, TextMatch> matches = index.matches(query.words(), keys);
    double best = matches.values().stream().mapToDouble(TextMatch::score).max().orElse(1);
    for (int row = 0; row < keys.size(); row++) {
      TextMatch match = matches.get(keys.get(row));
      if (match == null) continue;
      table.set(row, Feature.LEXICAL, match.score());
      table.set(row, Feature.LEXICAL_SHARE, match.score() / best);
      table.set(row, Feature.TEXT, match.text());
      table.set(row, Feature.NAME, match.name());
      table.set(row, Feature.PEOPLE, match.people());
      table.set(row, Feature.PROFILE, match.profile());
      table.set(row, Feature.COVERAGE, match.coverage());
      table.set(row, Feature.EXACT_NAME, match.exactName() ? 1 : 0);
    }
  }

  private void length() {
    if (query.words().isBlank()) return;
    double words = Math.log1p(query.words().strip().split("\\s+", -1).length);
    for (int row = 0; row < keys.size(); row++) table.set(row, Feature.QUERY_WORDS, words);
  }
}

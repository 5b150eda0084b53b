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
import java.util.List;
import java.util.Map;

/// Computes the features of candidates, for answers and for training alike. A source that does not
/// propose a candidate is asked for its score all the same: what stands below the depth of one list
/// is no worse known than the rest. Costs a pass over the postings of the words, one over the
/// vectors of each field and one over the facts.
public final class CandidateFeatures {
  private final FeatureTable table;
  private final UnderstoodQuery query;
  private final TitleSearcher index;
  private final List<FusedCandidate> candidates;
  private final List<TitleKey> keys;

  private CandidateFeatures(
      UnderstoodQuery query, List<FusedCandidate> candidates, TitleSearcher index) {
    this.candidates = candidates;
    this.table = new FeatureTable(candidates.stream().map(FusedCandidate::id).toList());
    this.query = query;
    this.index = index;
    this.keys = candidates.stream().map(FusedCandidate::key).toList();
  }

  public static FeatureTable of(
      UnderstoodQuery query, List<FusedCandidate> candidates, TitleSearcher index) {
    CandidateFeatures features = new CandidateFeatures(query, candidates, index);
    features.sources();
    features.words();
    Map<TitleKey, TitleFacts> facts = index.facts(features.keys);
    TitleFeatures.fill(features.table, features.keys, query.hints(), facts);
    AnchorFeatures.fill(features.table, features.keys, query, facts, index);
    return features.table;
  }

  private void sources() {
    for (int row = 0; row < keys.size(); row++) {
      FusedCandidate candidate = candidates.get(row);
      table.set(row, Feature.FUSED, candidate.score());
      table.set(row, Feature.LEXICAL_RANK, place(candidate, Source.LEXICAL));
      table.set(row, Feature.STORY_RANK, place(candidate, Source.STORY));
      table.set(row, Feature.FEEL_RANK, place(candidate, Source.FEEL));
      table.set(row, Feature.KNOWN_RANK, place(candidate, Source.POPULARITY));
    }
    meaning(VectorField.STORY, Source.STORY, Feature.STORY, Feature.STORY_SHARE);
    meaning(VectorField.FEEL, Source.FEEL, Feature.FEEL, Feature.FEEL_SHARE);
  }

  private static double place(FusedCandidate candidate, Source source) {
    Candidate place = candidate.sources().get(source);
    return place == null ? 0 : 60.0 / (60 + place.rank());
  }

  private void meaning(VectorField field, Source source, Feature cosine, Feature share) {
    float[] target = query.target(field);
    if (target == null) return;
    double first = -1;
    double last = 1;
    for (FusedCandidate candidate : candidates) {
      Candidate place = candidate.sources().get(source);
      if (place == null) continue;
      first = Math.max(first, place.score());
      last = Math.min(last, place.score());
    }
    if (first <= last) return;
    Map<TitleKey, double[]> cosines = index.cosines(field, List.of(target), keys);
    for (int row = 0; row < keys.size(); row++) {
      double[] of = cosines.get(keys.get(row));
      double value = of == null ? 2 * last - first : of[0];
      table.set(row, cosine, value);
      table.set(row, share, query.legibility() * Math.max(-1, (value - last) / (first - last)));
    }
  }

  private void words() {
    if (query.words().isBlank()) return;
    Map<TitleKey, TextMatch> matches = index.matches(query.words(), keys);
    double best = matches.values().stream().mapToDouble(TextMatch::score).max().orElse(1);
    double words = Math.log1p(query.words().strip().split("\\s+", -1).length);
    for (int row = 0; row < keys.size(); row++) {
      table.set(row, Feature.QUERY_WORDS, words);
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
}

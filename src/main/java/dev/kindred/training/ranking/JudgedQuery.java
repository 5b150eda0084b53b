package dev.kindred.training.ranking;

import dev.kindred.catalogue.TitleId;
import dev.kindred.ranking.Feature;
import dev.kindred.ranking.FeatureTable;
import dev.kindred.ranking.QueryClass;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// A query with its candidates and those of them that answer it.
///
/// @param answers ids of titles that answer it, whether they are candidates or not
public record JudgedQuery(
    String id, QueryClass classed, FeatureTable features, Set<String> answers) {
  /// How well known a title is: what a catalogue may not know.
  private static final List<Feature> POPULARITY =
      List.of(Feature.VOTES, Feature.VOTES_SHARE, Feature.KNOWN_RANK);

  public JudgedQuery {
    answers = Set.copyOf(answers);
  }

  public boolean isAnswer(int row) {
    return answers.contains(features.titles().get(row).value());
  }

  /// Rows of answers.
  public int[] found() {
    return IntStream.range(0, features.rows()).filter(this::isAnswer).toArray();
  }

  /// The same without some of the titles, as if nobody had proposed or judged them.
  public JudgedQuery without(Predicate<TitleId> titles) {
    return new JudgedQuery(
        id, classed, features.only(row -> !titles.test(features.titles().get(row))), answers);
  }

  /// The same as a catalogue without votes would give it.
  public JudgedQuery withoutPopularity() {
    FeatureTable copy = features.only(_ -> true);
    for (int row = 0; row < copy.rows(); row++)
      for (Feature feature : POPULARITY) copy.set(row, feature, 0);
    return new JudgedQuery(id, classed, copy, answers);
  }
}

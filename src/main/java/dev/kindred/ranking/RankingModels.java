package dev.kindred.ranking;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The ranking model of each class of queries.
///
/// @param name what answers call it
/// @param byClass a class without one keeps the fused order
public record RankingModels(String name, Map<QueryClass, RankingModel> byClass) {
  /// Set by hand, rounded from what linear models learned on judged queries of research data.
  public static final RankingModels BY_HAND =
      new RankingModels(
          "by hand",
          Map.of(
              QueryClass.DESCRIPTION,
              new LinearModel(
                  Map.of(
                      Feature.LEXICAL_SHARE, 0.5,
                      Feature.STORY_SHARE, 0.25,
                      Feature.FEEL_SHARE, 0.25,
                      Feature.PASSAGE_STORY, 0.06,
                      Feature.VOTES_SHARE, 0.3,
                      Feature.YEARS_BEFORE, -0.08,
                      Feature.YEARS_AFTER, -0.06,
                      Feature.YEAR_WITHIN, 0.15,
                      Feature.GENRES_NAMED, 0.2)),
              QueryClass.REQUEST,
              new LinearModel(Map.of(Feature.FUSED, 1.0, Feature.VOTES_SHARE, 0.8)),
              QueryClass.LIKE,
              new LinearModel(Map.of(Feature.FUSED, 1.0, Feature.VOTES_SHARE, 0.4)),
              QueryClass.CONVERSATION,
              new LinearModel(
                  Map.of(
                      Feature.LEXICAL_SHARE, 0.05,
                      Feature.STORY_SHARE, 0.025,
                      Feature.FEEL_SHARE, 0.025,
                      Feature.VOTES_SHARE, 0.8,
                      Feature.YEAR, 0.02,
                      Feature.GENRES_NAMED, 0.05,
                      Feature.ANCHOR_STORY, 0.4,
                      Feature.ANCHOR_GENRES, 0.05,
                      Feature.ANCHOR_YEARS, -0.01))));

  public RankingModels {
    byClass = byClass.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(byClass));
  }

  public RankingModels named(String value) {
    return new RankingModels(value, byClass);
  }

  Optional<RankingModel> of(QueryClass of) {
    return Optional.ofNullable(byClass.get(of));
  }

  /// These, with those of `others` in their place where it has any.
  public RankingModels with(RankingModels others) {
    Map<QueryClass, RankingModel> both = new EnumMap<>(QueryClass.class);
    both.putAll(byClass);
    both.putAll(others.byClass());
    return new RankingModels(others.name(), both);
  }
}

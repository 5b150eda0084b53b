package dev.kindred.ranking;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.candidates.Candidate;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleId;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.query.Aspect;
import dev.kindred.query.Interpretation;
import dev.kindred.query.Interpretation.Kind;
import dev.kindred.query.Interpretation.Parser;
import dev.kindred.query.Preference;
import dev.kindred.query.Understanding;
import dev.kindred.query.UnderstoodQuery;
import dev.kindred.testing.HashingEmbedder;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.Readings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CandidateFeaturesTest {
  @TempDir Path folder;
  private TitleIndex index;
  private TitleSearcher searcher;

  @BeforeEach
  void open() {
    index =
        Indexes.bulkLoaded(
            folder,
            Indexes.indexed(
                aTitle()
                    .withId("ferry")
                    .named("The Ferry")
                    .from(1994)
                    .about("A ferry sinks at night.")
                    .inGenres("Horror", "Drama")
                    .rated(7, 999)
                    .build(),
                aTitle()
                    .withId("bakery")
                    .named("Bakery")
                    .from(2011)
                    .about("Bread at night.")
                    .inGenres("Comedy", "Drama")
                    .rated(6, 9)
                    .build()));
    searcher = index.acquire();
  }

  @AfterEach
  void close() {
    searcher.close();
    index.close();
  }

  @Test
  void aRetoldPlotMeetsYearsGenresAndWords() {
    FeatureTable table = features(description("a horror movie from the 80s where a ferry sinks"));
    int ferry = row(table, "ferry");
    int bakery = row(table, "bakery");
    assertThat(table.value(ferry, Feature.YEARS_BEFORE)).isZero();
    assertThat((double) table.value(ferry, Feature.YEARS_AFTER))
        .isCloseTo((1994 - 1989) / 10.0, within(1e-6));
    assertThat(table.value(ferry, Feature.YEAR_WITHIN)).isZero();
    assertThat(table.value(ferry, Feature.GENRES_NAMED)).isEqualTo(1);
    assertThat(table.value(bakery, Feature.GENRES_NAMED)).isZero();
    assertThat(table.value(ferry, Feature.LEXICAL_SHARE)).isEqualTo(1);
    assertThat(table.value(ferry, Feature.TEXT)).isPositive();
    assertThat(table.value(ferry, Feature.COVERAGE))
        .isGreaterThan(table.value(bakery, Feature.COVERAGE));
    assertThat(table.value(ferry, Feature.VOTES)).isEqualTo(3);
    assertThat(table.value(ferry, Feature.VOTES_SHARE)).isEqualTo(1);
    assertThat((double) table.value(bakery, Feature.VOTES_SHARE))
        .isCloseTo(Math.log(10) / Math.log(1_000), within(1e-6));
    assertThat((double) table.value(bakery, Feature.YEAR)).isCloseTo(1.1, within(1e-6));
    assertThat(table.value(bakery, Feature.LEXICAL_RANK)).isEqualTo(60f / 62);
    assertThat(table.value(bakery, Feature.FEEL_RANK)).isZero();
  }

  @Test
  void aTasteNamesGenresAndLikedTitlesAreComparedWith() {
    UnderstoodQuery query =
        understood(
            new Interpretation(
                Kind.CONVERSATION,
                List.of(new Preference.OfTitle(id("ferry"), "The Ferry", 1)),
                List.of(Aspect.some("comedies")),
                List.of(),
                Filter.NONE,
                "",
                1,
                Parser.GRAMMAR,
                List.of()));
    FeatureTable table = features(query, EnumSet.allOf(Feature.class));
    int bakery = row(table, "bakery");
    assertThat(table.value(bakery, Feature.GENRES_NAMED)).isEqualTo(1);
    assertThat(table.value(row(table, "ferry"), Feature.GENRES_NAMED)).isZero();
    assertThat(table.value(bakery, Feature.ANCHOR_GENRES)).isEqualTo(1f / 3);
    assertThat(table.value(bakery, Feature.ANCHOR_YEARS)).isEqualTo(1.7f);
    assertThat((double) table.value(row(table, "ferry"), Feature.ANCHOR_STORY))
        .isCloseTo(1, within(1e-4));
    assertThat(table.value(bakery, Feature.ANCHOR_STORY)).isLessThan(1);
  }

  @Test
  void aTitleStandsOutByItsNearestPassage() {
    String ferry = "a ferry sinks at night ".repeat(8).strip() + ". ";
    String nothing = "whatever whoever anyhow ".repeat(14).strip() + ". ";
    FeatureTable one = features(description(ferry + nothing));
    // of two values each is one standard deviation from the mean; a passage near to neither is none
    assertThat((double) one.value(row(one, "ferry"), Feature.PASSAGE_STORY))
        .isCloseTo(1, within(1e-4));
    FeatureTable both = features(description(ferry + "bread in a bakery ".repeat(11)));
    assertThat((double) both.value(row(both, "ferry"), Feature.PASSAGE_STORY))
        .isCloseTo(1, within(1e-4));
    assertThat((double) both.value(row(both, "bakery"), Feature.PASSAGE_STORY))
        .isCloseTo(1, within(1e-4));
    FeatureTable brief = features(description(ferry));
    assertThat(brief.value(row(brief, "ferry"), Feature.PASSAGE_STORY)).isZero();
  }

  private static Interpretation description(String text) {
    return Readings.ofWords(Kind.DESCRIPTION, text, Parser.GRAMMAR);
  }

  @Test
  void whatIsReadIsTheSameWithoutTheRest() {
    theSameAlone(understood(description("bread at night on a ferry ".repeat(20))));
    theSameAlone(
        understood(
            new Interpretation(
                Kind.CONVERSATION,
                List.of(new Preference.OfTitle(id("ferry"), "The Ferry", 1)),
                List.of(Aspect.some("comedies")),
                List.of(),
                Filter.NONE,
                "bread at night on a ferry",
                1,
                Parser.GRAMMAR,
                List.of())));
  }

  private void theSameAlone(UnderstoodQuery query) {
    FeatureTable all = features(query, EnumSet.allOf(Feature.class));
    for (Feature one : Feature.values()) {
      FeatureTable alone = features(query, EnumSet.of(one));
      for (int row = 0; row < all.rows(); row++)
        assertThat(alone.value(row, one)).as("%s", one).isEqualTo(all.value(row, one));
    }
    assertThat(features(query, EnumSet.of(Feature.FUSED)).value(0, Feature.VOTES)).isZero();
  }

  private FeatureTable features(Interpretation read) {
    return features(understood(read), EnumSet.allOf(Feature.class));
  }

  private FeatureTable features(UnderstoodQuery query, Set<Feature> read) {
    List<FusedCandidate> candidates = candidates();
    Nearness nearness =
        new Nearness(candidates.stream().map(FusedCandidate::key).toList(), searcher);
    return new CandidateFeatures(query, candidates, read, nearness, searcher).table();
  }

  private UnderstoodQuery understood(Interpretation read) {
    Understanding understanding = Indexes.understanding(HashingEmbedder.MODEL, Indexes.EMBEDDER);
    return understanding.understand(read, Understanding.Meaning.WANTED, searcher);
  }

  private List<FusedCandidate> candidates() {
    List<FusedCandidate> candidates = new ArrayList<>();
    for (Hit hit : searcher.browse(Filter.NONE, 10)) {
      int rank = candidates.size() + 1;
      candidates.add(
          new FusedCandidate(
              hit.key(),
              hit.id(),
              1.0 / rank,
              Map.of(Source.LEXICAL, new Candidate(hit.key(), hit.id(), rank, 1))));
    }
    return candidates;
  }

  private static TitleId id(String id) {
    return new TitleId(id);
  }

  private static int row(FeatureTable table, String id) {
    return table.titles().indexOf(id(id));
  }
}

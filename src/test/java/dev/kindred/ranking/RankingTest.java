package dev.kindred.ranking;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kindred.candidates.Candidate;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Title;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.query.Interpretation.Kind;
import dev.kindred.query.Interpretation.Parser;
import dev.kindred.query.Understanding;
import dev.kindred.query.UnderstoodQuery;
import dev.kindred.testing.HashingEmbedder;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.Readings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RankingTest {
  @TempDir Path folder;

  @Test
  void aRequestPrefersKnownTitlesByTheLogarithmOfTheirVotes() {
    try (TitleIndex index =
            Indexes.bulkLoaded(
                folder,
                Indexes.indexed(
                    aTitle().withId("unknown").rated(7, 0).build(),
                    aTitle().withId("known").rated(7, 999).build()));
        TitleSearcher searcher = index.acquire()) {
      List<FusedCandidate> ranked =
          ranking(0.5)
              .rank(query(Kind.REQUEST, Parser.GRAMMAR, searcher), fused(searcher), searcher);
      assertThat(ranked).extracting(c -> c.id().value()).containsExactly("known", "unknown");
      assertThat(ranked.getFirst().score())
          .isEqualTo((float) 0.2 + 0.5 * Math.log1p(999) / Math.log1p(999));
      assertThat(ranked.getLast().score()).isEqualTo((float) 0.4);
    }
  }

  @Test
  void aRetoldPlotAndATextTakenAsItStandsDoNot() {
    try (TitleIndex index =
            Indexes.bulkLoaded(
                folder,
                Indexes.indexed(
                    aTitle().withId("unknown").rated(7, 0).build(),
                    aTitle().withId("known").rated(7, 999).build()));
        TitleSearcher searcher = index.acquire()) {
      List<FusedCandidate> fused = fused(searcher);
      assertThat(
              ranking(1).rank(query(Kind.DESCRIPTION, Parser.GRAMMAR, searcher), fused, searcher))
          .isEqualTo(fused);
      assertThat(ranking(1).rank(query(Kind.REQUEST, Parser.NONE, searcher), fused, searcher))
          .isEqualTo(fused);
    }
  }

  @Test
  void knownTitlesAreWeighedHoweverFarBehind() {
    Title[] titles = new Title[Ranking.POOL + 50];
    for (int i = 0; i < titles.length; i++)
      titles[i] = aTitle().withId("t%03d".formatted(i)).rated(7, i).build();
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(titles));
        TitleSearcher searcher = index.acquire()) {
      List<FusedCandidate> fused = new ArrayList<>();
      for (Hit hit : searcher.browse(Filter.NONE, titles.length)) {
        // the best known of all stands last, where only the list of known titles proposes it
        boolean last = hit.id().value().equals("t%03d".formatted(titles.length - 1));
        fused.add(
            new FusedCandidate(
                hit.key(),
                hit.id(),
                last ? 0 : 0.1,
                last
                    ? Map.of(Source.POPULARITY, new Candidate(hit.key(), hit.id(), 1, hit.score()))
                    : Map.of()));
      }
      fused.sort(FusedCandidate.ORDER);
      List<FusedCandidate> ranked =
          ranking(2).rank(query(Kind.REQUEST, Parser.GRAMMAR, searcher), fused, searcher);
      assertThat(ranked).hasSameSizeAs(fused).doesNotHaveDuplicates();
      assertThat(ranked.getFirst().id()).isEqualTo(fused.getLast().id());
      assertThat(ranked).isSortedAccordingTo(Comparator.comparingDouble(c -> -c.score()));
    }
  }

  @Test
  void rejectsWeightsOutOfBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WishWeights(0, 0, -1, 0, 0, 0))
        .withMessageContaining("-1");
  }

  private static Ranking ranking(double prior) {
    return new Ranking(
        new RankingModels(
            "test",
            Map.of(
                QueryClass.REQUEST,
                new LinearModel(Map.of(Feature.FUSED, 1.0, Feature.VOTES_SHARE, prior)))),
        new WishWeights(0, 0, 0, 0, 0, 0));
  }

  /// `unknown` a little before `known`.
  private static List<FusedCandidate> fused(TitleSearcher searcher) {
    List<FusedCandidate> fused = new ArrayList<>();
    searcher
        .browse(Filter.NONE, 10)
        .forEach(hit ->
            fused.add(
                new FusedCandidate(
                    hit.key(), hit.id(), hit.id().value().equals("known") ? 0.2 : 0.4, Map.of())));
    fused.sort(FusedCandidate.ORDER);
    return fused;
  }

  private static UnderstoodQuery query(Kind kind, Parser parser, TitleSearcher searcher) {
    Understanding understanding = Indexes.understanding(HashingEmbedder.MODEL, Indexes.EMBEDDER);
    return understanding.understand(
        Readings.ofWords(kind, "a film", parser), Understanding.Meaning.WANTED, searcher);
  }
}

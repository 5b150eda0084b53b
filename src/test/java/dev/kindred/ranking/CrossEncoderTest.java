package dev.kindred.ranking;

import static dev.kindred.testing.Titles.aProfile;
import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.embedding.CrossEncoderModel;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.query.Aspect;
import dev.kindred.query.Interpretation;
import dev.kindred.query.Interpretation.Note;
import dev.kindred.query.Preference;
import dev.kindred.query.Understanding;
import dev.kindred.query.UnderstoodQuery;
import dev.kindred.ranking.CrossEncoder.Reranked;
import dev.kindred.testing.HashingEmbedder;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.OverlapModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over the model of [OverlapModel], which counts the words of the query in the text.
final class CrossEncoderTest {
  private static final CrossEncoderModel MODEL =
      CrossEncoderModel.open(OverlapModel.MODEL, OverlapModel.TOKENIZER);
  private static final CrossEncoderOptions OPTIONS =
      new CrossEncoderOptions(
          OverlapModel.MODEL, OverlapModel.TOKENIZER, 4, Duration.ofMillis(100), 0.5);
  private static final List<Title> TITLES =
      List.of(
          title("a", "nothing of it"),
          title("b", "a robot"),
          title("c", "a robot in winter"),
          title("d", "nothing either"),
          title("e", "robot robot robot, winter winter winter"));

  @TempDir Path folder;
  private TitleIndex index;
  private TitleSearcher searcher;

  @BeforeEach
  void open() {
    index = Indexes.bulkLoaded(folder, Indexes.indexed(TITLES.toArray(Title[]::new)));
    searcher = index.acquire();
  }

  @AfterEach
  void close() {
    searcher.close();
    index.close();
  }

  @AfterAll
  static void closeModel() {
    MODEL.close();
  }

  @Test
  void blendsItsScoresWithThoseFoundAndLeavesTheRestBehind() {
    List<FusedCandidate> ranked = ranked(0.9, 0.7, 0.6, 0.5, 0.5);
    Reranked reranked = unhurried(OPTIONS).rerank(query("robot winter"), ranked, searcher);
    // c, the best read: half its own score, half the best of the four
    assertThat(ids(reranked)).containsExactly("c", "a", "b", "d", "e");
    assertThat(score(reranked, "c")).isEqualTo(0.6 / 2 + 0.9 / 2, within(1e-12));
    assertThat(score(reranked, "b")).isEqualTo(0.7 / 2 + (0.5 + 0.4 / 2) / 2, within(1e-12));
    assertThat(score(reranked, "a")).isEqualTo(0.9 / 2 + 0.5 / 2, within(1e-12));
    assertThat(score(reranked, "d")).isEqualTo(0.5);
    assertThat(reranked.candidates().getLast()).isEqualTo(ranked.getLast());
    assertThat(reranked.note()).isNull();
    assertThat(unhurried(OPTIONS).rerank(query("robot winter"), ranked, searcher))
        .isEqualTo(reranked);
  }

  @Test
  void equalScoresAreOrderedByTheModelAndTiesByTitleId() {
    Reranked reranked =
        unhurried(OPTIONS).rerank(query("robot"), ranked(0.4, 0.4, 0.4, 0.4, 0.4), searcher);
    assertThat(ids(reranked)).containsExactly("b", "c", "a", "d", "e");
    assertThat(score(reranked, "b")).isEqualTo(0.4 + 1.0 / 2, within(1e-12));
    assertThat(score(reranked, "a")).isEqualTo(0.4, within(1e-12));
  }

  @Test
  void theWeightGoesFromNothingToAll() {
    List<FusedCandidate> ranked = ranked(0.9, 0.7, 0.6, 0.5, 0.1);
    assertThat(weighing(0).rerank(query("robot winter"), ranked, searcher).candidates())
        .isEqualTo(ranked);
    assertThat(ids(weighing(1).rerank(query("robot winter"), ranked, searcher)))
        .containsExactly("c", "b", "a", "d", "e");
    assertThat(ids(weighing(1).rerank(query("garden"), ranked, searcher)))
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void whenTheTimeIsSpentTheOthersKeepTheirPlacesAndTheAnswerSaysSo() {
    List<FusedCandidate> ranked = ranked(0.9, 0.8, 0.6, 0.5, 0.1);
    // the clock goes on by 50 ms at each look: three hits are begun before 151 ms are over
    CrossEncoder hurried = timed(options(Duration.ofMillis(151), 0.75), 50);
    Reranked reranked = hurried.rerank(query("robot"), ranked, searcher);
    assertThat(ids(reranked)).containsExactly("b", "c", "a", "d", "e");
    assertThat(score(reranked, "b")).isEqualTo(0.8 / 4 + 0.9 * 3 / 4, within(1e-12));
    assertThat(score(reranked, "a")).isEqualTo(0.9 / 4 + 0.6 * 3 / 4, within(1e-12));
    assertThat(reranked.candidates().subList(3, 5)).isEqualTo(ranked.subList(3, 5));
    assertThat(reranked.note())
        .isEqualTo(
            new Note(
                "crossEncoderBudget",
                "the cross-encoder read 3 of the first 4 hits in 151 ms; those behind keep their places"));
    Reranked late = timed(OPTIONS, 1_000).rerank(query("robot"), ranked, searcher);
    assertThat(late.candidates()).isEqualTo(ranked);
    assertThat(late.note()).isNotNull();
  }

  @Test
  void aModelThatFailsChangesNothingAndTheAnswerSaysSo() {
    List<FusedCandidate> ranked = ranked(0.9, 0.7, 0.6, 0.5, 0.1);
    for (String fatal : List.of("broken robot", "nothing undefined")) {
      Indexes.upsert(index, List.of(Indexes.indexed(4, title("d", fatal), aProfile().build())));
      try (TitleSearcher now = index.acquire()) {
        Reranked reranked = unhurried(OPTIONS).rerank(query("robot"), ranked, now);
        assertThat(reranked.candidates()).isEqualTo(ranked);
        assertThat(reranked.note())
            .isEqualTo(
                new Note("stageFailed", "the cross-encoder failed; hits are ordered without it"));
      }
    }
  }

  @Test
  void aTitleThatCannotBeReadCountsLikeTheWorst() {
    List<FusedCandidate> ranked = new ArrayList<>(ranked(0.9, 0.7, 0.6));
    ranked.add(new FusedCandidate(new TitleKey(99), new TitleId("gone"), 0.5, Map.of()));
    Reranked reranked = unhurried(OPTIONS).rerank(query("robot winter"), ranked, searcher);
    assertThat(ids(reranked)).containsExactly("c", "a", "b", "gone");
    assertThat(score(reranked, "gone")).isEqualTo(0.5);
    assertThat(reranked.note()).isNull();
  }

  @Test
  void anEmptyListStaysEmpty() {
    Reranked reranked = unhurried(OPTIONS).rerank(query("robot"), List.of(), searcher);
    assertThat(reranked.candidates()).isEmpty();
    assertThat(reranked.note()).isNull();
  }

  @Test
  void readsFreeTextOnly() {
    assertThat(CrossEncoder.reads(query("robot in winter"))).isTrue();
    assertThat(CrossEncoder.reads(query(""))).isFalse();
    Interpretation plain = Interpretation.plain("robot", Filter.NONE);
    assertThat(CrossEncoder.reads(understood(of(plain, Interpretation.Kind.NAME, List.of()))))
        .isFalse();
    assertThat(
            CrossEncoder.reads(
                understood(
                    of(
                        plain,
                        Interpretation.Kind.REQUEST,
                        List.of(new Aspect("gore", Aspect.Degree.SOME))))))
        .isFalse();
    for (double weight : new double[] {1, -1}) {
      assertThat(
              CrossEncoder.reads(
                  understood(
                      Understanding.with(plain, List.of(new Preference.OfText("sea", weight))))))
          .isFalse();
    }
  }

  private static Interpretation of(
      Interpretation plain, Interpretation.Kind kind, List<Aspect> unwanted) {
    return new Interpretation(
        kind,
        List.of(),
        List.of(),
        unwanted,
        Filter.NONE,
        plain.text(),
        1,
        plain.parser(),
        List.of());
  }

  private static CrossEncoder weighing(double weight) {
    return unhurried(options(OPTIONS.budget(), weight));
  }

  private static CrossEncoderOptions options(Duration budget, double weight) {
    return new CrossEncoderOptions(
        OPTIONS.model(), OPTIONS.tokenizer(), OPTIONS.top(), budget, weight);
  }

  private static CrossEncoder unhurried(CrossEncoderOptions options) {
    return timed(options, 0);
  }

  private static CrossEncoder timed(CrossEncoderOptions options, long millisALook) {
    AtomicLong now = new AtomicLong();
    return new CrossEncoder(
        MODEL, options, () -> now.getAndAdd(TimeUnit.MILLISECONDS.toNanos(millisALook)));
  }

  private UnderstoodQuery query(String text) {
    return understood(Interpretation.plain(text, Filter.NONE));
  }

  private UnderstoodQuery understood(Interpretation read) {
    return Indexes.understanding(HashingEmbedder.MODEL, Indexes.EMBEDDER)
        .understand(read, Understanding.Meaning.WANTED, searcher);
  }

  /// The first titles with these scores.
  private static List<FusedCandidate> ranked(double... scores) {
    List<FusedCandidate> ranked = new ArrayList<>();
    for (double score : scores)
      ranked.add(
          new FusedCandidate(
              new TitleKey(ranked.size() + 1), TITLES.get(ranked.size()).id(), score, Map.of()));
    return ranked;
  }

  private static List<String> ids(Reranked reranked) {
    return reranked.candidates().stream().map(c -> c.id().value()).toList();
  }

  private static double score(Reranked reranked, String id) {
    return reranked.candidates().stream()
        .filter(c -> c.id().value().equals(id))
        .mapToDouble(FusedCandidate::score)
        .findFirst()
        .orElseThrow();
  }

  private static Title title(String id, String synopsis) {
    return aTitle().withId(id).about(synopsis).build();
  }
}

package dev.kindred.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Filter;
import dev.kindred.embedding.TitleText;
import dev.kindred.index.TitleIndex;
import dev.kindred.ranking.CrossEncoder;
import dev.kindred.ranking.CrossEncoderOptions;
import dev.kindred.search.SearchAnswer.Item;
import dev.kindred.search.SearchAnswer.Warning;
import dev.kindred.search.SearchRequest.Explaining;
import dev.kindred.search.SearchRequest.Highlighting;
import dev.kindred.search.SearchRequest.Mode;
import dev.kindred.testing.HashingEmbedder;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.OverlapModel;
import dev.kindred.testing.RandomCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A search whose first hits are read by the model of [OverlapModel], which alone orders them.
final class CrossEncodedSearchTest {
  private static final int TOP = 30;
  private static final String QUERY = "ghost train winter";
  private static TitleIndex index;
  private static CrossEncoder crossEncoder;
  private static Search plain;
  private static Search search;

  @BeforeAll
  static void build(@TempDir Path folder) {
    index = Indexes.incremental(folder, RandomCatalogue.of(new Random(5), 300), 150);
    crossEncoder =
        CrossEncoder.open(
                new CrossEncoderOptions(
                    OverlapModel.MODEL, OverlapModel.TOKENIZER, TOP, Duration.ofSeconds(10), 1))
            .orElseThrow();
    plain =
        new Search(
            index::acquire,
            Indexes.understanding(HashingEmbedder.MODEL, Indexes.EMBEDDER),
            SearchOptions.DEFAULT,
            new byte[16]);
    search = plain.with(crossEncoder);
  }

  @AfterAll
  static void close() {
    crossEncoder.close();
    index.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "HYBRID"})
  void theFirstHitsAreOrderedByWhatTheModelReadsInThem(Mode mode) {
    SearchAnswer before = plain.search(request(QUERY, mode, 60, null));
    SearchAnswer after = search.search(request(QUERY, mode, 60, null));
    List<String> expected = new ArrayList<>();
    before.items().stream()
        .limit(TOP)
        .sorted(
            Comparator.comparingLong(CrossEncodedSearchTest::overlap)
                .reversed()
                .thenComparing(item -> item.document().title().id()))
        .forEach(item -> expected.add(id(item)));
    before.items().stream().skip(TOP).forEach(item -> expected.add(id(item)));
    assertThat(ids(after)).isEqualTo(expected).isNotEqualTo(ids(before));
    assertThat(after.items().subList(TOP, 60)).isEqualTo(before.items().subList(TOP, 60));
    assertThat(after.timings()).containsKey("crossEncode");
    assertThat(after.warnings()).isEmpty();
    assertThat(before.timings()).doesNotContainKey("crossEncode");
  }

  @ParameterizedTest
  @EnumSource(names = {"LEXICAL", "VECTOR"})
  void aModeThatNamesItsSourceIsLeftAlone(Mode mode) {
    SearchAnswer answer = search.search(request(QUERY, mode, 60, null));
    assertThat(answer.items()).isEqualTo(plain.search(request(QUERY, mode, 60, null)).items());
    assertThat(answer.timings()).doesNotContainKey("crossEncode");
  }

  @Test
  void whatIsNotFreeTextIsLeftAlone() {
    for (String query : List.of("", "ghost train without winter")) {
      SearchAnswer answer = search.search(request(query, Mode.AUTO, 60, null));
      assertThat(answer.items())
          .isNotEmpty()
          .isEqualTo(plain.search(request(query, Mode.AUTO, 60, null)).items());
      assertThat(answer.timings()).doesNotContainKey("crossEncode");
    }
  }

  @Test
  void pagesContinueOneOrderAndOnlyThoseOfTheTopAreRead() {
    List<Item> whole = search.search(request(QUERY, Mode.AUTO, 60, null)).items();
    List<Item> paged = new ArrayList<>();
    String cursor = null;
    while (paged.size() < 60) {
      SearchAnswer page = search.search(request(QUERY, Mode.AUTO, 12, cursor));
      assertThat(page.timings().containsKey("crossEncode")).isEqualTo(paged.size() < TOP);
      paged.addAll(page.items());
      cursor = page.nextCursor();
    }
    assertThat(paged).isEqualTo(whole);
  }

  @Test
  void aModelThatFailsLeavesThePlainAnswerAndSaysSo() {
    SearchAnswer answer = search.search(request("broken ghost train", Mode.AUTO, 60, null));
    assertThat(answer.warnings()).extracting(Warning::code).containsExactly("stageFailed");
    assertThat(answer.items())
        .isEqualTo(plain.search(request("broken ghost train", Mode.AUTO, 60, null)).items());
  }

  /// What `overlap.py` says its model computes.
  private static long overlap(Item item) {
    String text = TitleText.story(item.document().title(), item.document().profile());
    Set<String> asked = Set.of(QUERY.split(" ", -1));
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\W+", -1))
        .filter(asked::contains)
        .count();
  }

  private static List<String> ids(SearchAnswer answer) {
    return answer.items().stream().map(CrossEncodedSearchTest::id).toList();
  }

  private static String id(Item item) {
    return item.document().title().id().value();
  }

  private static SearchRequest request(
      String query, Mode mode, int limit, @Nullable String cursor) {
    return new SearchRequest(
        query,
        limit,
        cursor,
        mode,
        Filter.NONE,
        List.of(),
        null,
        List.of(),
        0,
        Highlighting.OFF,
        Explaining.NONE);
  }
}

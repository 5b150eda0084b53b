package dev.kindred.search;

import static dev.kindred.testing.Titles.aProfile;
import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleIndex;
import dev.kindred.query.Aspect;
import dev.kindred.query.Interpretation;
import dev.kindred.query.Preference;
import dev.kindred.search.SearchRequest.Explaining;
import dev.kindred.search.SearchRequest.Highlighting;
import dev.kindred.search.SearchRequest.Mode;
import dev.kindred.testing.HashingEmbedder;
import dev.kindred.testing.Indexes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a request that was read finds: anchors, wishes, refusals, conditions.
final class ReadQueryTest {
  @TempDir static Path folder;
  private static TitleIndex index;

  @BeforeAll
  static void open() {
    List<IndexedTitle> titles = new ArrayList<>();
    add(
        titles,
        aTitle()
            .withId("star")
            .named("Star Harbour")
            .withKeywords("space", "robot")
            .inGenres("Drama")
            .from(1999)
            .build());
    add(titles, editionOf("star", "star-cut", "Star Harbour: The Cut"));
    for (int i = 0; i < 12; i++) {
      add(
          titles,
          aTitle()
              .withId("space-" + i)
              .named("Voyage " + i)
              .withKeywords("space", "robot", i % 2 == 0 ? "gore" : "friendship")
              .inGenres(i < 6 ? "Drama" : "Comedy")
              .from(1990 + i)
              .build());
    }
    add(
        titles,
        aTitle()
            .withId("bakery")
            .named("The Bakery")
            .withKeywords("bread", "village")
            .from(2001)
            .build());
    index = Indexes.bulkLoaded(folder, titles);
  }

  @AfterAll
  static void close() {
    index.close();
  }

  @Test
  void anchorsAndTheirEditionsAreNeverHits() {
    SearchAnswer answer = search("movies like Star Harbour");
    assertThat(answer.interpretation().anchors())
        .containsExactly(new Preference.OfTitle(new TitleId("star"), "Star Harbour", 1));
    assertThat(ids(answer)).isNotEmpty().doesNotContain("star", "star-cut");
  }

  @Test
  void aNameAloneFindsTheTitleItself() {
    assertThat(ids(search("star harbour")).getFirst()).isEqualTo("star");
  }

  @Test
  void whatIsRefusedStandsBehindAllThatIsNot() {
    List<String> hits = ids(search("something like Star Harbour without gore"));
    int lastGood = 0;
    for (int i = 1; i < 12; i += 2) lastGood = Math.max(lastGood, hits.indexOf("space-" + i));
    for (int i = 0; i < 12; i += 2) assertThat(hits.indexOf("space-" + i)).isGreaterThan(lastGood);
  }

  @Test
  void whatIsWantedRises() {
    List<String> hits = ids(search("something like Star Harbour but with friendship"));
    assertThat(hits.subList(0, 6)).allSatisfy(id -> assertThat(id).matches("space-(1|3|5|7|9|11)"));
  }

  @Test
  void dislikesCountAgainst() {
    Preference like = new Preference.OfTitle(new TitleId("space-1"), "", 1);
    Preference dislike = new Preference.OfText("gore", -1);
    SearchAnswer answer = search(request("", Mode.AUTO, List.of(like, dislike), null));
    assertThat(ids(answer)).doesNotContain("space-1").contains("space-3");
  }

  @Test
  void aWishBesideDislikesAloneIsSearchedFor() {
    Preference dislike = new Preference.OfTitle(new TitleId("star"), "", -1);
    Interpretation sent =
        new Interpretation(
            Interpretation.Kind.REQUEST,
            List.of(dislike),
            List.of(Aspect.some("friendship")),
            List.of(),
            Filter.NONE,
            "",
            1,
            Interpretation.Parser.CALLER,
            List.of());
    assertThat(ids(search(request("", Mode.AUTO, List.of(), sent))).getFirst())
        .matches("space-(1|3|5|7|9|11)");
  }

  @Test
  void anInterpretationSentBackFindsTheSame() {
    SearchAnswer first = search("something like Star Harbour without gore after 1992");
    SearchAnswer again = search(request("", Mode.AUTO, List.of(), first.interpretation()));
    assertThat(ids(again)).isEqualTo(ids(first));
  }

  @Test
  void anEditedInterpretationFindsOtherwise() {
    Interpretation read = search("something like Star Harbour without gore").interpretation();
    Interpretation edited =
        new Interpretation(
            read.kind(),
            read.anchors(),
            List.of(),
            List.of(Aspect.some("friendship")),
            read.filter(),
            read.text(),
            1,
            Interpretation.Parser.CALLER,
            List.of());
    assertThat(ids(search(request("", Mode.AUTO, List.of(), edited))).subList(0, 6))
        .allSatisfy(id -> assertThat(id).doesNotMatch("space-(1|3|5|7|9|11)"));
  }

  @Test
  void conditionsThatNothingFulfilsAreDroppedAndTold() {
    SearchAnswer answer = search("movies like Star Harbour from the 1930s");
    assertThat(ids(answer)).isNotEmpty();
    assertThat(answer.warnings())
        .extracting(SearchAnswer.Warning::code)
        .contains("conditionsDropped");
    assertThat(answer.interpretation().filter()).isEqualTo(Filter.NONE);
  }

  @Test
  void aModeThatNamesItsSourcesTakesTheTextAsItStands() {
    SearchAnswer answer = search(request("movies like Star Harbour", Mode.HYBRID, List.of(), null));
    assertThat(answer.interpretation().anchors()).isEmpty();
    assertThat(ids(answer)).contains("star");
  }

  @Test
  void anUnknownTitleIsTold() {
    Preference like = new Preference.OfTitle(new TitleId("nowhere"), "", 1);
    SearchAnswer answer = search(request("robots", Mode.AUTO, List.of(like), null));
    assertThat(answer.warnings()).extracting(SearchAnswer.Warning::code).contains("unknownTitle");
  }

  @Test
  void reasonsNameWhatAnchorAndHitShare() {
    SearchAnswer answer = search("movies like Star Harbour");
    assertThat(answer.items().getFirst().reasons().getFirst().code()).isEqualTo("sharedThemes");
  }

  private static SearchAnswer search(String query) {
    return search(request(query, Mode.AUTO, List.of(), null));
  }

  private static SearchAnswer search(SearchRequest request) {
    return new Search(
            index::acquire,
            Indexes.understanding(HashingEmbedder.MODEL, Indexes.EMBEDDER),
            SearchOptions.DEFAULT,
            new byte[16])
        .search(request);
  }

  private static SearchRequest request(
      String query, Mode mode, List<Preference> preferences, @Nullable Interpretation read) {
    return new SearchRequest(
        query,
        50,
        null,
        mode,
        Filter.NONE,
        preferences,
        read,
        List.of(),
        0,
        Highlighting.OFF,
        Explaining.REASONS);
  }

  private static List<String> ids(SearchAnswer answer) {
    return answer.items().stream().map(i -> i.document().title().id().value()).toList();
  }

  private static void add(List<IndexedTitle> titles, Title title) {
    titles.add(Indexes.indexed(titles.size() + 1, title, aProfile().build()));
  }

  private static Title editionOf(String original, String id, String name) {
    return Title.builder(new TitleId(id), Title.Kind.MOVIE, name)
        .editionOf(new TitleId(original))
        .keywords(List.of("space", "robot"))
        .build();
  }
}

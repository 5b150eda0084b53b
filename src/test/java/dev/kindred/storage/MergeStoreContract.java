package dev.kindred.storage;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.SourceKind;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.MergeStore.Outcome;
import dev.kindred.catalogue.MergeStore.Result;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.testing.Titles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every home of [MergeStore] promises, with the [TitleStore] beside it.
abstract class MergeStoreContract {
  private static final Title HEAT =
      aTitle().withId("tt0113277").named("Heat").from(1995).inGenres("Crime").build();
  private static final Title NETFLIX_HEAT =
      aTitle().withId("s42").named("HEAT (1995)").from(1996).lasting(170).build();
  private static final Title MOVIELENS_HEAT =
      aTitle().withId("ml6").named("Heat").about("Cops and robbers.").lasting(1).build();

  abstract TitleStore titles();

  abstract MergeStore merges();

  @BeforeEach
  void fill() {
    write(put(HEAT, "imdb"), put(NETFLIX_HEAT, "netflix"), put(MOVIELENS_HEAT, "movielens"));
  }

  @Test
  void aDroppedIdKeepsItsFactsFromAPlainlyOtherTitleOfAnotherSourceWhereThatIsAsked() {
    long seq = merge("tt0113277", "s42").seq();
    Title dome = aTitle().withId("s42").named("Under the Dome").from(2013).build();
    assertThat(write(new TitleWrite.Put(dome, null, "tv", null, true, null)))
        .containsExactly(new TitleWrite.Outcome(TitleWrite.Result.TAKEN, seq));
    assertThat(find("s42").title().runtimeMinutes()).isEqualTo(170);
    assertThat(write(put(dome, "tv")).getFirst().result()).isEqualTo(TitleWrite.Result.REPLACED);
  }

  @Test
  void theDroppedIdLeadsToTheKeptTitleWithTheFactsOfBoth() {
    TitleKey kept = key("tt0113277");
    TitleKey dropped = key("s42");
    Outcome outcome = merge("tt0113277", "s42");
    assertThat(outcome.result()).isEqualTo(Result.MERGED);
    StoredTitle stored = find("s42");
    assertThat(stored).isEqualTo(find("tt0113277"));
    assertThat(stored.title())
        .isEqualTo(
            aTitle()
                .withId("tt0113277")
                .named("Heat")
                .alsoKnownAs("HEAT (1995)")
                .from(1995)
                .inGenres("Crime")
                .lasting(170)
                .build());
    assertThat(stored.key()).isEqualTo(kept).isEqualTo(key("s42"));
    assertThat(stored.seq()).isEqualTo(outcome.seq());
    assertThat(titles().byKey(List.of(kept, dropped))).containsOnly(entry(kept, stored));
    assertThat(titles().page(0, 10)).contains(stored).hasSize(2);
    assertThat(titles().count()).isEqualTo(2);
  }

  @Test
  void theChangesTakeTheDroppedTitleOutAndTheKeptOneInAgain() {
    TitleKey dropped = key("s42");
    long before = titles().lastSeq();
    Outcome outcome = merge("tt0113277", "s42");
    assertThat(titles().changes(before, 10))
        .containsExactly(
            new Change(outcome.seq() - 1, dropped, Change.Op.DELETE),
            new Change(outcome.seq(), key("tt0113277"), Change.Op.PUT));
  }

  @Test
  void importingBothSourcesAgainChangesNothing() {
    merge("tt0113277", "s42");
    long seq = titles().lastSeq();
    assertThat(write(put(HEAT, "imdb"), put(NETFLIX_HEAT, "netflix")))
        .extracting(TitleWrite.Outcome::result)
        .containsOnly(TitleWrite.Result.UNCHANGED);
    assertThat(titles().lastSeq()).isEqualTo(seq);
    assertThat(find("s42").title().runtimeMinutes()).isEqualTo(170);
  }

  @Test
  void aWriteUnderTheDroppedIdChangesWhatItGaveAndNothingElse() {
    merge("tt0113277", "s42");
    Title changed = aTitle().withId("s42").named("Heat").from(1999).lasting(171).build();
    TitleWrite.Outcome outcome = write(put(changed, "netflix")).getFirst();
    assertThat(outcome.result()).isEqualTo(TitleWrite.Result.REPLACED);
    StoredTitle stored = find("tt0113277");
    assertThat(stored.seq()).isEqualTo(outcome.seq()).isEqualTo(titles().lastSeq());
    assertThat(stored.title().runtimeMinutes()).isEqualTo(171);
    assertThat(stored.title().year()).isEqualTo(1995);
    assertThat(stored.title().id()).isEqualTo(HEAT.id());
    assertThat(stored.source()).isEqualTo("imdb");
  }

  @Test
  void aWriteUnderTheDroppedIdExpectsTheVersionOfTheKeptTitle() {
    long seq = merge("tt0113277", "s42").seq();
    TitleWrite.Put late = new TitleWrite.Put(NETFLIX_HEAT, null, "netflix", seq - 1);
    assertThat(write(late).getFirst())
        .isEqualTo(new TitleWrite.Outcome(TitleWrite.Result.CONFLICT, seq));
  }

  @Test
  void deletingADroppedIdIsRefusedAndDeletingTheKeptOneFreesIt() {
    TitleKey dropped = key("s42");
    long seq = merge("tt0113277", "s42").seq();
    assertThat(write(new TitleWrite.Delete(new TitleId("s42"), null)).getFirst())
        .isEqualTo(new TitleWrite.Outcome(TitleWrite.Result.REDIRECTED, seq));
    assertThat(find("s42").title().name()).isEqualTo("Heat");
    write(new TitleWrite.Delete(HEAT.id(), null));
    assertThat(titles().find(HEAT.id())).isEmpty();
    assertThat(titles().find(NETFLIX_HEAT.id())).isEmpty();
    assertThat(titles().key(NETFLIX_HEAT.id())).isEmpty();
    assertThat(write(put(NETFLIX_HEAT, "netflix")).getFirst().result())
        .isEqualTo(TitleWrite.Result.CREATED);
    assertThat(find("s42").title()).isEqualTo(NETFLIX_HEAT);
    assertThat(key("s42")).isEqualTo(dropped);
  }

  @Test
  void theBetterProfileShowsAndEachIdKeepsItsOwn() {
    ContentProfile human = profile("by hand", SourceKind.HUMAN);
    ContentProfile model = profile("by a model", SourceKind.LLM);
    write(new TitleWrite.SetProfile(HEAT.id(), model, null));
    write(new TitleWrite.SetProfile(NETFLIX_HEAT.id(), human, null));
    merge("tt0113277", "s42");
    assertThat(find("tt0113277").profile()).isEqualTo(human);
    ContentProfile better = profile("by hand, again", SourceKind.HUMAN);
    TitleWrite set = new TitleWrite.SetProfile(NETFLIX_HEAT.id(), better, null);
    assertThat(write(set).getFirst().result()).isEqualTo(TitleWrite.Result.REPLACED);
    assertThat(write(set).getFirst().result()).isEqualTo(TitleWrite.Result.UNCHANGED);
    assertThat(find("tt0113277").profile()).isEqualTo(better);
    merges().split(NETFLIX_HEAT.id(), null).join();
    assertThat(find("tt0113277").profile()).isEqualTo(model);
    assertThat(find("s42").profile()).isEqualTo(better);
  }

  @Test
  void chainsLeadToTheLastOneAndTheNearerFactsFillFirst() {
    merge("s42", "ml6");
    assertThat(find("ml6").title().runtimeMinutes()).isEqualTo(170);
    merge("tt0113277", "s42");
    for (String id : List.of("ml6", "s42", "tt0113277"))
      assertThat(find(id).title().id()).isEqualTo(HEAT.id());
    assertThat(find("ml6").title().runtimeMinutes()).isEqualTo(170);
    assertThat(find("ml6").title().synopsis()).isEqualTo("Cops and robbers.");
    assertThat(write(put(MOVIELENS_HEAT, "movielens")).getFirst().result())
        .isEqualTo(TitleWrite.Result.UNCHANGED);
  }

  @Test
  void aMergeIntoADroppedIdGoesToTheKeptTitle() {
    merge("tt0113277", "s42");
    assertThat(merge("s42", "ml6").result()).isEqualTo(Result.MERGED);
    assertThat(find("ml6").title().id()).isEqualTo(HEAT.id());
  }

  @Test
  void aSplitIsTheInverseOfItsMerge() {
    Map<String, StoredTitle> apart = new java.util.HashMap<>();
    merge("s42", "ml6");
    for (String id : List.of("ml6", "s42", "tt0113277")) apart.put(id, find(id));
    merge("tt0113277", "s42");
    Outcome split = merges().split(NETFLIX_HEAT.id(), null).join();
    assertThat(split.result()).isEqualTo(Result.SPLIT);
    assertThat(find("s42").seq()).isEqualTo(split.seq()).isEqualTo(titles().lastSeq());
    apart.forEach((id, before) -> {
      assertThat(find(id).title()).isEqualTo(before.title());
      assertThat(find(id).key()).isEqualTo(before.key());
      assertThat(find(id).source()).isEqualTo(before.source());
    });
    assertThat(titles().changes(split.seq() - 2, 10))
        .extracting(Change::key)
        .containsExactly(key("tt0113277"), key("s42"));
  }

  @Test
  void tellsTheTitleThatItLeft() {
    assertThat(merge("tt0113277", "s42").title()).isEqualTo(find("tt0113277"));
    Outcome split = merges().split(NETFLIX_HEAT.id(), null).join();
    assertThat(split.title()).isEqualTo(find("s42"));
    assertThat(merge("nobody", "s42").title()).isNull();
  }

  @Test
  void aRepeatedMergeIsUnchanged() {
    Outcome first = merge("tt0113277", "s42");
    long seq = first.seq();
    assertThat(merge("tt0113277", "s42"))
        .isEqualTo(new Outcome(Result.UNCHANGED, seq, first.title()));
    assertThat(titles().lastSeq()).isEqualTo(seq);
  }

  @Test
  void refusesWhatIsNotTwoTitles() {
    assertThat(merge("s42", "s42").result()).isEqualTo(Result.SAME_TITLE);
    assertThat(merge("nobody", "s42").result()).isEqualTo(Result.UNKNOWN_KEPT);
    assertThat(merge("s42", "nobody").result()).isEqualTo(Result.UNKNOWN_DROPPED);
    assertThat(split("s42")).isEqualTo(Result.NOT_MERGED);
    assertThat(split("nobody")).isEqualTo(Result.UNKNOWN_KEPT);
    merge("tt0113277", "s42");
    long seq = titles().lastSeq();
    assertThat(merge("s42", "tt0113277").result()).isEqualTo(Result.SAME_TITLE);
    assertThat(merge("ml6", "s42").result()).isEqualTo(Result.MERGED_ELSEWHERE);
    assertThat(titles().lastSeq()).isEqualTo(seq);
  }

  @Test
  void refusesToMakeAPartTheWhole() {
    write(
        put(
            Title.builder(new TitleId("part"), Title.Kind.SEASON, "Season 1")
                .parentId(HEAT.id())
                .build(),
            "x"));
    assertThat(merge("part", "tt0113277").result()).isEqualTo(Result.RELATED);
    assertThat(merge("tt0113277", "part").result()).isEqualTo(Result.RELATED);
  }

  @Test
  void mergesOnlyTheVersionThatIsExpected() {
    long seq = find("tt0113277").seq();
    assertThat(merge("tt0113277", "s42", seq + 100)).isEqualTo(new Outcome(Result.CONFLICT, seq));
    assertThat(find("s42").title()).isEqualTo(NETFLIX_HEAT);
    long merged = merge("tt0113277", "s42", seq).seq();
    assertThat(merges().split(NETFLIX_HEAT.id(), seq).join())
        .isEqualTo(new Outcome(Result.CONFLICT, merged));
  }

  @Test
  void deletingASourceLeavesATitleThatHoldsFactsOfAnother() {
    merge("tt0113277", "s42");
    assertThat(titles().deleteSource("imdb")).isZero();
    assertThat(find("s42").title().id()).isEqualTo(HEAT.id());
    write(put(NETFLIX_HEAT, "imdb"));
    assertThat(titles().deleteSource("imdb")).isEqualTo(1);
    assertThat(titles().find(HEAT.id())).isEmpty();
  }

  @Test
  void aLinkedIdLeadsToTheTitleAndChangesNothingElse() {
    StoredTitle before = find("tt0113277");
    long seq = titles().lastSeq();
    assertThat(link("movielens:6", "tt0113277")).isEqualTo(TitleWrite.Result.CREATED);
    assertThat(link("movielens:6", "tt0113277")).isEqualTo(TitleWrite.Result.UNCHANGED);
    assertThat(find("movielens:6")).isEqualTo(before);
    assertThat(titles().lastSeq()).isEqualTo(seq);
    assertThat(titles().page(0, 10)).hasSize(3);
    assertThat(link("movielens:6", "s42")).isEqualTo(TitleWrite.Result.REPLACED);
    assertThat(find("movielens:6").title()).isEqualTo(NETFLIX_HEAT);
    assertThat(write(new TitleWrite.Delete(new TitleId("movielens:6"), null)).getFirst().result())
        .isEqualTo(TitleWrite.Result.REDIRECTED);
    assertThat(titles().deleteSource("netflix")).isEqualTo(1);
    assertThat(titles().find(new TitleId("movielens:6"))).isEmpty();
  }

  @Test
  void anIdThatIsATitleOrHasFactsIsNotLinked() {
    assertThat(link("s42", "tt0113277")).isEqualTo(TitleWrite.Result.NOT_JOINED);
    assertThat(link("movielens:6", "nobody")).isEqualTo(TitleWrite.Result.NOT_JOINED);
    merge("s42", "ml6");
    assertThat(link("ml6", "tt0113277")).isEqualTo(TitleWrite.Result.NOT_JOINED);
    assertThat(find("s42").title().name()).isEqualTo(NETFLIX_HEAT.name());
  }

  @Test
  void linksFollowMergesSplitsAndDeletes() {
    link("movielens:6", "s42");
    merge("tt0113277", "s42");
    assertThat(key("movielens:6")).isEqualTo(key("tt0113277"));
    merges().split(NETFLIX_HEAT.id(), null).join();
    assertThat(find("movielens:6").title()).isEqualTo(NETFLIX_HEAT);
    merge("tt0113277", "s42");
    write(new TitleWrite.Delete(HEAT.id(), null));
    assertThat(titles().find(new TitleId("movielens:6"))).isEmpty();
    write(put(NETFLIX_HEAT, "netflix"));
    assertThat(titles().find(new TitleId("movielens:6"))).isEmpty();
    assertThat(link("movielens:6", "s42")).isEqualTo(TitleWrite.Result.CREATED);
  }

  @Test
  void aSplitLetsALinkedIdGo() {
    link("movielens:6", "tt0113277");
    assertThat(split("movielens:6")).isEqualTo(Result.UNLINKED);
    assertThat(titles().find(new TitleId("movielens:6"))).isEmpty();
    assertThat(split("movielens:6")).isEqualTo(Result.UNKNOWN_KEPT);
  }

  @Test
  void anIdOfADeletedTitleIsLinkedAndLetGoWithTheKeyItHad() {
    TitleKey before = key("ml6");
    write(new TitleWrite.Delete(MOVIELENS_HEAT.id(), null));
    assertThat(link("ml6", "tt0113277")).isEqualTo(TitleWrite.Result.CREATED);
    assertThat(link("ml6", "s42")).isEqualTo(TitleWrite.Result.REPLACED);
    assertThat(split("ml6")).isEqualTo(Result.UNLINKED);
    write(put(MOVIELENS_HEAT, "movielens"));
    assertThat(key("ml6")).isEqualTo(before);
  }

  @Test
  void aPutUnderALinkedIdAddsItsFactsWhichASplitMakesATitleOf() {
    link("movielens:6", "tt0113277");
    assertThat(
            write(
                    new TitleWrite.SetProfile(
                        new TitleId("movielens:6"), profile("x", SourceKind.HUMAN), null))
                .getFirst()
                .result())
        .isEqualTo(TitleWrite.Result.MISSING);
    Title facts = aTitle().withId("movielens:6").named("Heat").lasting(172).build();
    assertThat(write(put(facts, "movielens")).getFirst().result())
        .isEqualTo(TitleWrite.Result.REPLACED);
    assertThat(find("tt0113277").title().runtimeMinutes()).isEqualTo(172);
    assertThat(write(put(facts, "movielens")).getFirst().result())
        .isEqualTo(TitleWrite.Result.UNCHANGED);
    assertThat(split("movielens:6")).isEqualTo(Result.SPLIT);
    assertThat(find("movielens:6").title()).isEqualTo(facts);
    assertThat(find("tt0113277").title()).isEqualTo(HEAT);
    assertThat(key("movielens:6").value()).isGreaterThan(key("ml6").value());
  }

  @Test
  void whatIsKeptUnderAnIdFollowsItsMergeAndItsSplit() {
    TitleId kept = new TitleId("tt0113277");
    TitleId dropped = new TitleId("s42");
    Map<TitleId, TitleKey> before = titles().ownKeys(List.of(kept, dropped, new TitleId("none")));
    assertThat(before).containsOnlyKeys(kept, dropped);
    TitleKey own = before.get(dropped);

    merge("tt0113277", "s42");
    assertThat(link("movielens:6", "tt0113277")).isEqualTo(TitleWrite.Result.CREATED);

    assertThat(titles().ownKeys(List.of(kept, dropped))).isEqualTo(before);
    assertThat(titles().redirects()).containsExactly(Map.entry(own, before.get(kept)));
    assertThat(titles().ids(before.values()))
        .isEqualTo(Map.of(before.get(kept), kept, own, dropped));
    merges().split(dropped, null).join();
    assertThat(titles().redirects()).isEmpty();

    titles().write(List.of(new TitleWrite.Delete(dropped, null))).join();
    assertThat(titles().ownKeys(List.of(dropped))).isEmpty();
    assertThat(titles().ids(List.of(own))).containsExactly(Map.entry(own, dropped));
  }

  final TitleWrite.Result link(String id, String of) {
    return write(new TitleWrite.Link(new TitleId(id), new TitleId(of))).getFirst().result();
  }

  final Outcome merge(String kept, String dropped) {
    return merge(kept, dropped, null);
  }

  final Outcome merge(String kept, String dropped, @Nullable Long expectedSeq) {
    return merges().merge(new TitleId(kept), new TitleId(dropped), expectedSeq).join();
  }

  final Result split(String id) {
    return merges().split(new TitleId(id), null).join().result();
  }

  final StoredTitle find(String id) {
    return titles().find(new TitleId(id)).orElseThrow();
  }

  final TitleKey key(String id) {
    Optional<TitleKey> key = titles().key(new TitleId(id));
    assertThat(key).isEqualTo(titles().find(new TitleId(id)).map(StoredTitle::key));
    return key.orElseThrow();
  }

  final List<TitleWrite.Outcome> write(TitleWrite... writes) {
    return new ArrayList<>(titles().write(List.of(writes)).join());
  }

  static TitleWrite put(Title title, String source) {
    return new TitleWrite.Put(title, null, source, null);
  }

  private static ContentProfile profile(String pitch, SourceKind kind) {
    return Titles.aProfile().pitched(pitch).by(kind).build();
  }
}

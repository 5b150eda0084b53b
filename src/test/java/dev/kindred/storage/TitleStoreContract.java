package dev.kindred.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.Bookmark;
import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.Setting;
import dev.kindred.catalogue.ContentProfile.Source;
import dev.kindred.catalogue.ContentProfile.SourceKind;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Delete;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.catalogue.TitleWrite.Put;
import dev.kindred.catalogue.TitleWrite.Result;
import dev.kindred.catalogue.TitleWrite.SetProfile;
import dev.kindred.testing.Seeded;
import dev.kindred.testing.Titles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every home of [TitleStore] promises.
abstract class TitleStoreContract {
  /// The store under test, empty when the test starts.
  abstract TitleStore store();

  /// Closes the store, with everything around it, and opens it again.
  abstract TitleStore reopen();

  @Test
  void createsATitleAndGivesItBack() {
    Title title = aTitle("tt0083658", "Blade Runner");
    Outcome outcome = write(put(title));
    assertThat(outcome).isEqualTo(new Outcome(Result.CREATED, 1));
    StoredTitle stored = store().find(title.id()).orElseThrow();
    assertThat(stored).isEqualTo(new StoredTitle(stored.key(), title, null, "test", outcome.seq()));
    assertThat(store().byKey(List.of(stored.key()))).isEqualTo(Map.of(stored.key(), stored));
  }

  @Test
  void replacesATitleUnderTheSameKey() {
    long first = write(put(aTitle("a", "Alien"))).seq();
    TitleKey key = find("a").key();
    Outcome second = write(put(aTitle("a", "Aliens")));
    assertThat(second.result()).isEqualTo(Result.REPLACED);
    assertThat(second.seq()).isGreaterThan(first);
    assertThat(find("a").title().name()).isEqualTo("Aliens");
    assertThat(find("a").key()).isEqualTo(key);
  }

  @Test
  void anUnchangedPutWritesNothingAndKeepsTheSeq() {
    Outcome first = write(put(aTitle("a", "Alien"), aProfile("space")));
    assertThat(write(put(aTitle("a", "Alien"))))
        .isEqualTo(new Outcome(Result.UNCHANGED, first.seq()));
    assertThat(write(put(aTitle("a", "Alien"), aProfile("space"))))
        .isEqualTo(new Outcome(Result.UNCHANGED, first.seq()));
    assertThat(store().lastSeq()).isEqualTo(first.seq());
  }

  @Test
  void anUnchangedPutMovesTheTitleToTheNewSource() {
    write(new Put(aTitle("a", "Alien"), null, "sample", null));
    assertThat(write(new Put(aTitle("a", "Alien"), null, "api", null)).result())
        .isEqualTo(Result.UNCHANGED);
    assertThat(store().countBySource()).isEqualTo(Map.of("api", 1L));
  }

  @Test
  void aPlainlyOtherTitleOfAnotherSourceKeepsItsIdWhereThatIsAsked() {
    Title bebop = titleOf("1", "Cowboy Bebop", 1998);
    Title dome = titleOf("1", "Under the Dome", 2013);
    long seq = write(new Put(bebop, null, "anime", null)).seq();
    Put spares = new Put(dome, aProfile("glass"), "tv", new TitleId("other"), true, null);
    assertThat(write(spares)).isEqualTo(new Outcome(Result.TAKEN, seq));
    assertThat(find("1")).isEqualTo(new StoredTitle(find("1").key(), bebop, null, "anime", seq));
    assertThat(store().lastSeq()).isEqualTo(seq);
    for (Title same : List.of(titleOf("1", "The Cowboy Bebop!", 2021), titleOf("1", "Dome", 1999)))
      assertThat(write(new Put(same, null, "tv", null, true, null)).result())
          .isEqualTo(Result.REPLACED);
    assertThat(write(new Put(dome, null, "tv", null, true, null)).result())
        .as("of the same source")
        .isEqualTo(Result.REPLACED);
    assertThat(write(new Put(bebop, null, "anime", null)).result())
        .as("unless asked")
        .isEqualTo(Result.REPLACED);
  }

  private static Title titleOf(String id, String name, int year) {
    return Title.builder(new TitleId(id), Title.Kind.SERIES, name).year(year).build();
  }

  @Test
  void aPutWithoutProfileKeepsTheStoredOne() {
    write(put(aTitle("a", "Alien"), aProfile("space")));
    write(put(aTitle("a", "Aliens")));
    assertThat(find("a").profile()).isEqualTo(aProfile("space"));
  }

  @Test
  void aPutWithAnotherProfileReplacesIt() {
    write(put(aTitle("a", "Alien"), aProfile("space")));
    assertThat(write(put(aTitle("a", "Alien"), aProfile("terror"))).result())
        .isEqualTo(Result.REPLACED);
    assertThat(find("a").profile()).isEqualTo(aProfile("terror"));
  }

  @Test
  void setsTheProfileOfATitle() {
    long created = write(put(aTitle("a", "Alien"))).seq();
    Outcome set = write(new SetProfile(new TitleId("a"), aProfile("space"), created));
    assertThat(set.result()).isEqualTo(Result.REPLACED);
    assertThat(find("a").profile()).isEqualTo(aProfile("space"));
    assertThat(find("a").seq()).isEqualTo(set.seq()).isGreaterThan(created);
    assertThat(write(new SetProfile(new TitleId("a"), aProfile("space"), null)))
        .isEqualTo(new Outcome(Result.UNCHANGED, set.seq()));
  }

  @Test
  void anUnknownTitleIsMissing() {
    assertThat(write(new Delete(new TitleId("nobody"), null)))
        .isEqualTo(new Outcome(Result.MISSING, 0));
    assertThat(write(new SetProfile(new TitleId("nobody"), aProfile("space"), null)))
        .isEqualTo(new Outcome(Result.MISSING, 0));
    assertThat(store().find(new TitleId("nobody"))).isEmpty();
    assertThat(store().byKey(List.of(new TitleKey(7)))).isEmpty();
    assertThat(store().lastSeq()).isZero();
  }

  @Test
  void aDeletedTitleComesBackUnderItsKeyWithoutItsProfile() {
    write(put(aTitle("a", "Alien"), aProfile("space")));
    TitleKey key = find("a").key();
    Outcome deleted = write(new Delete(new TitleId("a"), null));
    assertThat(deleted).isEqualTo(new Outcome(Result.DELETED, 2));
    assertThat(store().find(new TitleId("a"))).isEmpty();
    assertThat(store().changes(0, 10)).containsExactly(new Change(2, key, Change.Op.DELETE));
    assertThat(write(new Delete(new TitleId("a"), null)).result()).isEqualTo(Result.MISSING);

    write(put(aTitle("b", "Brazil")));
    assertThat(write(put(aTitle("a", "Alien")))).isEqualTo(new Outcome(Result.CREATED, 4));
    assertThat(find("a").key()).isEqualTo(key);
    assertThat(find("a").profile()).isNull();
    assertThat(find("b").key()).isNotEqualTo(key);
  }

  @Test
  void aKeyIsNeverGivenTwice() {
    Set<TitleKey> keys = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      write(put(aTitle("t" + i, "Title")));
      keys.add(find("t" + i).key());
      write(new Delete(new TitleId("t" + i), null));
    }
    assertThat(keys).hasSize(5);
  }

  @Test
  void anotherVersionThanTheExpectedOneIsAConflict() {
    TitleId id = new TitleId("a");
    assertThat(write(new Put(aTitle("a", "Alien"), null, "test", 5L)))
        .isEqualTo(new Outcome(Result.CONFLICT, TitleWrite.ABSENT));
    long seq = write(new Put(aTitle("a", "Alien"), null, "test", TitleWrite.ABSENT)).seq();
    assertThat(write(new Put(aTitle("a", "Aliens"), null, "test", TitleWrite.ABSENT)))
        .isEqualTo(new Outcome(Result.CONFLICT, seq));
    assertThat(write(new SetProfile(id, aProfile("space"), seq + 1)))
        .isEqualTo(new Outcome(Result.CONFLICT, seq));
    assertThat(write(new Delete(id, seq + 1))).isEqualTo(new Outcome(Result.CONFLICT, seq));
    assertThat(write(new Put(aTitle("a", "Aliens"), null, "test", seq)).result())
        .isEqualTo(Result.REPLACED);
    assertThat(write(new Delete(id, seq)).result()).isEqualTo(Result.CONFLICT);
    assertThat(write(new Delete(id, seq + 1)).result()).isEqualTo(Result.DELETED);
    assertThat(write(new Delete(id, seq + 2)))
        .isEqualTo(new Outcome(Result.CONFLICT, TitleWrite.ABSENT));
  }

  @Test
  void aBatchAppliesInOrderWithAnOutcomeForEach() {
    List<Outcome> outcomes =
        store()
            .write(
                List.of(
                    put(aTitle("a", "Alien")),
                    put(aTitle("a", "Aliens")),
                    new Delete(new TitleId("b"), null),
                    put(aTitle("b", "Brazil")),
                    new Delete(new TitleId("a"), 2L)))
            .join();
    assertThat(outcomes)
        .containsExactly(
            new Outcome(Result.CREATED, 1),
            new Outcome(Result.REPLACED, 2),
            new Outcome(Result.MISSING, 0),
            new Outcome(Result.CREATED, 3),
            new Outcome(Result.DELETED, 4));
    assertThat(store().write(List.of()).join()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "🎬/été?x=1",
        "../../etc",
        "a b%20c",
        "Amélie",
        "Ame\u0301lie",
        "'; --",
        "\u202Ex"
      })
  void keepsAnyIdAsItIs(String id) {
    write(put(aTitle(id, "Title of " + id)));
    assertThat(find(id).title().name()).isEqualTo("Title of " + id);
    assertThat(store().count()).isEqualTo(1);
  }

  @Test
  void idsDifferByCaseAndByNormalisation() {
    List<String> ids = List.of("a", "A", "\u00e9", "e\u0301");
    for (String id : ids) write(put(aTitle(id, "Title " + id)));
    assertThat(store().count()).isEqualTo(ids.size());
  }

  @Test
  void keepsBigBodies() {
    List<String> keywords = IntStream.range(0, 500).mapToObj(i -> i + "k".repeat(190)).toList();
    Title big =
        Title.builder(new TitleId("big"), Title.Kind.SERIES, "N".repeat(1_000))
            .synopsis("😀".repeat(10_000))
            .keywords(keywords)
            .people(Title.Role.CAST, keywords)
            .build();
    write(put(big));
    assertThat(find("big").title()).isEqualTo(big);
  }

  @Test
  @Seeded
  void anyTitleComesBackAsItWas(Random random) {
    for (int i = 0; i < 50; i++) {
      Title title = Titles.random(random);
      write(put(title));
      assertThat(find(title.id().value()).title()).isEqualTo(title);
    }
  }

  @Test
  void changesHoldTheLatestOfEachTitleInSeqOrder() {
    for (String id : List.of("a", "b", "c", "a")) {
      write(put(aTitle(id, "Version " + store().lastSeq())));
    }
    write(new Delete(new TitleId("b"), null));
    TitleKey a = find("a").key();
    TitleKey c = find("c").key();
    List<Change> all = store().changes(0, 10);
    assertThat(all).extracting(Change::seq).containsExactly(3L, 4L, 5L);
    assertThat(all)
        .extracting(Change::op)
        .containsExactly(Change.Op.PUT, Change.Op.PUT, Change.Op.DELETE);
    assertThat(all).extracting(Change::key).startsWith(c, a).doesNotHaveDuplicates();
    assertThat(store().changes(3, 1)).containsExactly(new Change(4, a, Change.Op.PUT));
    assertThat(store().changes(5, 10)).isEmpty();
    assertThat(store().countChanges(0)).isEqualTo(3);
    assertThat(store().countChanges(4)).isEqualTo(1);
    assertThat(store().lastSeq()).isEqualTo(5);
  }

  @Test
  void pagesWalkEveryTitleOnceInKeyOrder() {
    int titles = 2_345;
    store().write(titles("t", titles)).join();
    write(new Delete(new TitleId("t17"), null));
    List<TitleKey> seen = new ArrayList<>();
    int after = 0;
    List<StoredTitle> page = store().page(after, 100);
    while (!page.isEmpty()) {
      page.forEach(title -> seen.add(title.key()));
      after = page.getLast().key().value();
      page = store().page(after, 100);
    }
    assertThat(seen).hasSize(titles - 1).isSorted().doesNotHaveDuplicates();
    assertThat(store().byKey(seen)).hasSize(titles - 1).containsOnlyKeys(seen);
  }

  @Test
  void rejectsALimitBelowOne() {
    assertThatThrownBy(() -> store().page(0, 0)).hasMessage("limit must be 1 or more, got 0");
    assertThatThrownBy(() -> store().changes(0, -1)).hasMessage("limit must be 1 or more, got -1");
  }

  @Test
  void deletesASourceAndNothingElse() {
    int sample = 1_234;
    List<Put> puts = new ArrayList<>();
    for (int i = 0; i < sample; i++) {
      puts.add(new Put(aTitle("s" + i, "Sample"), null, "sample", null));
    }
    store().write(puts).join();
    store().write(titles("t", 10)).join();
    assertThat(store().countBySource()).isEqualTo(Map.of("sample", (long) sample, "test", 10L));
    assertThat(store().deleteSource("sample")).isEqualTo(sample);
    assertThat(store().deleteSource("sample")).isZero();
    assertThat(store().countBySource()).isEqualTo(Map.of("test", 10L));
    assertThat(store().count()).isEqualTo(10);
    assertThat(store().changes(0, 10_000))
        .filteredOn(change -> change.op() == Change.Op.DELETE)
        .hasSize(sample);
  }

  @Test
  @Seeded
  @Timeout(60)
  void seqGrowsInCommitOrderUnderConcurrentWriters(Random random) throws Exception {
    int writers = 8;
    int writesEach = 40;
    long writes = (long) writers * writesEach;
    Set<Long> seqs = new HashSet<>();
    List<long[]> seen = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers + 1)) {
      List<Callable<List<Long>>> tasks = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        Random own = new Random(random.nextLong());
        String name = "w" + w;
        tasks.add(() -> {
          List<Long> mine = new ArrayList<>();
          for (int i = 0; i < writesEach; i++) {
            String id = "shared" + own.nextInt(20);
            long seq = write(put(aTitle(id, name + " " + i))).seq();
            // What was answered is committed: a reader sees this version or a later one.
            assertThat(find(id).seq()).isGreaterThanOrEqualTo(seq);
            mine.add(seq);
          }
          return mine;
        });
      }
      Future<?> follower =
          threads.submit(() -> {
            long at = 0;
            while (at < writes) {
              for (Change change : store().changes(at, 7)) {
                seen.add(new long[] {change.seq(), change.key().value()});
                at = change.seq();
              }
            }
          });
      for (Future<List<Long>> done : threads.invokeAll(tasks)) {
        assertThat(done.get()).isSorted();
        seqs.addAll(done.get());
      }
      follower.get();
    }
    assertThat(seqs).hasSize(writers * writesEach);
    assertThat(store().lastSeq()).isEqualTo(writes);
    // A follower that only ever looks after the last seq it saw ends with every title's last
    // version: no change appears behind it.
    for (StoredTitle title : store().page(0, 100)) {
      assertThat(seen).anyMatch(s -> s[0] == title.seq() && s[1] == title.key().value());
    }
  }

  @Test
  void manyWritesInFlightAllComplete() {
    List<CompletableFuture<List<Outcome>>> futures =
        IntStream.range(0, 2_000)
            .mapToObj(i -> store().write(List.of(put(aTitle("t" + i, "Title")))))
            .toList();
    List<Long> seqs = futures.stream().map(f -> f.join().getFirst().seq()).toList();
    assertThat(seqs).isSorted().doesNotHaveDuplicates().hasSize(2_000);
    assertThat(store().count()).isEqualTo(2_000);
  }

  @Test
  void aCallbackMayWriteAgain() {
    Outcome second =
        store()
            .write(List.of(put(aTitle("a", "Alien"))))
            .thenApply(_ -> write(put(aTitle("b", "Brazil"))))
            .join();
    assertThat(second.seq()).isEqualTo(2);
  }

  final Outcome write(TitleWrite write) {
    return store().write(List.of(write)).join().getFirst();
  }

  final StoredTitle find(String id) {
    return store().find(new TitleId(id)).orElseThrow();
  }

  @Test
  void aBookmarkMovesWithItsWritesAndCountsThem() {
    assertThat(store().bookmark("run")).isEmpty();
    write(put(aTitle("t0", "Title 0")));
    store().beginBookmark("run", "begun");
    assertThat(store().bookmark("run")).contains(new Bookmark("run", 0, 0, 0, 1, "begun"));
    store().write(titles("t", 300), new Bookmark.Move("run", 0, 310, "half")).join();
    Bookmark half = store().bookmark("run").orElseThrow();
    // t0 was there with that name
    assertThat(half).isEqualTo(new Bookmark("run", 310, 300, 1, 300, "half"));
    store().write(List.of(), new Bookmark.Move("run", 310, 400, "only refused lines")).join();
    assertThat(reopen().bookmark("run"))
        .contains(new Bookmark("run", 400, 300, 1, 300, "only refused lines"));
    store().beginBookmark("run", "anew");
    assertThat(store().bookmark("run")).contains(new Bookmark("run", 0, 0, 0, 300, "anew"));
    store().removeBookmark("run");
    assertThat(store().bookmark("run")).isEmpty();
  }

  @Test
  void writesWhoseBookmarkIsElsewhereAreUndone() {
    store().beginBookmark("run", "");
    store().write(titles("a", 30), new Bookmark.Move("run", 0, 30, "")).join();
    var late = store().write(titles("c", 30), new Bookmark.Move("run", 60, 90, ""));
    assertThat(late)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableOfType(Exception.class)
        .withCauseInstanceOf(Bookmark.OutOfTurnException.class);
    var unknown = store().write(titles("d", 30), new Bookmark.Move("other", 0, 1, ""));
    assertThat(unknown).failsWithin(Duration.ofSeconds(10));
    assertThat(store().count()).isEqualTo(30);
    store().write(titles("b", 30), new Bookmark.Move("run", 30, 60, "")).join();
    assertThat(store().bookmark("run").orElseThrow().written()).isEqualTo(60);
    assertThat(store().count()).isEqualTo(60);
  }

  @Test
  void aBigBatchIsWhatItsWritesAreOneByOne() {
    write(put(aTitle("old", "Old"), aProfile("space")));
    write(put(aTitle("gone", "Gone")));
    write(new Delete(new TitleId("gone"), null));
    List<TitleWrite> writes = new ArrayList<>(titles("t", 40));
    writes.add(put(aTitle("t1", "Title 1"), aProfile("new"))); // again, with a profile
    writes.add(put(aTitle("old", "Old"))); // unchanged
    writes.add(new Delete(new TitleId("t2"), null)); // of this very batch
    writes.add(put(aTitle("t2", "Title 2, back")));
    writes.add(put(aTitle("gone", "Gone, back")));
    writes.add(new Put(aTitle("t3", "Title 3"), null, "test", TitleWrite.ABSENT)); // is there
    writes.add(put(aTitle("p", "With a profile"), aProfile("own")));
    List<Outcome> outcomes = store().write(writes).join();
    assertThat(outcomes.subList(0, 40)).extracting(Outcome::result).containsOnly(Result.CREATED);
    assertThat(outcomes.subList(40, 47))
        .extracting(Outcome::result)
        .containsExactly(
            Result.REPLACED,
            Result.UNCHANGED,
            Result.DELETED,
            Result.CREATED,
            Result.CREATED,
            Result.CONFLICT,
            Result.CREATED);
    assertThat(find("t1").profile()).isEqualTo(aProfile("new"));
    assertThat(find("p").profile()).isEqualTo(aProfile("own"));
    assertThat(find("t2").title().name()).isEqualTo("Title 2, back");
    assertThat(find("gone").key().value()).isEqualTo(2);
    for (int i = 0; i < 47; i++) {
      Outcome outcome = outcomes.get(i);
      String id = writes.get(i).id().value();
      if (i >= 40 || !List.of("t1", "t2").contains(id))
        if (outcome.result() != Result.DELETED) assertThat(outcome.seq()).isEqualTo(find(id).seq());
    }
    assertThat(store().changes(0, 100)).extracting(Change::seq).isSorted().doesNotHaveDuplicates();
    assertThat(store().changes(0, 100)).hasSize(43);
  }

  static Put put(Title title) {
    return new Put(title, null, "test", null);
  }

  static Put put(Title title, ContentProfile profile) {
    return new Put(title, profile, "test", null);
  }

  static List<Put> titles(String prefix, int count) {
    return Stream.iterate(0, i -> i < count, i -> i + 1)
        .map(i -> put(aTitle(prefix + i, "Title " + i)))
        .toList();
  }

  static Title aTitle(String id, String name) {
    return Title.builder(new TitleId(id), Title.Kind.MOVIE, name)
        .year(1982)
        .genres(List.of("Drama", "Science Fiction"))
        .people(Title.Role.DIRECTOR, List.of("Ridley Scott"))
        .build();
  }

  static ContentProfile aProfile(String theme) {
    return new ContentProfile(
        "A pitch.",
        null,
        List.of(theme),
        List.of("tense"),
        null,
        ContentProfile.Pace.MEASURED,
        List.of(),
        Setting.UNKNOWN,
        null,
        List.of(),
        new Source(SourceKind.LLM, "model", "hash", null));
  }
}

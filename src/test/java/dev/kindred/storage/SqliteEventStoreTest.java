package dev.kindred.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.Event.Context;
import dev.kindred.feedback.Event.Origin;
import dev.kindred.feedback.Event.Value;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.EventStore.Outcome;
import dev.kindred.feedback.EventStore.Position;
import dev.kindred.feedback.EventStore.Urgency;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.Interaction;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.feedback.StoredUser;
import dev.kindred.feedback.User;
import dev.kindred.feedback.User.Blocked;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.UserKey;
import dev.kindred.testing.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteEventStoreTest {
  private static final UserId ANN = new UserId("ann");
  private static final Origin PAGE =
      new Origin(
          "session-1",
          "0195f3a0-0000-7000-8000-00000000aaaa",
          "search-1",
          3,
          "home",
          new Context(OffsetDateTime.parse("2026-11-20T21:30:00+01:00"), "tv", "en-GB", "GB"));

  @TempDir private Path folder;
  private EventDatabase database;
  private EventStore events;

  @BeforeEach
  void open() {
    database = EventDatabase.open(folder);
    events = database.events();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyKindOfEventIsToldAgainAsItWas() {
    List<Events> kinds = new ArrayList<>();
    for (EventType type : EventType.values()) {
      Value value =
          switch (type) {
            case PROGRESS, STOP -> new Value.Watch(0.25, 1_800.5);
            case PLAY -> new Value.Watch(null, 12.0);
            case HOVER -> new Value.Hover(Duration.ofMillis(1_250));
            case RATE -> new Value.Rating(3.5, 5);
            case SEARCH -> new Value.Query("something warm");
            case IMPRESSION,
                CLICK,
                COMPLETE,
                REWATCH,
                LIKE,
                DISLIKE,
                NOT_INTERESTED,
                ADD_TO_LIST,
                REMOVE_FROM_LIST ->
                Value.NONE;
          };
      kinds.add(Events.of(type).saying(value).from(PAGE));
    }
    List<StoredEvent> told = kinds.stream().map(SqliteEventStoreTest::stored).toList();

    assertThat(record(told)).containsOnly(Outcome.ACCEPTED).hasSize(told.size());

    assertThat(events.page(ANN, EventStore.OLDEST, 100))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seq")
        .containsExactlyElementsOf(told);
    StoredEvent third = events.page(ANN, EventStore.OLDEST, 3).getLast();
    assertThat(events.page(ANN, Position.of(third), 2))
        .extracting(StoredEvent::seq)
        .containsExactly(4L, 5L);
  }

  @Test
  void theFirstRealEventThatTellsEndsTheSimulation() {
    assertThat(events.simulate(List.of(simulated("a", 1), simulated("b", 2))).join()).isTrue();
    assertThat(events.simulated()).isTrue();

    record(List.of(stored(Events.of(EventType.IMPRESSION).called("shown"))));
    assertThat(events.simulated()).isTrue();
    assertThat(events.count()).isEqualTo(3);

    record(List.of(stored(Events.of(EventType.CLICK).called("clicked"))));
    assertThat(events.simulated()).isFalse();
    assertThat(events.page(ANN, EventStore.OLDEST, 10))
        .extracting(e -> e.id().value())
        .containsExactly("shown", "clicked");
    assertThat(events.count()).isEqualTo(2);
    assertThat(database.users().count()).isEqualTo(1);

    assertThat(events.simulate(List.of()).join()).isTrue();
    assertThat(events.simulate(List.of(simulated("a", 1))).join()).isFalse();
    assertThat(events.count()).isEqualTo(2);
  }

  @Test
  void aSimulationTakesThePlaceOfTheOneBefore() {
    events.simulate(List.of(simulated("a", 1), simulated("b", 2))).join();
    events.simulate(List.of(simulated("a", 3))).join();

    assertThat(events.interactions(0, 10))
        .extracting(e -> e.timestamp().getEpochSecond())
        .containsExactly(3L);
    assertThat(database.users().count()).isEqualTo(1);
  }

  /// The end of the simulation and the first real event are one commit: what breaks between the two
  /// undoes both.
  @Test
  void aFirstRealEventThatFailsLeavesTheSimulationWhole() throws SQLException {
    events.simulate(List.of(simulated("a", 1), simulated("b", 2))).join();
    String refusing =
        "CREATE TRIGGER broken BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'cut off'); END";
    execute(refusing);

    assertThatThrownBy(() -> record(List.of(stored(Events.of(EventType.CLICK)))))
        .hasStackTraceContaining("cut off");
    assertThat(events.interactions(0, 10)).hasSize(2);
    reopen();
    assertThat(events.simulated()).isTrue();
    assertThat(events.interactions(0, 10)).hasSize(2);

    execute("DROP TRIGGER broken");
    assertThat(record(List.of(stored(Events.of(EventType.CLICK))))).containsOnly(Outcome.ACCEPTED);
    assertThat(events.simulated()).isFalse();
    assertThat(events.interactions(0, 10)).hasSize(1);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(EventDatabase.FILE));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static StoredEvent simulated(String id, long seconds) {
    return stored(
        Events.of(EventType.COMPLETE).called(id).by(UserId.SIMULATED + id).from(PAGE).at(seconds));
  }

  @Test
  void anIdIsRecordedOnceForEverWhateverItsForm() {
    List<String> ids =
        List.of(
            "0195f3a0-1111-7000-8000-00000000aaaa",
            "0195F3A0-1111-7000-8000-00000000AAAA",
            "0195f3a0111170008000-00000000aaaa",
            "fifteen bytes !",
            "fourteen bytes",
            "ä".repeat(128),
            "x");
    List<StoredEvent> told = new ArrayList<>();
    for (String id : ids) told.add(stored(Events.of(EventType.CLICK).called(id)));

    assertThat(record(told)).containsOnly(Outcome.ACCEPTED);
    assertThat(record(told)).containsOnly(Outcome.DUPLICATE);
    reopen();
    assertThat(record(told)).containsOnly(Outcome.DUPLICATE);

    assertThat(events.page(ANN, EventStore.OLDEST, 100))
        .extracting(e -> e.id().value())
        .containsExactlyElementsOf(ids);
    assertThat(events.count()).isEqualTo(ids.size());
  }

  @Test
  void anIdThatIsTwiceInOneWriteIsRecordedOnce() {
    StoredEvent first = stored(Events.of(EventType.LIKE).called("one"));
    StoredEvent second = stored(Events.of(EventType.DISLIKE).called("one").by("bob"));

    assertThat(record(List.of(first, second))).containsExactly(Outcome.ACCEPTED, Outcome.DUPLICATE);
    assertThat(database.users().find(new UserId("bob"))).isEmpty();
    assertThat(events.page(ANN, EventStore.OLDEST, 9))
        .extracting(StoredEvent::type)
        .containsExactly(EventType.LIKE);
  }

  @Test
  void aHistoryIsByTimeHoweverItArrived() {
    record(
        List.of(
            stored(Events.of(EventType.PLAY).called("c").at(300)),
            stored(Events.of(EventType.PLAY).called("a").at(100)),
            stored(Events.of(EventType.IMPRESSION).called("i").at(250)),
            stored(Events.of(EventType.SEARCH).called("s").at(260).saying(new Value.Query("x"))),
            stored(Events.of(EventType.PLAY).called("b1").at(200)),
            stored(Events.of(EventType.LIKE).called("b2").at(200))));
    UserKey ann = key(ANN);

    List<Interaction> first = events.latest(ann, EventStore.NEWEST, 2);
    assertThat(first).extracting(Interaction::seq).containsExactly(1L, 6L);
    assertThat(events.latest(ann, Position.of(first.getLast()), 9))
        .extracting(Interaction::seq)
        .containsExactly(5L, 2L);
    assertThat(events.latest(new UserKey(99), EventStore.NEWEST, 9)).isEmpty();
  }

  @Test
  void whatArrivedSinceIsInTheOrderOfArrival() {
    record(
        List.of(
            stored(Events.of(EventType.PLAY).called("c").at(300)),
            stored(Events.of(EventType.IMPRESSION).called("i").at(250)),
            stored(Events.of(EventType.LIKE).called("bob's").by("bob").at(260)),
            stored(Events.of(EventType.LIKE).called("a").at(100)),
            stored(Events.of(EventType.SEARCH).called("s").saying(new Value.Query("x"))),
            stored(Events.of(EventType.PROGRESS).called("b").at(200).portion(0.5))));

    List<Interaction> since = events.since(key(ANN), 1);
    assertThat(since).extracting(Interaction::seq).containsExactly(4L, 6L);
    assertThat(since.getLast()).isEqualTo(events.latest(key(ANN), EventStore.NEWEST, 2).getLast());
    assertThat(events.since(key(ANN), 6)).isEmpty();
  }

  @Test
  void trainingReadsInChunksWhatIsAboutTitles() {
    record(
        List.of(
            stored(Events.of(EventType.RATE).called("1").saying(new Value.Rating(4, 5))),
            stored(Events.of(EventType.SEARCH).called("2").saying(new Value.Query("x"))),
            stored(Events.of(EventType.PROGRESS).called("3").portion(0.5)),
            stored(
                Events.of(EventType.HOVER)
                    .called("4")
                    .by("bob")
                    .saying(new Value.Hover(Duration.ofMillis(500))))));

    List<Interaction> first = events.interactions(0, 2);
    assertThat(first).extracting(Interaction::value).containsExactly(4 / 5.0, 0.5);
    List<Interaction> rest = events.interactions(first.getLast().seq(), 2);
    assertThat(rest).extracting(Interaction::value).containsExactly(0.5);
    assertThat(rest).extracting(Interaction::user).containsExactly(key(new UserId("bob")));
    assertThat(events.interactions(rest.getLast().seq(), 2)).isEmpty();
    assertThat(events.lastSeq()).isEqualTo(4);
  }

  @Test
  void seenIsWhatWasWatchedOrRated() {
    record(
        List.of(
            stored(Events.of(EventType.CLICK), 1),
            stored(Events.of(EventType.PLAY), 2),
            stored(Events.of(EventType.RATE).saying(new Value.Rating(1, 5)), 3),
            stored(Events.of(EventType.ADD_TO_LIST), 4),
            stored(Events.of(EventType.COMPLETE), 2)));

    assertThat(events.seen(key(ANN))).containsExactlyInAnyOrder(new TitleKey(2), new TitleKey(3));
  }

  @Test
  void aUserIsPutAndMadeByAnEvent() {
    User user =
        new User(
            ANN,
            "en-GB",
            "GB",
            1990,
            "female",
            16,
            new Blocked(List.of("x"), List.of(), List.of()));
    assertThat(database.users().put(User.unknown(ANN)).join()).isTrue();
    assertThat(database.users().put(user).join()).isFalse();
    record(List.of(stored(Events.of(EventType.PLAY)), stored(Events.of(EventType.LIKE).by("bob"))));

    assertThat(database.users().find(ANN).map(StoredUser::user)).contains(user);
    assertThat(database.users().find(new UserId("bob")).map(StoredUser::user))
        .contains(User.unknown(new UserId("bob")));
    assertThat(database.users().count()).isEqualTo(2);
  }

  @Test
  void anErasedUserLeavesNoTraceInTheFiles() throws IOException {
    String session = "a-session-of-ann";
    Origin origin = new Origin(session, null, null, null, null, null);
    List<StoredEvent> many = new ArrayList<>();
    for (int i = 0; i < 1_200; i++)
      many.add(
          stored(
              Events.of(EventType.PLAY).called("ann-event-" + i).by("ann-who-goes").from(origin)));
    record(many);
    record(List.of(stored(Events.of(EventType.PLAY).by("bob-who-stays").called("b"))));
    UserId ann = new UserId("ann-who-goes");
    UserKey old = key(ann);

    assertThat(database.users().erase(ann, () -> {})).isTrue();
    assertThat(database.users().erase(ann, () -> {})).isFalse();

    assertThat(database.users().find(ann)).isEmpty();
    assertThat(events.page(ann, EventStore.OLDEST, 10)).isEmpty();
    assertThat(events.count()).isEqualTo(1);
    assertThat(text())
        .contains("bob-who-stays")
        .doesNotContain("ann-who-goes", session, "ann-event-7");
    record(List.of(many.getFirst()));
    assertThat(key(ann)).isNotEqualTo(old);
    assertThat(events.lastSeq()).isEqualTo(1_202);
  }

  @Test
  void pagesAreInTheOrderOfTimeAndMissNothing() {
    List<StoredEvent> told = new ArrayList<>();
    for (int i = 0; i < 50; i++)
      told.add(stored(Events.of(EventType.LIKE).called("e" + i).at(1_000 + i * 7 % 10)));
    record(told);

    List<StoredEvent> read = new ArrayList<>();
    Position after = EventStore.OLDEST;
    for (List<StoredEvent> page = events.page(ANN, after, 7);
        !page.isEmpty();
        page = events.page(ANN, after, 7)) {
      read.addAll(page);
      after = Position.of(page.getLast());
    }

    assertThat(read).hasSize(50);
    assertThat(read)
        .isSortedAccordingTo(
            Comparator.comparing(StoredEvent::timestamp).thenComparingLong(StoredEvent::seq));
  }

  @Test
  void whatIsSharedIsStoredOncePerViewer() throws IOException {
    String placement = "a-placement-" + "x".repeat(200);
    List<StoredEvent> shown = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Origin origin = new Origin("s", null, null, i + 1, placement, null);
      shown.add(
          stored(Events.of(EventType.IMPRESSION).called(new UUID(7, i).toString()).from(origin)));
    }
    record(shown);
    reopen();

    String text = text();
    assertThat(text.split(placement, -1)).hasSize(2);
    assertThat(events.page(ANN, EventStore.OLDEST, 1_000))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seq")
        .containsExactlyElementsOf(shown);
  }

  private String text() throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().contains(EventDatabase.FILE)).toList())
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  private void reopen() {
    database.close();
    open();
  }

  private UserKey key(UserId id) {
    return database.users().find(id).orElseThrow().key();
  }

  private List<Outcome> record(List<StoredEvent> told) {
    return events.record(told, Urgency.AWAITED).join();
  }

  private static StoredEvent stored(Events event) {
    return stored(event, 1);
  }

  private static StoredEvent stored(Events event, int title) {
    var built = event.build();
    return StoredEvent.of(built, built.title() == null ? null : new TitleKey(title));
  }
}

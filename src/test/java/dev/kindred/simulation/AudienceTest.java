package dev.kindred.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/// Two hundred titles of ten genres, each of one.
final class AudienceTest {
  private static final Instant UNTIL = Instant.parse("2026-11-26T20:00:00Z");
  private static final int GENRES = 10;
  private static final List<Labels.Labelled> TITLES = titles();
  private static final World WORLD = new World(3, 60, 28, 7, 8, GENRES, 0.2, 0.5, 0.5, 0.6);

  @Test
  void theSameWorldIsTheSameEventsAndAnotherSeedIsNot() {
    List<Event> events = events(WORLD);

    assertThat(events(WORLD).equals(events)).isTrue();
    World other = new World(4, 60, 28, 7, 8, GENRES, 0.2, 0.5, 0.5, 0.6);
    assertThat(events(other).stream().anyMatch(new HashSet<>(events)::contains)).isFalse();
  }

  @Test
  void everyEventIsOneOfASimulatedViewerInTheDaysOfTheWorld() {
    List<Event> events = events(WORLD);

    assertThat(events).allMatch(event -> event.user().simulated());
    assertThat(events.stream().map(Event::id).distinct()).hasSameSizeAs(events);
    assertThat(events)
        .allMatch(e -> !e.timestamp().isAfter(UNTIL))
        .allMatch(e -> !e.timestamp().isBefore(UNTIL.minus(Duration.ofDays(28))));
    assertThat(events).isSortedAccordingTo((a, b) -> a.timestamp().compareTo(b.timestamp()));
    Set<EventType> types = new HashSet<>();
    for (Event event : events) types.add(event.type());
    assertThat(types)
        .contains(
            EventType.IMPRESSION,
            EventType.CLICK,
            EventType.PLAY,
            EventType.PROGRESS,
            EventType.COMPLETE,
            EventType.STOP,
            EventType.RATE,
            EventType.LIKE,
            EventType.DISLIKE,
            EventType.ADD_TO_LIST);
  }

  /// The genre that a viewer finishes most takes a far larger share of what is finished than one of
  /// ten genres would, and a larger one than of what is given up.
  @Test
  void whatIsFinishedFollowsTaste() {
    List<Event> events = events(WORLD);
    double finished = shareOfFavourites(events, EventType.COMPLETE);

    assertThat(finished).isGreaterThan(0.4);
    assertThat(shareOfFavourites(events, EventType.STOP)).isLessThan(finished / 2);
  }

  @Test
  void fewerLookAtWhatStandsFurtherDown() {
    Map<Integer, Integer> looks = new HashMap<>();
    for (Event event : events(WORLD)) {
      if (event.type() == EventType.IMPRESSION && event.origin().position() != null)
        looks.merge(event.origin().position(), 1, Integer::sum);
    }
    double first = looks.getOrDefault(1, 0);
    assertThat(looks.getOrDefault(8, 0) / first)
        .isBetween(Math.pow(8, -0.6) - 0.08, Math.pow(8, -0.6) + 0.08);
    World fair = new World(3, 60, 28, 7, 8, GENRES, 0.2, 0.5, 0.5, 0);
    long atFirst = positions(fair, 1);
    assertThat(positions(fair, 8)).isEqualTo(atFirst).isPositive();
  }

  private static long positions(World world, int position) {
    return events(world).stream()
        .filter(e -> e.type() == EventType.IMPRESSION)
        .filter(e -> Integer.valueOf(position).equals(e.origin().position()))
        .count();
  }

  /// Of the events of a type, those about each viewer's favourite genre.
  private static double shareOfFavourites(List<Event> events, EventType type) {
    Map<UserId, List<Integer>> finished = new HashMap<>();
    Map<UserId, List<Integer>> asked = new HashMap<>();
    for (Event event : events) {
      if (event.type() == EventType.COMPLETE) genres(finished, event);
      if (event.type() == type) genres(asked, event);
    }
    int favourites = 0;
    int all = 0;
    for (Map.Entry<UserId, List<Integer>> entry : asked.entrySet()) {
      List<Integer> own = finished.getOrDefault(entry.getKey(), List.of());
      if (own.isEmpty()) continue;
      ToIntFunction<Integer> times = genre -> Collections.frequency(own, genre);
      int favourite = 0;
      for (int genre = 1; genre < GENRES; genre++)
        if (times.applyAsInt(genre) > times.applyAsInt(favourite)) favourite = genre;
      favourites += Collections.frequency(entry.getValue(), favourite);
      all += entry.getValue().size();
    }
    return (double) favourites / all;
  }

  private static void genres(Map<UserId, List<Integer>> byUser, Event event) {
    TitleId title = event.title();
    if (title == null) return;
    int genre = Integer.parseInt(title.value().substring(1)) % GENRES;
    byUser.computeIfAbsent(event.user(), _ -> new ArrayList<>()).add(genre);
  }

  private static List<Event> events(World world) {
    return new Audience(world, TITLES).events(UNTIL);
  }

  private static List<Labels.Labelled> titles() {
    List<Labels.Labelled> titles = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Title title =
          Title.builder(new TitleId("t" + i), Title.Kind.MOVIE, "Title " + i)
              .genres(List.of("Genre " + i % GENRES))
              .runtimeMinutes(80 + i % 60)
              .build();
      titles.add(new Labels.Labelled(title, MetadataProfiler.profile(title)));
    }
    return titles;
  }
}

package dev.kindred.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.feedback.Event.Value;
import dev.kindred.feedback.EventStore.Urgency;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.Reward;
import dev.kindred.feedback.RewardOptions;
import dev.kindred.feedback.RuntimeBias;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.feedback.UserId;
import dev.kindred.index.TitleDocument;
import dev.kindred.testing.Events;
import dev.kindred.testing.MemoryFeedback;
import dev.kindred.testing.Seeded;
import dev.kindred.viewer.Affinities.Affinity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ViewersTest {
  private static final UserId ANN = new UserId("ann");
  private static final RewardOptions WEIGHTS = RewardOptions.DEFAULT;
  private static final Duration DAY = Duration.ofDays(1);

  private final MemoryFeedback feedback = new MemoryFeedback();
  private final Map<TitleKey, TitleKey> redirects = new HashMap<>();
  private final Viewers viewers = anew();
  private int told;

  @Test
  void ofWhomNothingIsKnownThereIsNoViewer() {
    assertThat(viewers.find(ANN)).isEmpty();
    tell(1, EventType.LIKE, 10);
    assertThat(viewers.find(ANN)).isPresent();
  }

  @Test
  void theHistoryHoldsEachTitleOnceTheLatestFirst() {
    tell(1, EventType.PLAY, 100);
    tell(2, EventType.COMPLETE, 300);
    tell(1, EventType.STOP, 400, new Value.Watch(0.5, null));
    tell(3, EventType.LIKE, 200); // arrives late
    tell(9, EventType.IMPRESSION, 500);

    List<HistoryEntry> history = viewer().history();

    assertThat(history).extracting(HistoryEntry::title).containsExactly(key(1), key(2), key(3));
    HistoryEntry first = history.getFirst();
    assertThat(first.latest()).isEqualTo(EventType.STOP);
    assertThat(first.portion()).isEqualTo(0.5);
    assertThat(first.finished()).isFalse();
    assertThat(first.reward()).isCloseTo(WEIGHTS.watch() * 0.5, within(1e-12));
    assertThat(history.get(1).finished()).isTrue();
    assertThat(history.get(2).portion()).isNaN();
  }

  @Test
  void whatLeavesTheHistoryStaysSeen() {
    for (int title = 1; title <= 5; title++) tell(title, EventType.COMPLETE, 10L * title);
    tell(6, EventType.ADD_TO_LIST, 60);

    assertThat(viewer().history())
        .extracting(HistoryEntry::title)
        .containsExactly(key(6), key(5), key(4));
    assertThat(viewer().seen()).containsExactlyInAnyOrder(key(1), key(2), key(3), key(4), key(5));
  }

  @Test
  void manyEventsOfOneTitleHideNoOther() {
    tell(2, EventType.COMPLETE, 1);
    for (int i = 0; i < 1_200; i++)
      tell(1, EventType.PROGRESS, 10 + i, new Value.Watch(i / 1_200.0, null));

    assertThat(viewer().history()).extracting(HistoryEntry::title).containsExactly(key(1), key(2));
    assertThat(viewer().history().getFirst().portion()).isEqualTo(1_199 / 1_200.0);
  }

  @Test
  void ofVeryManyEventsOnlyTheLatestAreReadAndNothingSeenIsForgotten() {
    tell(2, EventType.COMPLETE, 1);
    for (int i = 0; i < 6_000; i++) tell(1, EventType.CLICK, 10 + i);

    assertThat(viewer().history()).extracting(HistoryEntry::title).containsExactly(key(1));
    assertThat(viewer().seen()).containsExactly(key(2));
  }

  @Test
  void eventsOfAMergedTitleCountForTheKeptOne() {
    tell(1, EventType.COMPLETE, 10);
    tell(2, EventType.LIKE, 20);
    assertThat(viewer().history()).hasSize(2);

    redirects.put(key(1), key(2));
    viewers.allChanged();

    assertThat(viewer().history()).extracting(HistoryEntry::title).containsExactly(key(2));
    assertThat(viewer().history().getFirst().finished()).isTrue();
    assertThat(viewer().seen()).containsExactly(key(2));
    redirects.clear();
    viewers.allChanged();
    assertThat(viewer().history()).hasSize(2);
  }

  /// Late events, ties, repeated ones, merges and erasures; titles come, go and come back.
  @Seeded
  @Test
  void whatIsReadSinceMakesTheSameViewerAsWhatIsReadAnew(Random random) {
    for (int step = 0; step < 1_500; step++) {
      switch (random.nextInt(60)) {
        case 0 -> {
          var _ = feedback.users().erase(ANN, () -> viewers.erased(ANN));
        }
        case 1 -> {
          if (!redirects.isEmpty()) redirects.clear();
          else redirects.put(key(1 + random.nextInt(3)), key(4 + random.nextInt(3)));
          viewers.allChanged();
        }
        case 2 -> told = Math.max(0, told - 1 - random.nextInt(3)); // duplicates
        default -> tellAnything(random, 6, 1 + step / 10 + random.nextInt(30));
      }
      if (random.nextInt(3) > 0)
        assertThat(viewers.find(ANN)).as("step " + step).isEqualTo(anew().find(ANN));
    }
  }

  @Seeded
  @Test
  void theSameOfAsManyEventsAsAreRead(Random random) {
    List<StoredEvent> many = new ArrayList<>();
    for (int i = 0; i < Recent.MOST - 10; i++)
      many.add(event("m" + i, 1 + i % 2, EventType.PROGRESS, i / 4, new Value.Watch(0.1, null)));
    feedback.events().record(many, Urgency.MASS).join();
    for (int step = 0; step < 40; step++) {
      tellAnything(random, 3, random.nextInt(Recent.MOST / 4));
      assertThat(viewers.find(ANN)).as("step " + step).isEqualTo(anew().find(ANN));
    }
  }

  @Test
  void anAffinityIsTheMeanRewardShrunkAndOlderTitlesCountLess() {
    long day = DAY.toSeconds();
    tell(1, EventType.LIKE, day); // odd titles are dramas, even ones comedies
    tell(3, EventType.LIKE, 2 * day);
    tell(2, EventType.DISLIKE, 2 * day);

    List<Affinity> genres = viewer().affinities().genres();

    assertThat(genres).extracting(Affinity::name).containsExactly("Drama", "Comedy");
    double weights = 1 + 0.5;
    assertThat(genres.getFirst().score())
        .isCloseTo(WEIGHTS.like() * weights / (Affinities.PRIOR + weights), within(1e-9));
    assertThat(genres.getFirst().evidence()).containsExactly(key(3), key(1));
    assertThat(genres.getLast().score())
        .isCloseTo(-WEIGHTS.dislike() / (Affinities.PRIOR + 1), within(1e-9));
    assertThat(genres.getLast().evidence()).containsExactly(key(2));
  }

  private void tellAnything(Random random, int titles, long at) {
    EventType[] types = EventType.values();
    EventType type = types[random.nextInt(types.length - 1)]; // a search is about no title
    Value value =
        type == EventType.PROGRESS || type == EventType.STOP
            ? new Value.Watch(random.nextInt(11) / 10.0, null)
            : type == EventType.RATE
                ? new Value.Rating(1 + random.nextInt(5), 5)
                : type == EventType.HOVER
                    ? new Value.Hover(Duration.ofMillis(random.nextInt(5_000)))
                    : Value.NONE;
    tell(1 + random.nextInt(titles), type, at, value);
  }

  /// Viewers who were never read before, over the same store.
  private Viewers anew() {
    return new Viewers(
        feedback.events(),
        feedback.users(),
        () -> redirects,
        ViewersTest::documents,
        new Reward(WEIGHTS, RuntimeBias.NONE),
        new ViewerOptions(3, 100, DAY, MaturityAges.DEFAULT));
  }

  private Viewer viewer() {
    return viewers.find(ANN).orElseThrow();
  }

  private void tell(int title, EventType type, long at) {
    tell(title, type, at, Value.NONE);
  }

  private void tell(int title, EventType type, long at, Value value) {
    StoredEvent event = event("e" + told++, title, type, at, value);
    feedback.events().record(List.of(event), Urgency.AWAITED).join();
    viewers.changed(Set.of(ANN));
  }

  private static StoredEvent event(String id, int title, EventType type, long at, Value value) {
    return StoredEvent.of(
        Events.of(type).called(id).on("t" + title).at(at).saying(value).build(), key(title));
  }

  private static TitleKey key(int value) {
    return new TitleKey(value);
  }

  private static Map<TitleKey, TitleDocument> documents(Collection<TitleKey> keys) {
    Map<TitleKey, TitleDocument> documents = new HashMap<>();
    for (TitleKey key : new ArrayList<>(keys)) {
      Title title =
          Title.builder(new TitleId("t" + key.value()), Title.Kind.MOVIE, "T")
              .genres(List.of(key.value() % 2 == 1 ? "Drama" : "Comedy"))
              .build();
      ContentProfile profile = MetadataProfiler.profile(title);
      documents.put(key, new TitleDocument(key, title, profile));
    }
    return documents;
  }
}

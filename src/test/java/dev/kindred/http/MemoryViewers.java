package dev.kindred.http;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.feedback.EventRecorder;
import dev.kindred.feedback.EventStore.Urgency;
import dev.kindred.feedback.FeedbackOptions;
import dev.kindred.feedback.Reward;
import dev.kindred.feedback.RewardOptions;
import dev.kindred.feedback.RuntimeBias;
import dev.kindred.index.TitleDocument;
import dev.kindred.testing.MemoryFeedback;
import dev.kindred.viewer.ViewerOptions;
import dev.kindred.viewer.Viewers;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;

/// What the routes of events and users call, over stores in memory.
@NullMarked
final class MemoryViewers {
  final MemoryFeedback feedback = new MemoryFeedback();
  private final TitleStore titles;
  private final Function<Title, ContentProfile> profiles;
  private final Viewers viewers;
  private final EventRecorder recorder;

  MemoryViewers(TitleStore titles, Function<Title, ContentProfile> profiles) {
    this.titles = titles;
    this.profiles = profiles;
    viewers =
        new Viewers(
            feedback.events(),
            feedback.users(),
            Map::of,
            this::documents,
            new Reward(RewardOptions.DEFAULT, RuntimeBias.NONE),
            ViewerOptions.DEFAULT);
    recorder =
        new EventRecorder(
            titles,
            feedback.events(),
            FeedbackOptions.DEFAULT.clockSkew(),
            Clock.systemUTC(),
            viewers::changed);
  }

  Backend.RecordEvents record() {
    return events -> recorder.record(events, Urgency.AWAITED);
  }

  Backend.Users users() {
    return new Backend.Users(
        feedback.users(),
        feedback.events(),
        user -> {
          viewers.changed(Set.of(user.id()));
          return feedback.users().put(user);
        },
        id -> feedback.users().erase(id, () -> viewers.erased(id)),
        viewers::find,
        this::documents,
        titles::ids);
  }

  private Map<TitleKey, TitleDocument> documents(Collection<TitleKey> keys) {
    Map<TitleKey, TitleDocument> documents = new HashMap<>();
    for (StoredTitle stored : titles.byKey(List.copyOf(keys)).values())
      documents.put(
          stored.key(),
          new TitleDocument(stored.key(), stored.title(), profiles.apply(stored.title())));
    return documents;
  }
}

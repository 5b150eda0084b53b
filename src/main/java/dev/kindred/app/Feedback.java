package dev.kindred.app;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.config.Settings;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventRecorder;
import dev.kindred.feedback.EventRecorder.Outcome;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.Reward;
import dev.kindred.feedback.RuntimeBias;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.UserStore;
import dev.kindred.http.Backend;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.ImportOptions;
import dev.kindred.simulation.Simulation;
import dev.kindred.simulation.World;
import dev.kindred.storage.EventDatabase;
import dev.kindred.viewer.Viewer;
import dev.kindred.viewer.Viewers;
import dev.kindred.viewer.Visibility;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events, users and viewers of a running Kindred: an event → the store → its viewer.
final class Feedback implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feedback.class);

  /// How soon what another process wrote is in an answer.
  private static final Duration LOOKED_FOR = Duration.ofSeconds(2);

  private final EventStore events;
  private final UserStore users;
  private final TitleStore titles;
  private final Generations generations;
  private final Viewers viewers;
  private final Visibility visibility;
  private final EventRecorder recorder;
  private final OtherProcesses others;

  Feedback(Settings settings, Catalogue catalogue) {
    events = catalogue.eventDatabase().events();
    users = catalogue.eventDatabase().users();
    titles = catalogue.database().titles();
    generations = catalogue.generations();
    viewers =
        new Viewers(
            events,
            users,
            titles::redirects,
            this::documents,
            new Reward(settings.events().reward(), RuntimeBias.NONE),
            settings.viewer());
    visibility =
        new Visibility(
            settings.viewer().maturity(),
            id -> titles.find(id).map(stored -> stored.title().id()),
            id -> viewers.find(id).map(Viewer::user));
    recorder =
        new EventRecorder(
            titles, events, settings.events().clockSkew(), Clock.systemUTC(), viewers::changed);
    others =
        new OtherProcesses(
            catalogue.eventDatabase()::writtenByOthers, LOOKED_FOR, viewers::allChanged);
  }

  Viewers viewers() {
    return viewers;
  }

  Visibility visibility() {
    return visibility;
  }

  CompletableFuture<List<Outcome>> record(List<Event> told) {
    return recorder.record(told, EventStore.Urgency.AWAITED);
  }

  void titlesChanged() {
    viewers.allChanged();
  }

  @Override
  public void close() {
    others.close();
  }

  /// Simulates an audience for the bundled titles while there is nobody else's and no viewer.
  ///
  /// @return of how many viewers, 0 for none
  int simulate(Progress progress) {
    if (!titles.countBySource().keySet().equals(Set.of(ImportOptions.SAMPLE)) || users.count() > 0)
      return 0;
    progress.start("simulating an audience", Progress.UNKNOWN);
    Optional<Simulation.Report> report =
        new Simulation(titles, MetadataProfiler::profile, recorder)
            .run(World.DEFAULT, Instant.now());
    progress.end();
    return report.map(done -> done.world().viewers()).orElse(0);
  }

  /// What simulated viewers did over other titles says nothing of one's own.
  void endSimulation() {
    events.simulate(List.of()).join();
  }

  Backend.Users users() {
    return new Backend.Users(
        users,
        events,
        user ->
            users
                .put(user)
                .thenApply(created -> {
                  viewers.changed(Set.of(user.id()));
                  return created;
                }),
        this::erase,
        viewers::find,
        this::documents,
        titles::ids);
  }

  /// Degraded while events cannot be taken: searches go on.
  static Backend.Check check(EventDatabase database) {
    String last;
    try {
      last = "event " + database.events().lastSeq();
    } catch (RuntimeException e) {
      LOG.error("the events cannot be read", e);
      return new Backend.Check("events", false, "the events cannot be read");
    }
    return database.damage().isPresent()
        ? new Backend.Check(
            "events",
            false,
            "the store of events is damaged: events are refused, searches go on; restore the last backup (the log names it)")
        : new Backend.Check("events", true, last);
  }

  private boolean erase(UserId id) {
    return users.erase(id, () -> viewers.erased(id));
  }

  private Map<TitleKey, TitleDocument> documents(Collection<TitleKey> keys) {
    try (TitleSearcher index = generations.acquire()) {
      return index.documents(keys);
    }
  }
}

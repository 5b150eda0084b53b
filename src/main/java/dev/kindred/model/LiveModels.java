package dev.kindred.model;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The models that a server answers with: those that are live on disk, read when they change, while
/// requests go on with the ones before. A damaged file changes nothing but [#damage]. Models of a
/// simulated audience answer only as long as there is one. Thread-safe.
public final class LiveModels implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveModels.class);

  private final ModelFolder folder;
  private final BooleanSupplier simulated;
  private final ScheduledExecutorService thread;
  private volatile State state = new State(List.of(), Optional.empty(), List.of());
  private volatile @Nullable Other other;
  private volatile boolean otherAsked;

  /// A set that is asked for though another one is live, or that cannot be had.
  private record Other(String id, Optional<ModelSet> set) {}

  /// @param lives the list on disk that this was made from
  private record State(List<String> lives, Optional<ModelSet> set, List<String> damage) {}

  /// Reads what is live now, then looks again and again.
  ///
  /// @param simulated whether the audience is simulated at this moment; asked by every request
  public LiveModels(ModelFolder folder, Duration every, BooleanSupplier simulated) {
    this.folder = folder;
    this.simulated = simulated;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().name("models").daemon().unstarted(work));
    refresh();
    var _ =
        thread.scheduleWithFixedDelay(
            this::refresh, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  public Optional<ModelSet> current() {
    return state.set().filter(this::answers);
  }

  private boolean answers(ModelSet set) {
    return !set.provenance().simulated() || simulated.getAsBoolean();
  }

  /// A space of taste by its id, whether its set is live or not: that is read when it is asked for,
  /// and kept while it is.
  ///
  /// @return empty when there is no whole set with this space, or it answers no more
  public Optional<TasteSpace> space(String id) {
    return find(id.split(TasteSpace.AT, 2)[0])
        .map(ModelSet::space)
        .filter(space -> space.id().equals(id));
  }

  Optional<ModelSet> find(String id) {
    Optional<ModelSet> live = state.set().filter(set -> set.id().equals(id));
    if (live.isPresent()) return live.filter(this::answers);
    otherAsked = true;
    Other known = other;
    return (known != null && known.id().equals(id) ? known.set() : read(id)).filter(this::answers);
  }

  private synchronized Optional<ModelSet> read(String id) {
    Other known = other;
    if (known == null || !known.id().equals(id)) {
      other = known = new Other(id, Optional.empty());
      try {
        other = known = new Other(id, Optional.of(folder.read(id)));
      } catch (IOException | RuntimeException e) {
        LOG.error("models {} cannot be read", id, e);
      }
    }
    return known.set();
  }

  /// What keeps the models that should be live from being it, the latest first; empty when all is
  /// well.
  public List<String> damage() {
    return state.damage();
  }

  /// Looks whether others are live now, and reads them.
  public void refresh() {
    if (!otherAsked) other = null;
    otherAsked = false;
    State before = state;
    try {
      List<String> lives = folder.lives();
      if (lives.equals(before.lives())) return;
      Optional<ModelFolder.Live> live = folder.live();
      List<String> damage = live.map(ModelFolder.Live::damage).orElse(List.of());
      if (live.isEmpty() && !lives.isEmpty()) damage = List.of("none of the models is whole");
      // What is in memory is whole, even where its file is not any more.
      Optional<ModelSet> set = live.isEmpty() ? before.set() : live.map(ModelFolder.Live::set);
      // What answered until now is asked for until the index has the new vectors.
      before.set().ifPresent(was -> other = new Other(was.id(), Optional.of(was)));
      state = new State(lives, lives.isEmpty() ? Optional.empty() : set, damage);
      damage.forEach(what -> LOG.error("{}; the last whole models go on answering", what));
      state.set().ifPresent(now -> LOG.info("models {} are live", now.id()));
    } catch (IOException | RuntimeException e) {
      LOG.error("the models cannot be read; the last ones go on answering", e);
      state = new State(List.of(), before.set(), List.of("the models cannot be read"));
    }
  }

  @Override
  public void close() {
    var _ = thread.shutdownNow();
  }
}

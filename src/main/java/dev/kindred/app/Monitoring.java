package dev.kindred.app;

import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.http.Backend;
import dev.kindred.ingestion.IndexFollower;
import dev.kindred.storage.Database;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a running Kindred is, for its health routes and its metrics.
final class Monitoring {
  private static final Logger LOG = LoggerFactory.getLogger(Monitoring.class);

  private final Catalogue catalogue;
  private final IndexFollower follower;
  private final Recommending recommending;

  Monitoring(Catalogue catalogue, IndexFollower follower, Recommending recommending) {
    this.catalogue = catalogue;
    this.follower = follower;
    this.recommending = recommending;
  }

  Backend.Operating backend() {
    return new Backend.Operating(this::checks, gauges());
  }

  private List<Backend.Check> checks() {
    return List.of(
        storeCheck(),
        Feedback.check(catalogue.eventDatabase()),
        indexCheck(),
        GenerationOperations.check(catalogue.generations()),
        recommending.check());
  }

  private Backend.Check storeCheck() {
    Database database = catalogue.database();
    String seq;
    try {
      seq = "change " + database.titles().lastSeq();
    } catch (StoreDamagedException e) {
      seq = ""; // told below
    } catch (RuntimeException e) {
      LOG.error("the store cannot be read", e);
      return new Backend.Check("store", false, "the store cannot be read");
    }
    if (database.damage().isPresent())
      return new Backend.Check(
          "store",
          false,
          "the store is damaged: writes are refused, searches go on; restore the last backup (the log names it)");
    Optional<Database.DamagedTitles> damaged = database.damagedTitles();
    return damaged.isEmpty()
        ? new Backend.Check("store", true, seq)
        : new Backend.Check(
            "store",
            Backend.Check.Health.DEGRADED,
            "titles that cannot be read: %d (the log names them); put them again, or restore a backup; the others are served"
                .formatted(damaged.get().count()),
            damaged.get().since());
  }

  private Backend.Check indexCheck() {
    try {
      IndexFollower.Status status = follower.status();
      String behind = status.pending() == 0 ? "up to date" : status.pending() + " changes behind";
      return new Backend.Check(
          "index",
          status.failure().isEmpty(),
          status.failure().isEmpty() ? behind : "following fails, " + behind);
    } catch (RuntimeException e) {
      return new Backend.Check("index", false, "how far it is behind the store is not known");
    }
  }

  private List<Backend.Gauge> gauges() {
    return List.of(
        new Backend.Gauge(
            "kindred.titles", "Titles that searches see", catalogue.generations()::size),
        new Backend.Gauge(
            "kindred.index.pending", "Changes that searches do not see yet", follower::pending),
        new Backend.Gauge(
            "kindred.index.seq", "The change up to which searches see", follower::visibleSeq),
        recommending.age());
  }
}

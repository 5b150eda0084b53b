package dev.kindred.ingestion;

import dev.kindred.index.DamagedGenerationException;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexHome;
import dev.kindred.index.IndexHome.Activation;
import dev.kindred.index.TasteModel;
import dev.kindred.ingestion.GenerationHealth.Kind;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts generations that are there already into service: the active one at the start, one that a
/// person chose, the last good one in the place of a damaged one. Condemns what is damaged, and
/// tells what is not as it should be.
final class Standby {
  private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
  private final IndexHome home;
  private final Serving serving;
  private final Takeover takeover;
  private final Retention retention;
  private final GenerationHealth health;
  private volatile boolean chosen;
  private volatile String chosenInsteadOfTaste = "";

  Standby(
      IndexHome home,
      Serving serving,
      Takeover takeover,
      Retention retention,
      GenerationHealth health) {
    this.home = home;
    this.serving = serving;
    this.takeover = takeover;
    this.retention = retention;
    this.health = health;
  }

  /// Opens the active generation, or the best other one; false when there is none.
  boolean open() {
    Optional<Activation> activation = home.activation();
    String active = activation.map(Activation::generationId).orElse("");
    for (Generation generation : retention.candidates(active)) {
      Optional<IndexCursor> cursor = openIfGood(generation);
      if (cursor.isEmpty()) continue;
      serving.begin(cursor.get());
      if (generation.id().equals(active)) {
        judge(activation.orElseThrow());
      } else {
        Activation instead = new Activation(generation.id(), null);
        home.activate(instead);
        if (!active.isEmpty()) found("generation " + active + " " + trouble(active), generation);
        judge(instead);
      }
      return true;
    }
    return false;
  }

  /// The activation of a generation by a person, who may know that the settings name another model,
  /// or that another taste model is live.
  ///
  /// @param taste id of the live taste model; empty without one
  Activation chosen(Generation generation, Optional<String> taste) {
    return new Activation(
        generation.id(),
        retention.misfit(generation).isPresent() ? retention.settings() : null,
        taste.filter(id -> !hasTaste(generation, id)).orElse(null));
  }

  /// Whether the live generation is to stay without the vectors of this taste model: it has them,
  /// or a person chose it instead of one that has.
  boolean keepsTaste(String id) {
    return hasTaste(serving.generation(), id) || chosenInsteadOfTaste.equals(id);
  }

  private static boolean hasTaste(Generation generation, String id) {
    TasteModel taste = generation.taste();
    return taste != null && taste.id().equals(id);
  }

  /// Whether a person chose the live generation though it does not fit the settings.
  boolean isChosen() {
    return chosen;
  }

  /// Compares what is live with the settings.
  void judge(Activation activation) {
    Generation generation = serving.generation();
    Optional<String> misfit = retention.misfit(generation);
    chosenInsteadOfTaste = Objects.requireNonNullElse(activation.insteadOfTaste(), "");
    chosen = misfit.isPresent() && retention.settings().equals(activation.insteadOf());
    if (misfit.isEmpty() || chosen) return;
    String what = "generation " + generation.id() + " is served until a new one is built: ";
    LOG.info("{}{}", what, misfit.get());
    health.found(Kind.OUTDATED, what + misfit.get());
  }

  /// Opens a generation, reads it whole, lets it catch up, and flips; closes it when that fails.
  ///
  /// @throws GenerationRefusedException when it is damaged
  void takeOver(Generation generation, Activation activation, Progress progress) {
    try {
      IndexCursor cursor = serving.open(generation.id());
      boolean flipped = false;
      try {
        cursor.index().verify();
        takeover.follow(cursor, progress);
        cursor.refresh();
        cursor.index().warm();
        serving.flip(cursor, activation);
        flipped = true;
      } finally {
        if (!flipped) serving.discard(cursor);
      }
    } catch (DamagedGenerationException e) {
      mark(generation, e);
      throw new GenerationRefusedException(
          "generation " + generation.id() + " is damaged: " + e.getMessage());
    }
  }

  /// The live generation was found damaged while it is served.
  void condemn(Generation live, DamagedGenerationException damage) {
    mark(live, damage);
    String what = "generation " + live.id() + " is damaged: " + damage.getMessage();
    health.found(Kind.DAMAGED, what + "; it is served until a new one is built");
  }

  /// Puts the best other generation in the place of one that is condemned, if that is still live.
  void replace(Generation damaged) {
    if (!serving.generation().id().equals(damaged.id())) return;
    for (Generation generation : retention.candidates("")) {
      Activation activation = new Activation(generation.id(), null);
      try {
        takeOver(generation, activation, Progress.SILENT);
      } catch (RuntimeException e) {
        LOG.warn("generation {} could not take over", generation.id(), e);
        continue;
      }
      found("generation " + damaged.id() + " " + trouble(damaged.id()), generation);
      judge(activation);
      return;
    }
  }

  /// Another index in place of a live one that cannot be opened anew; the follower brings it up.
  ///
  /// @throws DamagedGenerationException the one given, when there is no other
  IndexCursor spare(DamagedGenerationException damage) {
    Generation damaged = serving.generation();
    condemn(damaged, damage);
    for (Generation generation : retention.candidates("")) {
      Optional<IndexCursor> cursor = openIfGood(generation);
      if (cursor.isEmpty()) continue;
      home.activate(generation.id());
      found("generation " + damaged.id() + " " + trouble(damaged.id()), generation);
      return cursor.get();
    }
    throw damage;
  }

  private Optional<IndexCursor> openIfGood(Generation generation) {
    try {
      return Optional.of(serving.open(generation.id()));
    } catch (DamagedGenerationException e) {
      mark(generation, e);
    } catch (UncheckedIOException e) {
      LOG.error("generation {} cannot be opened", generation.id(), e);
    }
    return Optional.empty();
  }

  private void mark(Generation generation, DamagedGenerationException damage) {
    String reason = String.valueOf(damage.getMessage());
    LOG.error("generation {} is damaged: {}", generation.id(), reason);
    try {
      home.condemn(generation.id(), reason);
    } catch (UncheckedIOException e) {
      LOG.warn("generation {} could not be marked as damaged", generation.id(), e);
    }
  }

  private void found(String what, Generation instead) {
    LOG.error("{}; generation {} is served instead", what, instead.id());
    health.found(Kind.DAMAGED, what + "; generation " + instead.id() + " is served instead");
  }

  /// Why a generation is not served.
  private String trouble(String generationId) {
    Optional<Generation> known =
        home.generations().stream().filter(g -> g.id().equals(generationId)).findFirst();
    if (known.isEmpty()) return "is missing, or its description cannot be read";
    return home.damage(generationId)
        .map(reason -> "is damaged: " + reason)
        .or(() -> retention.hindrance(known.get()))
        .orElse("cannot be opened");
  }
}

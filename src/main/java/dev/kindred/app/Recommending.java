package dev.kindred.app;

import dev.kindred.catalogue.TitleStore;
import dev.kindred.feedback.EventStore;
import dev.kindred.http.Backend;
import dev.kindred.model.LiveModels;
import dev.kindred.model.ModelSet;
import dev.kindred.operation.TrainingSchedule;
import dev.kindred.recommendation.RecommendationAnswer;
import dev.kindred.recommendation.RecommendationAnswer.Warning;
import dev.kindred.recommendation.Recommendations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Recommendations of a running Kindred, with the models that are live in its data folder.
final class Recommending {
  private static final Warning SIMULATED =
      new Warning(
          "simulatedAudience",
          "what viewers watch is simulated, until the first thing a real viewer does");

  private final LiveModels models;
  private final EventStore events;
  private final Recommendations recommendations;

  Recommending(Catalogue catalogue, Feedback feedback) {
    TitleStore titles = catalogue.database().titles();
    events = catalogue.eventDatabase().events();
    models = catalogue.models();
    recommendations =
        new Recommendations(
            catalogue.generations()::acquire,
            models::current,
            models::space,
            feedback.viewers(),
            feedback.visibility(),
            titles::key,
            catalogue.eventDatabase().decisions(),
            Clock.systemUTC());
  }

  Backend.Recommending backend() {
    return new Backend.Recommending(
        request -> labelled(recommendations.recommend(request)),
        request -> recommendations.rows(request).stream().map(this::labelled).toList(),
        (id, from, limit) -> labelled(recommendations.next(id, from, limit)),
        recommendations::onboarding);
  }

  private RecommendationAnswer labelled(RecommendationAnswer answer) {
    return events.simulated() ? answer.with(SIMULATED) : answer;
  }

  /// What the models that answer were trained on; empty while there are none.
  Optional<TrainingSchedule.Trained> trained() {
    return models
        .current()
        .map(ModelSet::provenance)
        .map(from -> new TrainingSchedule.Trained(from.createdAt(), from.lastSeq()));
  }

  /// Whether an audience is simulated that no models have learned from yet.
  boolean hasUnlearnedAudience() {
    return models.current().isEmpty() && events.simulated();
  }

  /// Degraded while models that should be live are damaged: the last whole ones answer.
  Backend.Check check() {
    List<String> damage = models.damage();
    if (!damage.isEmpty())
      return new Backend.Check(
          "models", Backend.Check.Health.DEGRADED, "damaged: the last whole models answer", null);
    return new Backend.Check(
        "models", true, models.current().map(set -> "models " + set.id()).orElse("none trained"));
  }

  Backend.Gauge age() {
    return new Backend.Gauge(
        "kindred.models.age",
        "Seconds since the live models were trained; NaN without any",
        () ->
            models
                .current()
                .map(ModelSet::provenance)
                .map(from -> Duration.between(from.createdAt(), Instant.now()).toMillis() / 1e3)
                .orElse(Double.NaN));
  }
}

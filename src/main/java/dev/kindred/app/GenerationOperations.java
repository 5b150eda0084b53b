package dev.kindred.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.http.Backend;
import dev.kindred.http.Backend.GenerationView;
import dev.kindred.http.Backend.GenerationView.State;
import dev.kindred.http.Problem;
import dev.kindred.http.ProblemException;
import dev.kindred.index.Generation;
import dev.kindred.index.TasteModel;
import dev.kindred.ingestion.GenerationFault;
import dev.kindred.ingestion.GenerationRefusedException;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.Comparisons;
import dev.kindred.operation.Jobs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the routes of the generations call, and how the generations are told by the health route.
final class GenerationOperations {
  private final Generations generations;
  private final Comparisons comparisons;
  private final Jobs jobs;

  GenerationOperations(Generations generations, Comparisons comparisons, Jobs jobs) {
    this.generations = generations;
    this.comparisons = comparisons;
    this.jobs = jobs;
  }

  Backend.Generations backend() {
    return new Backend.Generations(
        this::list,
        this::find,
        acceptance -> jobs.startRebuild(acceptance),
        id ->
            refusing(() -> {
              generations.activate(id, Progress.SILENT);
              return id;
            }),
        kept -> refusing(() -> generations.prune(kept)));
  }

  /// Degraded while what is served is not what it should be.
  static Backend.Check check(Generations generations) {
    List<GenerationFault> faults = generations.faults();
    if (faults.isEmpty())
      return new Backend.Check("generation", true, generations.generation().id());
    return new Backend.Check(
        "generation",
        Backend.Check.Health.DEGRADED,
        String.join("; ", faults.stream().map(GenerationFault::what).toList()),
        faults.stream().map(GenerationFault::since).min(Instant::compareTo).orElseThrow());
  }

  private List<GenerationView> list() {
    return generations.all().stream().flatMap(one -> view(one).stream()).toList();
  }

  private Optional<GenerationView> find(String id) {
    Optional<Generation> complete =
        generations.all().stream().filter(g -> g.id().equals(id)).findFirst();
    if (complete.isPresent()) return complete.flatMap(this::view);
    return comparisons.find(id).flatMap(GenerationOperations::refused);
  }

  /// Empty when it was deleted meanwhile.
  private Optional<GenerationView> view(Generation generation) {
    OptionalLong bytes = generations.bytes(generation.id());
    if (bytes.isEmpty()) return Optional.empty();
    boolean live = generation.id().equals(generations.generation().id());
    Optional<String> damage = generations.damage(generation.id());
    TasteModel taste = generation.taste();
    return Optional.of(
        new GenerationView(
            generation.id(),
            live ? State.ACTIVE : damage.isPresent() ? State.DAMAGED : State.READY,
            generation.embeddingModel(),
            generation.dimensions(),
            generation.language(),
            taste == null ? null : taste.id(),
            generation.schema(),
            generation.createdAt(),
            live ? generations.size() : null,
            bytes.getAsLong(),
            damage.orElse(null),
            comparisons.find(generation.id()).map(GenerationOperations::comparison).orElse(null)));
  }

  /// A generation that was deleted because it was refused; empty when it was deleted otherwise.
  private static Optional<GenerationView> refused(ObjectNode kept) {
    JsonNode generation = kept.path("generation");
    ObjectNode comparison = comparison(kept);
    if (comparison == null || !comparison.path("outcome").asText().equals("refused"))
      return Optional.empty();
    return Optional.of(
        new GenerationView(
            generation.path("id").asText(),
            State.REFUSED,
            generation.path("embeddingModel").asText(),
            generation.path("dimensions").asInt(),
            generation.path("language").asText(),
            generation.path("tasteModel").textValue(),
            generation.path("schema").asInt(),
            Instant.parse(generation.path("createdAt").asText()),
            null,
            0,
            null,
            comparison));
  }

  private static @Nullable ObjectNode comparison(ObjectNode kept) {
    return kept.path("comparison") instanceof ObjectNode comparison ? comparison : null;
  }

  private static <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (GenerationRefusedException e) {
      throw new ProblemException(
          Problem.of(409, "generationRefused", String.valueOf(e.getMessage())));
    }
  }
}

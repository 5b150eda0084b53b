package dev.kindred.ingestion;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.index.BulkLoad;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexHome;
import dev.kindred.index.IndexHome.Activation;
import dev.kindred.index.TasteVectors;
import dev.kindred.ingestion.Generations.Acceptance;
import dev.kindred.model.TasteSpace;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds a generation beside the live one, from the store with the current models, or from the
/// live one with other taste vectors, and lets it take over. One at a time.
final class Rebuild {
  private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

  private final IndexHome home;
  private final TitleStore store;
  private final Function<Title, ContentProfile> profiler;
  private final Models models;
  private final Serving serving;
  private final Takeover takeover;
  private final String language;

  Rebuild(
      IndexHome home,
      TitleStore store,
      Function<Title, ContentProfile> profiler,
      Models models,
      Serving serving,
      Takeover takeover,
      String language) {
    this.home = home;
    this.store = store;
    this.profiler = profiler;
    this.models = models;
    this.serving = serving;
    this.takeover = takeover;
    this.language = language;
  }

  /// From the store.
  ///
  /// @throws GenerationRefusedException when the model does not answer or the new generation is
  ///   damaged
  Rebuilt run(Progress progress, Acceptance acceptance) {
    long started = System.nanoTime();
    requireModel();
    long seq = store.lastSeq();
    Vectorizer model = models.current();
    int dimensions = model.dimensions();
    Optional<TasteSpace> taste = models.taste().live().get();
    GenerationBuild build;
    try (BulkLoad load =
        home.build(
            model.modelId(),
            model.recipe(),
            dimensions,
            language,
            taste.map(TasteSpaces::model).orElse(null))) {
      TasteVectors vectors =
          taste
              .<TasteVectors>map(space -> new TitleTaste(space, model.modelId()))
              .orElse(TasteVectors.NONE);
      TitleAssembly assembly = new TitleAssembly(profiler, model, dimensions, vectors);
      build = new GenerationBuild(store, assembly, load, progress);
      progress.start("indexing titles", store.count());
      build.run();
      progress.start("merging the index and building its graphs", Progress.UNKNOWN);
      load.finish(seq);
    }
    return takeover.run(build.built(), null, acceptance, started, progress);
  }

  /// From the live generation, which stays what it is but for its taste vectors.
  ///
  /// @param waiting titles that it has without content vectors
  /// @throws GenerationRefusedException when the new generation is damaged
  Rebuilt withTaste(TasteSpace space, Set<TitleKey> waiting, Progress progress) {
    long started = System.nanoTime();
    KeySample sample = new KeySample();
    AtomicReference<Generation> made = new AtomicReference<>();
    progress.start("giving titles their taste vectors", serving.cursor().index().size());
    serving.using(live -> {
      TitleTaste taste = new TitleTaste(space, live.generation().embeddingModel());
      made.set(
          home.withTaste(
              live,
              TasteSpaces.model(space),
              (key, content) -> {
                synchronized (sample) {
                  sample.offer(key);
                  progress.step(1);
                }
                return taste.of(key, content);
              }));
    });
    Built built = new Built(made.get().id(), sample.keys(), waiting, 0);
    // A person's choice of the generation that was copied holds for the copy.
    String insteadOf = home.activation().map(Activation::insteadOf).orElse(null);
    return takeover.run(built, insteadOf, Acceptance.JUDGED, started, progress);
  }

  /// A change of model that cannot be made now should fail at once, not after all titles failed.
  private void requireModel() {
    boolean changes =
        serving.cursorNow().isPresent()
            && !serving.generation().embeddingModel().equals(models.current().modelId());
    if (!changes) return;
    try {
      models.current().check();
    } catch (RuntimeException e) {
      LOG.warn("the embedding model does not answer", e);
      throw new GenerationRefusedException(
          "the embedding model "
              + models.current().modelId()
              + " does not answer: "
              + e.getMessage());
    }
  }
}

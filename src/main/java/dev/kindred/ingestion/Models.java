package dev.kindred.ingestion;

import dev.kindred.index.Generation;
import dev.kindred.index.VectorField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The models that vectors come from.
///
/// @param current the one that the settings name: new generations are built with it
/// @param former opens the model of a generation that an earlier one made; fails when it cannot be
///   had
public record Models(
    Vectorizer current, Function<Generation, Vectorizer> former, TasteSpaces taste) {
  private static final Logger LOG = LoggerFactory.getLogger(Models.class);

  /// One model, none of earlier generations, and none of taste.
  public static Models only(Vectorizer current) {
    return new Models(
        current,
        generation -> {
          throw new IllegalStateException(
              "embedding model " + generation.embeddingModel() + " is not at hand");
        },
        TasteSpaces.NONE);
  }

  /// The model of a generation, to be closed when nobody uses the generation any more. One that
  /// cannot be had fails at each use: titles wait for their vectors, and words alone decide.
  Vectorizer of(Generation generation) {
    if (generation.embeddingModel().equals(current.modelId())) return new Kept(current);
    try {
      return former.apply(generation);
    } catch (RuntimeException e) {
      LOG.warn("the model of generation {} cannot be opened", generation.id(), e);
      return new Missing(generation, String.valueOf(e.getMessage()));
    }
  }

  /// The current model, which outlives its generations.
  private record Kept(Vectorizer model) implements Vectorizer {
    @Override
    public String modelId() {
      return model.modelId();
    }

    @Override
    public int dimensions() {
      return model.dimensions();
    }

    @Override
    public List<Map<VectorField, float[]>> vectors(List<ProfiledTitle> titles) {
      return model.vectors(titles);
    }
  }

  private record Missing(Generation generation, String reason) implements Vectorizer {
    @Override
    public String modelId() {
      return generation.embeddingModel();
    }

    @Override
    public int dimensions() {
      return generation.dimensions();
    }

    @Override
    public Optional<String> unavailable() {
      return Optional.of(reason);
    }

    @Override
    public List<Map<VectorField, float[]>> vectors(List<ProfiledTitle> titles) {
      throw new IllegalStateException(reason);
    }
  }
}

package dev.kindred.index;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where generations live. Exactly one may be active; the others wait for roll-back or are being
/// built. Thread-safe. I/O failures are [java.io.UncheckedIOException].
public interface IndexHome {
  /// Complete generations whose description can be read, oldest first.
  List<Generation> generations();

  /// The active one; empty when there is none, or when its description cannot be read.
  Optional<Generation> active();

  /// What was last made active, and why; also when that generation is gone or cannot be read.
  Optional<Activation> activation();

  /// @param generationId the generation made active
  /// @param insteadOf embedding model and language that the settings named when a person chose this
  ///   generation of others; null otherwise
  /// @param insteadOfTaste id of the taste model that was live when a person chose this generation
  ///   of another; null otherwise
  record Activation(
      String generationId, @Nullable String insteadOf, @Nullable String insteadOfTaste) {
    public Activation(String generationId, @Nullable String insteadOf) {
      this(generationId, insteadOf, null);
    }
  }

  /// Starts a new generation, invisible until [BulkLoad#finish].
  ///
  /// @param modelRecipe see [Generation#modelRecipe]
  /// @param taste see [Generation#taste]
  BulkLoad build(
      String embeddingModel,
      Map<String, String> modelRecipe,
      int dimensions,
      String language,
      @Nullable TasteModel taste);

  /// The same with a model of which no settings are kept, and without taste.
  default BulkLoad build(String embeddingModel, int dimensions, String language) {
    return build(embeddingModel, Map.of(), dimensions, language, null);
  }

  /// Makes a new generation from an open one, complete like a finished bulk load: all titles as the
  /// last [TitleIndex#refresh] made them visible, with other taste vectors. Everything else is
  /// taken over as it is, graphs included. May run beside searches and writes.
  ///
  /// @return current up to what `from` had committed when this began
  /// @throws DamagedGenerationException when a file of `from` is not as it was written
  Generation withTaste(TitleIndex from, TasteModel taste, TasteVectors vectors);

  /// Opens a complete generation for reading and writing. Every file is there and ends with its
  /// checksum; [TitleIndex#verify] reads them whole.
  ///
  /// @throws IllegalArgumentException when there is none of this id, or it has another schema
  /// @throws DamagedGenerationException when a file is missing or cut short
  TitleIndex open(String generationId);

  /// The schema this version writes and reads; a generation of another one cannot be opened.
  int schema();

  /// Makes a generation the active one, atomically: a crash leaves the old or the new one.
  void activate(Activation activation);

  default void activate(String generationId) {
    activate(new Activation(generationId, null));
  }

  /// Marks a generation as damaged, for good.
  ///
  /// @param reason one line
  void condemn(String generationId, String reason);

  /// Why a generation was condemned; empty when it was not.
  Optional<String> damage(String generationId);

  /// Deletes a generation that is neither active nor open.
  ///
  /// @throws IllegalArgumentException when it is, or when there is none of this id
  void delete(String generationId);

  /// Bytes a generation takes on disk; empty when there is none of this id, or no more.
  OptionalLong bytes(String generationId);
}

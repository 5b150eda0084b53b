package dev.kindred.ingestion;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TasteVectors;
import dev.kindred.index.VectorField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stored titles as the index wants them: with a profile and vectors. A title whose vectors fail
/// comes without them. Thread-safe.
final class TitleAssembly {
  /// Titles failing one by one in a row after which the model is taken to be down, so that a batch
  /// does not wait for as many timeouts as it has titles.
  private static final int DOWN_AFTER = 3;

  private static final Logger LOG = LoggerFactory.getLogger(TitleAssembly.class);
  private final Function<Title, ContentProfile> profiler;
  private final Vectorizer vectorizer;
  private final int dimensions;
  private final TasteVectors taste;

  /// @param dimensions length of every content vector in the generation that the titles are for
  /// @param taste the generation's
  TitleAssembly(
      Function<Title, ContentProfile> profiler,
      Vectorizer vectorizer,
      int dimensions,
      TasteVectors taste) {
    this.profiler = profiler;
    this.vectorizer = vectorizer;
    this.dimensions = dimensions;
    this.taste = taste;
  }

  /// @param titles in the order they came
  /// @param failed those of them whose vectors could not be made
  record Assembled(List<IndexedTitle> titles, Set<TitleKey> failed) {}

  Assembled assemble(List<StoredTitle> stored) {
    List<ProfiledTitle> profiled = new ArrayList<>(stored.size());
    for (StoredTitle title : stored) {
      ContentProfile profile = title.profile();
      profiled.add(
          new ProfiledTitle(
              title.title(), profile == null ? profiler.apply(title.title()) : profile));
    }
    Set<TitleKey> failed = new HashSet<>();
    List<Map<VectorField, float[]>> vectors = vectors(stored, profiled, failed);
    List<IndexedTitle> titles = new ArrayList<>(stored.size());
    for (int i = 0; i < stored.size(); i++) {
      StoredTitle title = stored.get(i);
      IndexedTitle indexed =
          new IndexedTitle(
              title.key(), title.title(), profiled.get(i).profile(), vectors.get(i), title.seq());
      titles.add(
          taste
              .of(title.key(), () -> indexed)
              .map(vector -> indexed.with(VectorField.TASTE, vector))
              .orElse(indexed));
    }
    return new Assembled(titles, failed);
  }

  private List<Map<VectorField, float[]>> vectors(
      List<StoredTitle> stored, List<ProfiledTitle> profiled, Set<TitleKey> failed) {
    if (profiled.isEmpty()) return List.of();
    try {
      return sized(vectorizer.vectors(profiled), profiled.size());
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) throw e; // being stopped, not failing
      if (profiled.size() > 1) return oneByOne(stored, profiled, failed);
      failed.add(stored.getFirst().key());
      LOG.warn("no vectors for title {}, to be tried again", stored.getFirst().title().id(), e);
      return List.of(Map.of());
    }
  }

  private List<Map<VectorField, float[]>> oneByOne(
      List<StoredTitle> stored, List<ProfiledTitle> profiled, Set<TitleKey> failed) {
    List<Map<VectorField, float[]>> vectors = new ArrayList<>(profiled.size());
    int inARow = 0;
    for (int i = 0; i < profiled.size(); i++) {
      if (inARow == DOWN_AFTER) {
        failed.add(stored.get(i).key());
        vectors.add(Map.of());
        continue;
      }
      int before = failed.size();
      vectors.addAll(vectors(List.of(stored.get(i)), List.of(profiled.get(i)), failed));
      inARow = failed.size() > before ? inARow + 1 : 0;
    }
    if (inARow == DOWN_AFTER) {
      LOG.warn("{} of {} titles are indexed without vectors", failed.size(), stored.size());
    }
    return vectors;
  }

  private List<Map<VectorField, float[]>> sized(List<Map<VectorField, float[]>> vectors, int size) {
    if (vectors.size() != size) {
      throw new IllegalStateException(
          "the vectorizer gave " + vectors.size() + " answers for " + size + " titles");
    }
    for (Map<VectorField, float[]> one : vectors) {
      for (float[] vector : one.values()) {
        if (vector.length != dimensions) {
          throw new IllegalStateException(
              "the vectorizer gave " + vector.length + " dimensions, the index has " + dimensions);
        }
      }
    }
    return vectors;
  }
}

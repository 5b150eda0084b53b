package dev.kindred.embedding;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// The embedding models in use at once: the one that the settings name, always open, and those of
/// generations that an earlier one made, each open while somebody holds a [Lease] on it.
/// Thread-safe.
public final class Embedders implements AutoCloseable {
  private final EmbeddingOptions options;
  private final BundledVectors bundled;
  private final Function<String, VectorCache> caches;
  private final Embedder current;
  private final Map<String, Held> former = new ConcurrentHashMap<>();

  private static final class Held {
    final Embedder embedder;
    int leases;

    Held(Embedder embedder) {
      this.embedder = embedder;
    }
  }

  /// Opens the model of the options; see [Embedder#open].
  public Embedders(
      EmbeddingOptions options, BundledVectors bundled, Function<String, VectorCache> caches) {
    this.options = options;
    this.bundled = bundled;
    this.caches = caches;
    this.current = Embedder.open(options, bundled, caches);
  }

  /// The model of the settings: what new generations are made with.
  public Embedder current() {
    return current;
  }

  /// A model by its id, opened from its recipe when it is not open.
  ///
  /// @throws EmbeddingException when it cannot be opened, or is not what it was: its file changed
  public synchronized Lease lease(String modelId, Map<String, String> recipe) {
    if (modelId.equals(current.modelId())) return new Lease(current, () -> {});
    Held held = former.get(modelId);
    if (held == null) {
      held = new Held(recalled(modelId, recipe));
      former.put(modelId, held);
    }
    held.leases++;
    return new Lease(held.embedder, () -> release(modelId));
  }

  /// The vector of a query by the model of that id.
  ///
  /// @throws IllegalArgumentException when `text` is blank
  /// @throws EmbeddingException when the model is not open, or fails
  public float[] embedQuery(String modelId, String text) {
    return open(modelId).embedQuery(text);
  }

  /// How much of a query the model of that id can read.
  ///
  /// @throws EmbeddingException when the model is not open
  public Legibility legibility(String modelId, String text) {
    return open(modelId).legibility(text);
  }

  private Embedder open(String modelId) {
    return find(modelId)
        .orElseThrow(() -> new EmbeddingException("embedding model " + modelId + " is not open"));
  }

  /// The open model of that id.
  public Optional<Embedder> find(String modelId) {
    if (modelId.equals(current.modelId())) return Optional.of(current);
    return Optional.ofNullable(former.get(modelId)).map(held -> held.embedder);
  }

  /// Closes every model, those on lease too.
  @Override
  public synchronized void close() {
    former.values().forEach(held -> held.embedder.close());
    former.clear();
    current.close();
  }

  private Embedder recalled(String modelId, Map<String, String> recipe) {
    if (recipe.isEmpty())
      throw new EmbeddingException("no settings are kept for embedding model " + modelId);
    Embedder opened;
    try {
      opened = Embedder.open(options.recalled(recipe), bundled, caches);
    } catch (EmbeddingException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EmbeddingException(
          "embedding model " + modelId + " cannot be opened: " + e.getMessage(), e);
    }
    if (opened.modelId().equals(modelId)) return opened;
    String now = opened.modelId();
    opened.close();
    throw new EmbeddingException("embedding model " + modelId + " has changed, it is now " + now);
  }

  private synchronized void release(String modelId) {
    Held held = former.get(modelId);
    if (held == null || --held.leases > 0) return;
    former.remove(modelId);
    held.embedder.close();
  }

  /// The right to use a model, until it is closed.
  public static final class Lease implements AutoCloseable {
    private final Embedder embedder;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(Embedder embedder, Runnable release) {
      this.embedder = embedder;
      this.release = release;
    }

    public Embedder embedder() {
      return embedder;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) release.run();
    }
  }
}

package dev.kindred.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Text to vector. Vectors of titles come from the bundled file, then from the cache, and only what
/// neither holds is computed, on all workers, and cached. Vectors of queries are computed by the
/// calling thread and kept in memory. Every vector is of unit length. Thread-safe.
///
/// The caches know a text by the hash of the whole of it; where it is cut is part of the model id,
/// so that a look-up need not tokenize.
public final class Embedder implements AutoCloseable {
  /// Texts computed between two writes to the cache: what a crash can lose.
  private static final int SLICE = 256;

  private static final int CHARACTERS_PER_TOKEN = 4;

  private final EmbeddingOptions options;
  private final EmbeddingModel model;
  private final @Nullable InProcessModel inProcess;
  private final String modelId;
  private final String queryPrefix;
  private final BundledVectors bundled;
  private final VectorCache cache;
  private final Cache<String, float[]> queries;
  private final QueryLegibility legibility;
  private final ExecutorService workers;
  private volatile int dimensions;

  private Embedder(
      EmbeddingOptions options,
      EmbeddingModel model,
      BundledVectors bundled,
      Function<String, VectorCache> caches) {
    this.options = options;
    this.model = model;
    inProcess = model instanceof InProcessModel local ? local : null;
    legibility = new QueryLegibility(inProcess, options.files() == null);
    modelId = EmbeddingModels.id(options, inProcess);
    dimensions = options.dimensions() == null ? 0 : options.dimensions();
    queryPrefix =
        options.queryPrefix() == null
            ? EmbeddingModels.queryPrefix(options)
            : options.queryPrefix();
    this.bundled = bundled.modelId().equals(modelId) ? bundled : BundledVectors.NONE;
    cache = caches.apply(modelId);
    queries =
        Caffeine.newBuilder()
            .maximumWeight(options.queryCacheBytes())
            .weigher((String text, float[] vector) -> 96 + 2 * text.length() + 4 * vector.length)
            .build();
    workers =
        Executors.newFixedThreadPool(
            options.workers(),
            Thread.ofPlatform()
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .name("embedding-", 1)
                .factory());
  }

  /// Loads the model, or prepares to call it; a remote one is not called yet.
  ///
  /// @param bundled shipped vectors, used when they were made by this very model
  /// @param caches opens the vector cache of a model id; the embedder closes it
  public static Embedder open(
      EmbeddingOptions options, BundledVectors bundled, Function<String, VectorCache> caches) {
    return new Embedder(options, EmbeddingModels.open(options), bundled, caches);
  }

  /// Names everything that changes a vector: provider, model and its weights, pooling, dimensions,
  /// token limit.
  public String modelId() {
    return modelId;
  }

  /// Names everything that changes the vector of a query: the model and the prefix.
  public String queryModelId() {
    return queryPrefix.isEmpty() ? modelId : modelId + " after " + queryPrefix.strip();
  }

  /// How to open this model again; see [EmbeddingOptions#recipe]. The query prefix is the one in
  /// use.
  public Map<String, String> recipe() {
    return options.withQueryPrefix(queryPrefix).recipe();
  }

  /// Asks a remote model for one vector; one that is loaded answers anyway.
  ///
  /// @throws EmbeddingException when it does not answer
  public void check() {
    if (inProcess == null) compute(List.of("check"));
  }

  /// Length of every vector. Asks the model once when the options do not tell.
  public int dimensions() {
    return dimensions == 0 ? compute(List.of("dimensions")).getFirst().length : dimensions;
  }

  /// The vectors of `texts`, in their order; a blank text has none.
  ///
  /// @throws EmbeddingException when the model fails; what was computed before is cached
  public List<Optional<float[]>> embedAll(List<String> texts) {
    List<@Nullable TextHash> hashes = hashes(texts);
    Map<TextHash, float[]> known = known(hashes);
    Map<TextHash, String> missing = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      TextHash hash = hashes.get(i);
      if (hash != null && !known.containsKey(hash)) missing.put(hash, texts.get(i));
    }
    List<Map.Entry<TextHash, String>> rest = List.copyOf(missing.entrySet());
    for (int from = 0; from < rest.size(); from += SLICE) {
      var slice = rest.subList(from, Math.min(rest.size(), from + SLICE));
      List<float[]> vectors = onWorkers(slice.stream().map(Map.Entry::getValue).toList());
      Map<TextHash, float[]> made = new LinkedHashMap<>();
      for (int i = 0; i < slice.size(); i++) made.put(slice.get(i).getKey(), vectors.get(i));
      cache.put(made);
      known.putAll(made);
    }
    return inOrder(hashes, known);
  }

  /// The vectors of `texts` that need no computing, in their order.
  public List<Optional<float[]>> cached(List<String> texts) {
    List<@Nullable TextHash> hashes = hashes(texts);
    return inOrder(hashes, known(hashes));
  }

  /// The vector of a query, with the prefix that the model wants.
  ///
  /// @throws IllegalArgumentException when `text` is blank
  /// @throws EmbeddingException when the model fails
  public float[] embedQuery(String text) {
    if (text.isBlank()) throw new IllegalArgumentException("a blank query has no vector");
    float[] vector = queries.getIfPresent(text);
    if (vector == null) {
      vector = compute(List.of(queryPrefix + text)).getFirst();
      queries.put(text, vector);
    }
    return vector.clone();
  }

  /// The same vectors as [#embedQuery], computed on all workers and kept in the cache of titles'
  /// vectors: for whoever asks the same many queries again and again, as an evaluation does.
  ///
  /// @throws IllegalArgumentException when one of `texts` is blank
  /// @throws EmbeddingException when the model fails; what was computed before is cached
  public List<float[]> embedQueries(List<String> texts) {
    if (texts.stream().anyMatch(String::isBlank))
      throw new IllegalArgumentException("a blank query has no vector");
    return embedAll(texts.stream().map(text -> queryPrefix + text).toList()).stream()
        .map(Optional::orElseThrow)
        .toList();
  }

  /// The vector of a query when it is in memory: it was asked for lately.
  public Optional<float[]> cachedQuery(String text) {
    return Optional.ofNullable(queries.getIfPresent(text)).map(float[]::clone);
  }

  /// Puts the vector of a query into memory that this model made before the last start.
  ///
  /// @throws IllegalArgumentException when it has another length
  public void remember(String text, float[] vector) {
    if (dimensions != 0 && vector.length != dimensions)
      throw new IllegalArgumentException(
          "a query vector has " + dimensions + " dimensions, got " + vector.length);
    queries.put(text, vector.clone());
  }

  /// How much of a query this model can read: the share of its tokens that the model knows, and of
  /// the bundled model, which learnt English only, the share of Latin letters, halved when the
  /// query looks like another language. A remote model is taken to read everything. Costs a
  /// tokenisation, once a query.
  public Legibility legibility(String text) {
    return legibility.of(text);
  }

  /// Tokens of `text` as the model reads it; an estimate for a remote model.
  public int countTokens(String text) {
    if (inProcess != null) return inProcess.countTokens(text);
    return Math.ceilDiv(text.length(), CHARACTERS_PER_TOKEN);
  }

  /// Gives up what is queued; its callers get an `IllegalStateException`.
  @Override
  public void close() {
    for (Runnable queued : workers.shutdownNow()) {
      if (queued instanceof Future<?> task) task.cancel(true);
    }
    workers.close();
    if (inProcess != null) inProcess.close();
    cache.close();
  }

  private static List<@Nullable TextHash> hashes(List<String> texts) {
    List<@Nullable TextHash> hashes = new ArrayList<>(texts.size());
    for (String text : texts) hashes.add(text.isBlank() ? null : TextHash.of(text));
    return hashes;
  }

  private Map<TextHash, float[]> known(Collection<@Nullable TextHash> hashes) {
    Map<TextHash, float[]> known = new HashMap<>();
    List<TextHash> rest = new ArrayList<>();
    for (TextHash hash : hashes) {
      if (hash == null) continue;
      Optional<float[]> vector = bundled.vector(hash);
      if (vector.isPresent()) known.put(hash, vector.get());
      else rest.add(hash);
    }
    if (!rest.isEmpty()) known.putAll(cache.get(rest));
    return known;
  }

  private static List<Optional<float[]>> inOrder(
      List<@Nullable TextHash> hashes, Map<TextHash, float[]> known) {
    List<Optional<float[]>> vectors = new ArrayList<>(hashes.size());
    for (TextHash hash : hashes) {
      vectors.add(hash == null ? Optional.empty() : Optional.ofNullable(known.get(hash)));
    }
    return vectors;
  }

  private List<float[]> onWorkers(List<String> texts) {
    int batch = inProcess == null ? EmbeddingModels.REMOTE_BATCH : 1;
    List<Callable<List<float[]>>> tasks = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += batch) {
      List<String> part = texts.subList(from, Math.min(texts.size(), from + batch));
      tasks.add(() -> compute(part));
    }
    List<float[]> vectors = new ArrayList<>(texts.size());
    try {
      for (Future<List<float[]>> done : workers.invokeAll(tasks)) vectors.addAll(done.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddingException("interrupted while embedding", e);
    } catch (RejectedExecutionException | CancellationException e) {
      throw new IllegalStateException("the embedder is closed", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EmbeddingException failure) throw failure;
      throw new EmbeddingException(name() + " failed", e);
    }
    return vectors;
  }

  private List<float[]> compute(List<String> texts) {
    List<TextSegment> segments = texts.stream().map(text -> TextSegment.from(cut(text))).toList();
    List<Embedding> answer;
    try {
      answer = model.embedAll(segments).content();
    } catch (RuntimeException e) {
      throw failure(e);
    }
    if (answer.size() != texts.size()) {
      throw new EmbeddingException(
          name() + " answered " + answer.size() + " vectors for " + texts.size() + " texts");
    }
    return answer.stream().map(embedding -> unit(embedding.vector())).toList();
  }

  private String cut(String text) {
    if (inProcess != null) return inProcess.cut(text, options.tokenLimit());
    int end = options.tokenLimit() * CHARACTERS_PER_TOKEN;
    if (text.length() <= end) return text;
    int space = end;
    while (space > 0 && !Character.isWhitespace(text.charAt(space))) space--;
    if (space > 0) return text.substring(0, space).stripTrailing();
    return text.substring(0, Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end);
  }

  private float[] unit(float[] vector) {
    if (dimensions == 0) dimensions = vector.length;
    if (vector.length != dimensions) {
      throw new EmbeddingException(
          name() + " answered " + vector.length + " dimensions, expected " + dimensions);
    }
    double squares = 0;
    for (float value : vector) squares += (double) value * value;
    if (!Double.isFinite(squares) || squares == 0) {
      throw new EmbeddingException(name() + " answered a vector that is zero or not finite");
    }
    float[] unit = new float[vector.length];
    double length = Math.sqrt(squares);
    for (int i = 0; i < unit.length; i++) unit[i] = (float) (vector[i] / length);
    return unit;
  }

  /// A provider may quote the key in its answer; such an answer is not passed on.
  private EmbeddingException failure(RuntimeException cause) {
    String key = options.apiKey();
    if (key != null) {
      for (Throwable e = cause; e != null; e = e.getCause()) {
        if (String.valueOf(e.getMessage()).contains(key)) {
          return new EmbeddingException(name() + " failed, and its answer holds the API key");
        }
      }
    }
    return new EmbeddingException(name() + " failed: " + cause.getMessage(), cause);
  }

  private String name() {
    return "embedding model " + options.model();
  }
}

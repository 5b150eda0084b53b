package dev.kindred.embedding;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which embedding model, and how it is used. The API key appears in no text form of this record.
///
/// @param model name of the model; in process it only names vectors, unless it is [#BUNDLED_MODEL]
/// @param baseUrl of a remote provider; null for the provider's own
/// @param apiKey of a remote provider
/// @param formerApiKey of the remote provider of an earlier model, whose generation is still
///   served; null when it needs none or is this one
/// @param dimensions asked of a remote model and expected from any; null takes the model's own
/// @param queryPrefix put before every query, not before titles; null takes what suits the model
/// @param tokenLimit longest text in tokens, without the two that frame it; longer ones are cut at
///   a word. For a remote model, whose tokens are not known, four characters count as one
/// @param workers threads that embed titles; queries are embedded by the thread that asks
/// @param queryCacheBytes memory for the vectors of recent queries
/// @param timeout of one remote request
/// @param files another in-process model; null for the bundled one
public record EmbeddingOptions(
    Provider provider,
    String model,
    @Nullable URI baseUrl,
    @Nullable String apiKey,
    @Nullable String formerApiKey,
    @Nullable Integer dimensions,
    @Nullable String queryPrefix,
    int tokenLimit,
    int workers,
    long queryCacheBytes,
    Duration timeout,
    @Nullable OnnxFiles files) {

  public static final String BUNDLED_MODEL = "bge-small-en-v1.5-q";

  /// Longest text that an in-process BERT model reads at once.
  public static final int MAX_IN_PROCESS_TOKENS = 510;

  /// The bundled model on all cores.
  public static final EmbeddingOptions DEFAULT =
      new EmbeddingOptions(
          Provider.IN_PROCESS,
          BUNDLED_MODEL,
          null,
          null,
          null,
          null,
          null,
          256,
          Runtime.getRuntime().availableProcessors(),
          16L << 20,
          Duration.ofSeconds(30),
          null);

  public enum Provider {
    IN_PROCESS,
    /// Any server that speaks OpenAI's `/embeddings`.
    OPEN_AI_COMPATIBLE,
    OLLAMA
  }

  /// How token vectors become one vector.
  public enum Pooling {
    CLS,
    MEAN
  }

  /// A BERT-like ONNX model and its Hugging Face `tokenizer.json`.
  public record OnnxFiles(Path model, Path tokenizer, Pooling pooling) {}

  public EmbeddingOptions {
    if (model.isBlank()) throw new IllegalArgumentException("model must not be blank");
    between("dimensions", dimensions == null ? 1 : dimensions, 1, 4096);
    between(
        "tokenLimit",
        tokenLimit,
        8,
        provider == Provider.IN_PROCESS ? MAX_IN_PROCESS_TOKENS : 32_768);
    between("workers", workers, 1, 256);
    between("queryCacheBytes", queryCacheBytes, 0, 1L << 34);
    if (!timeout.isPositive())
      throw new IllegalArgumentException("timeout must be positive, got " + timeout);
    if (provider == Provider.IN_PROCESS && files == null && !model.equals(BUNDLED_MODEL)) {
      throw new IllegalArgumentException(
          "the in-process model "
              + model
              + " needs its files; the only bundled one is "
              + BUNDLED_MODEL);
    }
  }

  public EmbeddingOptions withWorkers(int value) {
    return new EmbeddingOptions(
        provider,
        model,
        baseUrl,
        apiKey,
        formerApiKey,
        dimensions,
        queryPrefix,
        tokenLimit,
        value,
        queryCacheBytes,
        timeout,
        files);
  }

  public EmbeddingOptions withTokenLimit(int value) {
    return new EmbeddingOptions(
        provider,
        model,
        baseUrl,
        apiKey,
        formerApiKey,
        dimensions,
        queryPrefix,
        value,
        workers,
        queryCacheBytes,
        timeout,
        files);
  }

  public EmbeddingOptions withQueryPrefix(String value) {
    return new EmbeddingOptions(
        provider,
        model,
        baseUrl,
        apiKey,
        formerApiKey,
        dimensions,
        value,
        tokenLimit,
        workers,
        queryCacheBytes,
        timeout,
        files);
  }

  public EmbeddingOptions withFiles(String model, OnnxFiles value) {
    return new EmbeddingOptions(
        Provider.IN_PROCESS,
        model,
        null,
        null,
        formerApiKey,
        dimensions,
        queryPrefix,
        tokenLimit,
        workers,
        queryCacheBytes,
        timeout,
        value);
  }

  /// The same limits for a remote model.
  public EmbeddingOptions withRemote(
      Provider remote,
      String model,
      @Nullable URI baseUrl,
      @Nullable String apiKey,
      @Nullable Integer dimensions) {
    return new EmbeddingOptions(
        remote,
        model,
        baseUrl,
        apiKey,
        formerApiKey,
        dimensions,
        queryPrefix,
        tokenLimit,
        workers,
        queryCacheBytes,
        timeout,
        null);
  }

  /// What makes the vectors of this model, without secrets: enough for [#recalled] to open it again
  /// after the settings have moved on.
  public Map<String, String> recipe() {
    Map<String, String> recipe = new LinkedHashMap<>();
    recipe.put("provider", provider.name());
    recipe.put("model", model);
    if (baseUrl != null) recipe.put("baseUrl", withoutSecrets(baseUrl));
    if (dimensions != null) recipe.put("dimensions", dimensions.toString());
    if (queryPrefix != null) recipe.put("queryPrefix", queryPrefix);
    recipe.put("tokenLimit", Integer.toString(tokenLimit));
    if (files != null) {
      recipe.put("modelPath", files.model().toAbsolutePath().toString());
      recipe.put("tokenizerPath", files.tokenizer().toAbsolutePath().toString());
      recipe.put("pooling", files.pooling().name());
    }
    return recipe;
  }

  /// The model of a recipe with the limits of these options. A key is sent only where it belongs:
  /// [#apiKey] to the provider of these options, [#formerApiKey] to any other.
  ///
  /// @throws IllegalArgumentException when it is no recipe of [#recipe]
  public EmbeddingOptions recalled(Map<String, String> recipe) {
    String url = recipe.get("baseUrl");
    Provider by = Provider.valueOf(required(recipe, "provider"));
    boolean same =
        by == provider && Objects.equals(url, baseUrl == null ? null : withoutSecrets(baseUrl));
    String length = recipe.get("dimensions");
    String modelPath = recipe.get("modelPath");
    return new EmbeddingOptions(
        by,
        required(recipe, "model"),
        same ? baseUrl : url == null ? null : URI.create(url),
        same ? apiKey : formerApiKey,
        formerApiKey,
        length == null ? null : Integer.valueOf(length),
        recipe.get("queryPrefix"),
        Integer.parseInt(required(recipe, "tokenLimit")),
        workers,
        queryCacheBytes,
        timeout,
        modelPath == null
            ? null
            : new OnnxFiles(
                Path.of(modelPath),
                Path.of(required(recipe, "tokenizerPath")),
                Pooling.valueOf(required(recipe, "pooling"))));
  }

  private static String required(Map<String, String> recipe, String name) {
    String value = recipe.get(name);
    if (value == null)
      throw new IllegalArgumentException("the recipe of a model lacks its " + name);
    return value;
  }

  private static String withoutSecrets(URI url) {
    String text = url.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  @Override
  public String toString() {
    return "EmbeddingOptions[provider="
        + provider
        + ", model="
        + model
        + ", baseUrl="
        + (baseUrl == null ? "default" : baseUrl.getHost())
        + ", apiKey="
        + (apiKey == null ? "none" : "set")
        + ", formerApiKey="
        + (formerApiKey == null ? "none" : "set")
        + ", dimensions="
        + (dimensions == null ? "the model's" : dimensions)
        + ", tokenLimit="
        + tokenLimit
        + ", workers="
        + workers
        + ", queryCacheBytes="
        + queryCacheBytes
        + ", timeout="
        + timeout
        + ", files="
        + files
        + "]";
  }

  private static void between(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " must be " + min + ".." + max + ", got " + value);
    }
  }
}

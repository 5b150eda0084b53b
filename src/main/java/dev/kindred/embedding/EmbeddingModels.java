package dev.kindred.embedding;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.net.URI;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The model that options name: opened, and told apart from every other.
final class EmbeddingModels {
  /// Texts in one request to a remote model.
  static final int REMOTE_BATCH = 64;

  /// What bge models were trained to read before a query that seeks passages.
  private static final String BGE_QUERY_PREFIX =
      "Represent this sentence for searching relevant passages: ";

  private EmbeddingModels() {}

  /// Loads a model, or prepares to call it.
  static EmbeddingModel open(EmbeddingOptions options) {
    return switch (options.provider()) {
      case IN_PROCESS ->
          options.files() == null ? InProcessModel.bundled() : InProcessModel.of(options.files());
      case OPEN_AI_COMPATIBLE -> openAi(options);
      case OLLAMA -> ollama(options);
    };
  }

  /// Names everything that changes a vector; see [Embedder#modelId].
  static String id(EmbeddingOptions options, @Nullable InProcessModel inProcess) {
    StringBuilder id = new StringBuilder(options.model());
    if (inProcess != null) {
      id.append('-').append(inProcess.fingerprint());
      if (options.files() != null) {
        id.append('-').append(options.files().pooling().name().toLowerCase(Locale.ROOT));
      }
    } else {
      id.append('-').append(options.provider().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      URI url = options.baseUrl();
      // Servers may mean different models by one name. A hash: a URL may hold a secret.
      if (url != null) {
        id.append('-').append(HexFormat.of().formatHex(TextHash.of(url.toString()).bytes(), 0, 4));
      }
      if (options.dimensions() != null) id.append("-d").append(options.dimensions());
    }
    return id.append("-t").append(options.tokenLimit()).toString();
  }

  /// What a model wants before a query when the options do not tell.
  static String queryPrefix(EmbeddingOptions options) {
    return options.model().equals(EmbeddingOptions.BUNDLED_MODEL)
            && options.provider() == EmbeddingOptions.Provider.IN_PROCESS
        ? BGE_QUERY_PREFIX
        : "";
  }

  private static EmbeddingModel openAi(EmbeddingOptions options) {
    return OpenAiEmbeddingModel.builder()
        .baseUrl(options.baseUrl() == null ? null : options.baseUrl().toString())
        .apiKey(options.apiKey() == null ? "none" : options.apiKey())
        .modelName(options.model())
        .dimensions(options.dimensions())
        .maxSegmentsPerBatch(REMOTE_BATCH)
        .timeout(options.timeout())
        .build();
  }

  private static EmbeddingModel ollama(EmbeddingOptions options) {
    URI url = options.baseUrl();
    return OllamaEmbeddingModel.builder()
        .baseUrl(url == null ? "http://localhost:11434" : url.toString())
        .modelName(options.model())
        .dimensions(options.dimensions())
        .timeout(options.timeout())
        .build();
  }
}

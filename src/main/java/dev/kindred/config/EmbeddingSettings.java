package dev.kindred.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.embedding.EmbeddingOptions.Pooling;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.nio.file.Path;
import java.time.Duration;

/// The names of the keys about the embedding model; see [SettingsTree].
final class EmbeddingSettings {
  private EmbeddingSettings() {}

  static void write(EmbeddingOptions embedding, ObjectNode section) {
    EmbeddingOptions.OnnxFiles files = embedding.files();
    section
        .put("provider", Json.name(embedding.provider()))
        .put("model", embedding.model())
        .put("baseUrl", embedding.baseUrl() == null ? "" : embedding.baseUrl().toString())
        .put("apiKey", embedding.apiKey() == null ? "" : SettingsTree.HIDDEN)
        .put("formerApiKey", embedding.formerApiKey() == null ? "" : SettingsTree.HIDDEN)
        .put("dimensions", embedding.dimensions())
        .put("queryPrefix", embedding.queryPrefix())
        .put("tokenLimit", embedding.tokenLimit())
        .put("workers", embedding.workers())
        .put("queryCacheBytes", embedding.queryCacheBytes())
        .put("modelPath", files == null ? "" : files.model().toString())
        .put("tokenizerPath", files == null ? "" : files.tokenizer().toString())
        .put("pooling", Json.name(files == null ? Pooling.CLS : files.pooling()))
        .put("timeout", DurationText.write(embedding.timeout()));
  }

  static EmbeddingOptions read(JsonFields in, EmbeddingOptions absent) {
    EmbeddingOptions.Provider provider = SettingsTree.choice(in, "provider", absent.provider());
    String model = in.textOrEmpty("model", SettingsTree.MAX_TEXT);
    String baseUrl = in.textOrEmpty("baseUrl", SettingsTree.MAX_TEXT);
    String apiKey = in.textOrEmpty("apiKey", SettingsTree.MAX_TEXT);
    String formerApiKey = in.textOrEmpty("formerApiKey", SettingsTree.MAX_TEXT);
    Integer dimensions = in.integer("dimensions", Integer.MIN_VALUE, Integer.MAX_VALUE);
    String queryPrefix =
        in.has("queryPrefix") ? in.textOrEmpty("queryPrefix", SettingsTree.MAX_TEXT) : null;
    int tokenLimit = SettingsTree.integer(in, "tokenLimit", absent.tokenLimit());
    int workers = SettingsTree.integer(in, "workers", absent.workers());
    int queryCacheBytes =
        SettingsTree.integer(in, "queryCacheBytes", (int) absent.queryCacheBytes());
    Path modelPath = SettingsTree.path(in, "modelPath", SettingsTree.NO_PATH);
    Path tokenizerPath = SettingsTree.path(in, "tokenizerPath", SettingsTree.NO_PATH);
    Pooling pooling = SettingsTree.choice(in, "pooling", Pooling.CLS);
    Duration timeout = SettingsTree.duration(in, "timeout", absent.timeout());
    return SettingsTree.built(
        in,
        absent,
        () -> {
          if (modelPath.equals(SettingsTree.NO_PATH)
              != tokenizerPath.equals(SettingsTree.NO_PATH)) {
            throw new IllegalArgumentException("modelPath and tokenizerPath go together");
          }
          if (model.isEmpty() && provider != EmbeddingOptions.Provider.IN_PROCESS) {
            throw new IllegalArgumentException("model is required with a remote provider");
          }
          EmbeddingOptions.OnnxFiles files =
              modelPath.equals(SettingsTree.NO_PATH)
                  ? null
                  : new EmbeddingOptions.OnnxFiles(modelPath, tokenizerPath, pooling);
          return new EmbeddingOptions(
              provider,
              !model.isEmpty() ? model : files == null ? absent.model() : name(modelPath),
              baseUrl.isEmpty() ? null : Ranges.webAddress("baseUrl", baseUrl),
              apiKey.isEmpty() ? null : apiKey,
              formerApiKey.isEmpty() ? null : formerApiKey,
              dimensions,
              queryPrefix,
              tokenLimit,
              workers,
              queryCacheBytes,
              timeout,
              files);
        });
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}

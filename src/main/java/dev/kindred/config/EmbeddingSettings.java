package dev.kindred.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where vectors come from. Text settings that do not apply are empty.
///
/// @param model the provider's name of the model; required with a remote provider
/// @param baseUrl address of a remote provider; empty takes the provider's usual one
/// @param apiKey null when the provider asks for none
/// @param dimensions 1..4,096; null takes what the model gives
/// @param queryPrefix put before queries, never before titles
/// @param tokenLimit where the text of a title is cut, 16..32,768
/// @param workers titles embedded at a time, 1..256
/// @param modelPath the ONNX file, for [Provider#ONNX]
/// @param tokenizerPath its `tokenizer.json`, for [Provider#ONNX]
/// @param pooling how token vectors become one, for [Provider#ONNX]
/// @param timeout longest wait for a remote provider, 100 ms..1 h
public record EmbeddingSettings(
    Provider provider,
    String model,
    String baseUrl,
    @Nullable Secret apiKey,
    @Nullable Integer dimensions,
    String queryPrefix,
    int tokenLimit,
    int workers,
    String modelPath,
    String tokenizerPath,
    Pooling pooling,
    Duration timeout) {
  public enum Provider {
    /// The model inside Kindred: bge-small-en-v1.5, quantised.
    BUNDLED,
    /// Another model in the same process, from a file.
    ONNX,
    /// Any service that speaks OpenAI's protocol.
    OPEN_AI,
    OLLAMA
  }

  public enum Pooling {
    CLS,
    MEAN
  }

  public static final EmbeddingSettings DEFAULT =
      new EmbeddingSettings(
          Provider.BUNDLED,
          "",
          "",
          null,
          null,
          "",
          512,
          Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 256),
          "",
          "",
          Pooling.CLS,
          Duration.ofSeconds(30));

  public EmbeddingSettings {
    if (!baseUrl.isEmpty()) Ranges.webAddress("baseUrl", baseUrl);
    if (dimensions != null) Ranges.check("dimensions", dimensions, 1, 4_096);
    Ranges.check("tokenLimit", tokenLimit, 16, 32_768);
    Ranges.check("workers", workers, 1, 256);
    Ranges.check("timeout", timeout, Duration.ofMillis(100), Duration.ofHours(1));
    if (provider == Provider.ONNX && modelPath.isEmpty()) {
      throw new IllegalArgumentException("modelPath is required with provider onnx");
    }
    if (provider == Provider.ONNX && tokenizerPath.isEmpty()) {
      throw new IllegalArgumentException("tokenizerPath is required with provider onnx");
    }
    if ((provider == Provider.OPEN_AI || provider == Provider.OLLAMA) && model.isEmpty()) {
      throw new IllegalArgumentException("model is required with a remote provider");
    }
  }
}

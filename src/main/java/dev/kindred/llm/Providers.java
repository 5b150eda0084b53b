package dev.kindred.llm;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// LangChain4j's models over our wire. They retry nothing themselves: that is [Chat]'s.
final class Providers {
  /// Anthropic's protocol demands a bound.
  private static final int ANTHROPIC_TOKENS = 4_096;

  private Providers() {}

  static ChatModel openAi(LlmOptions options, Wire wire) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(wire.builder())
        .baseUrl(text(options.baseUrl()))
        .apiKey(options.apiKey() == null ? "none" : options.apiKey())
        .modelName(options.model())
        .temperature(options.temperature())
        .maxTokens(bound(options))
        .maxRetries(0)
        .build();
  }

  static ChatModel ollama(LlmOptions options, Wire wire) {
    URI url = options.baseUrl();
    var model =
        OllamaChatModel.builder()
            .maxRetries(0)
            .httpClientBuilder(wire.builder())
            .baseUrl(url == null ? "http://localhost:11434" : url.toString())
            .modelName(options.model())
            .temperature(options.temperature())
            .numPredict(bound(options));
    if (options.apiKey() != null)
      model.customHeaders(Map.of("Authorization", "Bearer " + options.apiKey()));
    return model.build();
  }

  static ChatModel anthropic(LlmOptions options, Wire wire) {
    var model =
        AnthropicChatModel.builder()
            .httpClientBuilder(wire.builder())
            .apiKey(options.apiKey() == null ? "none" : options.apiKey())
            .modelName(options.model())
            .temperature(options.temperature())
            .maxTokens(
                options.maxOutputTokens() == 0 ? ANTHROPIC_TOKENS : options.maxOutputTokens())
            .maxRetries(0);
    if (options.baseUrl() != null) model.baseUrl(options.baseUrl().toString());
    return model.build();
  }

  private static @Nullable Integer bound(LlmOptions options) {
    return options.maxOutputTokens() == 0 ? null : Integer.valueOf(options.maxOutputTokens());
  }

  private static @Nullable String text(@Nullable URI url) {
    return url == null ? null : url.toString();
  }
}

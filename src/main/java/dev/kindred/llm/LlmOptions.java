package dev.kindred.llm;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which language model, and how much is asked of it. The API key appears in no text form of this
/// record.
///
/// @param model name of the model; empty for none, which is the default
/// @param baseUrl of the provider; null for its own (Ollama: this machine)
/// @param temperature 0..2; null leaves it to the model, as some demand
/// @param timeout of one request, from its first byte to the last of the answer, 10 ms..1 h
/// @param concurrency requests on their way at a time, 1..256
/// @param requestsPerMinute in any 60 seconds, 0 for no limit
/// @param tokensPerMinute in any 60 seconds, of requests and answers together, 0 for no limit
/// @param retries how often a request is sent again after 429, 5xx, a time-out or a cut answer,
///   0..20
/// @param maxOutputTokens longest answer, 16..100,000; 0 sends no bound to the provider
/// @param output how the model is made to answer JSON
/// @param budget what may be spent
public record LlmOptions(
    Provider provider,
    String model,
    @Nullable URI baseUrl,
    @Nullable String apiKey,
    @Nullable Double temperature,
    Duration timeout,
    int concurrency,
    int requestsPerMinute,
    int tokensPerMinute,
    int retries,
    int maxOutputTokens,
    Output output,
    Budget.Limits budget) {

  public static final LlmOptions DEFAULT =
      new LlmOptions(
          Provider.OPEN_AI_COMPATIBLE,
          "",
          null,
          null,
          0.3,
          Duration.ofSeconds(60),
          4,
          0,
          0,
          4,
          1_200,
          Output.AUTO,
          Budget.Limits.NONE);

  public enum Provider {
    /// Any server that speaks OpenAI's `/chat/completions`.
    OPEN_AI_COMPATIBLE,
    OLLAMA,
    /// Any server that speaks Anthropic's `/messages`.
    ANTHROPIC
  }

  /// How the model is made to answer JSON.
  public enum Output {
    /// By its schema; by instruction with Anthropic, and for good once a provider refuses a schema.
    AUTO,
    /// The provider is given the schema and holds the model to it.
    SCHEMA,
    /// The schema stands in the instructions.
    INSTRUCTED
  }

  public LlmOptions {
    if (temperature != null && !(temperature >= 0 && temperature <= 2))
      throw new IllegalArgumentException("temperature must be 0..2, got " + temperature);
    if (timeout.compareTo(Duration.ofMillis(10)) < 0 || timeout.compareTo(Duration.ofHours(1)) > 0)
      throw new IllegalArgumentException(
          "timeout must be 10ms..1h, got " + timeout.toMillis() + "ms");
    between("concurrency", concurrency, 1, 256);
    between("requestsPerMinute", requestsPerMinute, 0, 1_000_000);
    between("tokensPerMinute", tokensPerMinute, 0, 1_000_000_000);
    between("retries", retries, 0, 20);
    if (maxOutputTokens != 0) between("maxOutputTokens", maxOutputTokens, 16, 100_000);
  }

  /// Whether a model is named at all.
  public boolean configured() {
    return !model.isEmpty();
  }

  public LlmOptions withModel(
      Provider provider, String model, @Nullable URI url, @Nullable String key) {
    return new LlmOptions(
        provider,
        model,
        url,
        key,
        temperature,
        timeout,
        concurrency,
        requestsPerMinute,
        tokensPerMinute,
        retries,
        maxOutputTokens,
        output,
        budget);
  }

  public LlmOptions withTimeout(Duration value) {
    return new LlmOptions(
        provider,
        model,
        baseUrl,
        apiKey,
        temperature,
        value,
        concurrency,
        requestsPerMinute,
        tokensPerMinute,
        retries,
        maxOutputTokens,
        output,
        budget);
  }

  public LlmOptions withConcurrency(int value) {
    return new LlmOptions(
        provider,
        model,
        baseUrl,
        apiKey,
        temperature,
        timeout,
        value,
        requestsPerMinute,
        tokensPerMinute,
        retries,
        maxOutputTokens,
        output,
        budget);
  }

  public LlmOptions withRates(int requests, int tokens) {
    return new LlmOptions(
        provider,
        model,
        baseUrl,
        apiKey,
        temperature,
        timeout,
        concurrency,
        requests,
        tokens,
        retries,
        maxOutputTokens,
        output,
        budget);
  }

  public LlmOptions withRetries(int value) {
    return new LlmOptions(
        provider,
        model,
        baseUrl,
        apiKey,
        temperature,
        timeout,
        concurrency,
        requestsPerMinute,
        tokensPerMinute,
        value,
        maxOutputTokens,
        output,
        budget);
  }

  public LlmOptions withBudget(Budget.Limits value) {
    return new LlmOptions(
        provider,
        model,
        baseUrl,
        apiKey,
        temperature,
        timeout,
        concurrency,
        requestsPerMinute,
        tokensPerMinute,
        retries,
        maxOutputTokens,
        output,
        value);
  }

  @Override
  public String toString() {
    return "LlmOptions[provider="
        + provider
        + ", model="
        + model
        + ", baseUrl="
        + (baseUrl == null ? "default" : baseUrl.getHost())
        + ", apiKey="
        + (apiKey == null ? "none" : "set")
        + ", temperature="
        + temperature
        + ", timeout="
        + timeout
        + ", concurrency="
        + concurrency
        + ", requestsPerMinute="
        + requestsPerMinute
        + ", tokensPerMinute="
        + tokensPerMinute
        + ", retries="
        + retries
        + ", maxOutputTokens="
        + maxOutputTokens
        + ", output="
        + output
        + ", budget="
        + budget
        + "]";
  }

  private static void between(String name, long value, long min, long max) {
    if (value < min || value > max)
      throw new IllegalArgumentException(name + " must be " + min + ".." + max + ", got " + value);
  }
}

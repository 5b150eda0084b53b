package dev.kindred.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.llm.Budget;
import dev.kindred.llm.LlmOptions;
import java.time.Duration;

/// The names of the keys about the language model; see [SettingsTree].
final class LlmSettings {
  private LlmSettings() {}

  static void write(LlmOptions llm, ObjectNode section) {
    section
        .put("provider", Json.name(llm.provider()))
        .put("model", llm.model())
        .put("baseUrl", llm.baseUrl() == null ? "" : llm.baseUrl().toString())
        .put("apiKey", llm.apiKey() == null ? "" : SettingsTree.HIDDEN)
        .put("temperature", llm.temperature())
        .put("timeout", DurationText.write(llm.timeout()))
        .put("concurrency", llm.concurrency())
        .put("requestsPerMinute", llm.requestsPerMinute())
        .put("tokensPerMinute", llm.tokensPerMinute())
        .put("retries", llm.retries())
        .put("maxOutputTokens", llm.maxOutputTokens())
        .put("output", Json.name(llm.output()))
        .putObject("budget")
        .put("calls", llm.budget().calls())
        .put("tokens", llm.budget().tokens())
        .put("period", DurationText.write(llm.budget().period()));
  }

  static LlmOptions read(JsonFields in, LlmOptions absent) {
    LlmOptions.Provider provider = SettingsTree.choice(in, "provider", absent.provider());
    String model = in.textOrEmpty("model", SettingsTree.MAX_TEXT);
    String baseUrl = in.textOrEmpty("baseUrl", SettingsTree.MAX_TEXT);
    String apiKey = in.textOrEmpty("apiKey", SettingsTree.MAX_TEXT);
    Double given = in.number("temperature", -Double.MAX_VALUE, Double.MAX_VALUE);
    // null is a value: the model's own
    Double temperature = in.names().contains("temperature") ? given : absent.temperature();
    Duration timeout = SettingsTree.duration(in, "timeout", absent.timeout());
    int concurrency = SettingsTree.integer(in, "concurrency", absent.concurrency());
    int requestsPerMinute =
        SettingsTree.integer(in, "requestsPerMinute", absent.requestsPerMinute());
    int tokensPerMinute = SettingsTree.integer(in, "tokensPerMinute", absent.tokensPerMinute());
    int retries = SettingsTree.integer(in, "retries", absent.retries());
    int maxOutputTokens = SettingsTree.integer(in, "maxOutputTokens", absent.maxOutputTokens());
    LlmOptions.Output output = SettingsTree.choice(in, "output", absent.output());
    Budget.Limits budget = SettingsTree.section(in, "budget", absent.budget(), LlmSettings::budget);
    return SettingsTree.built(
        in,
        absent,
        () ->
            new LlmOptions(
                provider,
                model,
                baseUrl.isEmpty() ? null : Ranges.webAddress("baseUrl", baseUrl),
                apiKey.isEmpty() ? null : apiKey,
                temperature,
                timeout,
                concurrency,
                requestsPerMinute,
                tokensPerMinute,
                retries,
                maxOutputTokens,
                output,
                budget));
  }

  private static Budget.Limits budget(JsonFields in, Budget.Limits absent) {
    int calls = SettingsTree.integer(in, "calls", (int) absent.calls());
    int tokens = SettingsTree.integer(in, "tokens", (int) absent.tokens());
    Duration period = SettingsTree.duration(in, "period", absent.period());
    return SettingsTree.built(in, absent, () -> new Budget.Limits(calls, tokens, period));
  }
}

package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.llm.Budget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a run that writes profiles ended.
///
/// @param written profiles that are durable
/// @param refused titles whose reply was refused twice
/// @param failed titles for which the provider did not answer
/// @param changed titles that somebody changed or deleted meanwhile; the next run sees to them
/// @param spent calls and tokens
/// @param stopped why the run ended before its end; null when it did not
public record EnrichReport(
    long written,
    long refused,
    long failed,
    long changed,
    Budget.Spent spent,
    Duration took,
    @Nullable String stopped) {

  public ObjectNode toJson() {
    return Json.object()
        .put("written", written)
        .put("refused", refused)
        .put("failed", failed)
        .put("changed", changed)
        .put("calls", spent.calls())
        .put("inputTokens", spent.inputTokens())
        .put("outputTokens", spent.outputTokens())
        .put("seconds", took.toMillis() / 1000.0)
        .put("stopped", stopped);
  }
}

package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.enrichment.LlmProfiler;
import dev.kindred.json.Json;
import java.util.List;

/// Which titles a run asks about, and what that takes when no reply is faulty and no call fails;
/// each faulty reply costs one call more.
///
/// @param titles in the store
/// @param upToDate of them, those with a profile from their present facts
/// @param byPeople of them, those with a profile by a person, which is left alone
/// @param skipped of them, those whose reply was refused before
/// @param waiting those to be asked about, in this order
public record EnrichPlan(
    long titles, long upToDate, long byPeople, long skipped, List<Waiting> waiting) {

  /// @param tokens of the call, estimated
  record Waiting(TitleKey key, TitleId id, int tokens) {}

  public EnrichPlan {
    waiting = List.copyOf(waiting);
  }

  /// Calls to the model.
  public int calls() {
    return waiting.size();
  }

  /// Tokens of all calls, estimated.
  public long inputTokens() {
    return waiting.stream().mapToLong(Waiting::tokens).sum();
  }

  /// Tokens of all replies, estimated.
  public long outputTokens() {
    return (long) LlmProfiler.REPLY_TOKENS * waiting.size();
  }

  public ObjectNode toJson() {
    return Json.object()
        .put("titles", titles)
        .put("upToDate", upToDate)
        .put("byPeople", byPeople)
        .put("skipped", skipped)
        .put("calls", calls())
        .put("inputTokens", inputTokens())
        .put("outputTokens", outputTokens());
  }
}

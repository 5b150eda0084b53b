package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.candidates.Source;
import dev.kindred.diversification.ListMetrics;
import dev.kindred.index.TitleDocument;
import dev.kindred.json.Json;
import dev.kindred.recommendation.RecommendationAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of recommendations.
final class RecommendationJson {
  private static final String MODEL = "taste";
  private static final double SCALE = 1_000;

  private RecommendationJson() {}

  /// @param nextCursor null on the last page
  static ObjectNode write(RecommendationAnswer answer, @Nullable String nextCursor) {
    ObjectNode out =
        Json.object()
            .put("recommendationId", answer.id())
            .put("placement", Json.name(answer.placement()));
    out.putObject("model")
        .put("name", answer.model() == null ? "none" : MODEL)
        .put("version", answer.model())
        .put("generation", answer.generation());
    ArrayNode items = out.putArray("items");
    for (RecommendationAnswer.Item item : answer.items()) {
      ObjectNode one =
          SearchJson.item(items.addObject(), item.rank(), item.document())
              .put("score", rounded(item.score()));
      ArrayNode sources = one.putArray("sources");
      for (Source source : item.sources().stream().sorted().toList())
        sources.addObject().put("name", Json.name(source));
      SearchJson.reasons(one, item.reasons());
    }
    metrics(out.putObject("listMetrics"), answer.metrics(), answer.fallbackShare());
    SearchJson.timings(out, answer.timings());
    out.put("nextCursor", nextCursor);
    ArrayNode warnings = out.putArray("warnings");
    for (RecommendationAnswer.Warning warning : answer.warnings())
      warnings.addObject().put("code", warning.code()).put("detail", warning.detail());
    return out;
  }

  static ObjectNode onboarding(List<TitleDocument> titles) {
    ObjectNode out = Json.object();
    ArrayNode items = out.putArray("items");
    for (TitleDocument title : titles) {
      ObjectNode one = items.addObject();
      SearchJson.item(one, items.size(), title);
    }
    return out;
  }

  private static void metrics(ObjectNode out, ListMetrics metrics, double fallbackShare) {
    out.put("inverseSimpson", rounded(metrics.inverseSimpson()))
        .put("giniSimpson", rounded(metrics.giniSimpson()))
        .put("genres", metrics.genres())
        .put("novelty", rounded(metrics.novelty()))
        .put("calibration", rounded(metrics.calibration()))
        .put("fallbackShare", rounded(fallbackShare));
  }

  private static @Nullable Double rounded(@Nullable Double value) {
    return value == null ? null : (Double) (Math.round(value * SCALE) / SCALE);
  }
}

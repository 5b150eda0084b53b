package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.TitleId;
import dev.kindred.index.Generation;
import dev.kindred.index.TasteModel;
import dev.kindred.index.VectorField;
import dev.kindred.ingestion.AnswerOverlap;
import dev.kindred.ingestion.Comparison;
import dev.kindred.ingestion.Rebuilt;
import dev.kindred.json.Json;
import java.time.Instant;
import java.util.List;

/// How a rebuild compared, as the API tells it.
final class ComparisonJson {
  private ComparisonJson() {}

  /// The generation and its comparison.
  static ObjectNode write(Rebuilt rebuilt, Instant now) {
    Generation generation = rebuilt.generation();
    TasteModel taste = generation.taste();
    ObjectNode out = Json.object();
    out.putObject("generation")
        .put("id", generation.id())
        .put("embeddingModel", generation.embeddingModel())
        .put("dimensions", generation.dimensions())
        .put("language", generation.language())
        .put("tasteModel", taste == null ? null : taste.id())
        .put("schema", generation.schema())
        .put("createdAt", generation.createdAt().toString());
    ObjectNode comparison = out.putObject("comparison");
    switch (rebuilt) {
      case Rebuilt.Activated done -> {
        comparison.put("outcome", done.overruled().isEmpty() ? "activated" : "forced");
        comparison.set("reasons", Json.strings(done.overruled()));
      }
      case Rebuilt.Refused refused -> {
        comparison.put("outcome", "refused");
        comparison.set("reasons", Json.strings(refused.reasons()));
      }
    }
    comparison.put("comparedAt", now.toString());
    write(rebuilt.comparison(), comparison);
    return out;
  }

  private static void write(Comparison comparison, ObjectNode out) {
    out.put("titles", comparison.titles())
        .put("stored", comparison.stored())
        .put("slack", comparison.slack())
        .put("sampled", comparison.sampled())
        .put("differing", comparison.differing());
    ObjectNode vectors = out.putObject("vectors");
    ObjectNode recall = out.putObject("recall");
    for (VectorField field : VectorField.values()) {
      Comparison.Coverage coverage = comparison.vectors().get(field);
      if (coverage != null)
        vectors.putObject(Json.name(field)).put("kept", coverage.kept()).put("had", coverage.had());
      Comparison.Recall found = comparison.recall().get(field);
      if (found != null)
        recall
            .putObject(Json.name(field))
            .put("at10", rounded(found.at10()))
            .put("vectors", found.vectors());
    }
    AnswerOverlap answers = comparison.answers();
    if (answers == null) out.putNull("answers");
    else out.set("answers", write(answers));
    out.put("unjudged", comparison.unjudged());
  }

  private static ObjectNode write(AnswerOverlap answers) {
    ObjectNode out =
        Json.object()
            .put("queries", answers.queries())
            .put("overlapAt10", rounded(answers.overlap()))
            .put("rankBiasedOverlap", rounded(answers.rankBiased()))
            .put("partial", answers.partial());
    ArrayNode worst = out.putArray("worst");
    for (AnswerOverlap.Difference difference : answers.worst()) {
      ObjectNode one = worst.addObject().put("query", difference.query());
      if (difference.filter().isEmpty()) one.putNull("filter");
      else one.set("filter", Json.parse(difference.filter()));
      one.put("overlapAt10", rounded(difference.overlap()));
      one.set("lost", ids(difference.lost()));
      one.set("gained", ids(difference.gained()));
    }
    return out;
  }

  private static ArrayNode ids(List<TitleId> ids) {
    return Json.strings(ids.stream().map(TitleId::value).toList());
  }

  private static double rounded(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }
}

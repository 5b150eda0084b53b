package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.explanation.Reason;
import dev.kindred.index.FacetCounts;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TitleDocument;
import dev.kindred.json.Json;
import dev.kindred.query.InterpretationJson;
import dev.kindred.search.SearchAnswer;
import dev.kindred.search.SimilarRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON of what a search found.
final class SearchJson {
  private static final List<String> TITLE_FIELDS =
      List.of(
          "kind",
          "name",
          "originalName",
          "year",
          "endYear",
          "runtimeMinutes",
          "genres",
          "countries",
          "languages",
          "maturity",
          "synopsis",
          "poster");
  private static final List<String> PROFILE_FIELDS =
      List.of("pitch", "moods", "themes", "tone", "pace");

  private SearchJson() {}

  static ObjectNode search(SearchAnswer answer) {
    ObjectNode out = Json.object();
    out.put("searchId", answer.searchId());
    out.putObject("total")
        .put("value", answer.total().value())
        .put("relation", Json.name(answer.total().relation()));
    out.set("interpretation", InterpretationJson.write(answer.interpretation()));
    items(out, answer);
    if (answer.facets() != null) facets(out.putObject("facets"), answer.facets());
    out.put("scope", Json.name(answer.scope()));
    return ending(out, answer);
  }

  static ObjectNode similar(SimilarRequest request, SearchAnswer answer) {
    ObjectNode out = Json.object();
    out.put("titleId", request.titleId().value()).put("by", Json.name(request.by()));
    items(out, answer);
    return ending(out, answer);
  }

  static ObjectNode suggestion(Suggestion suggestion) {
    @Nullable TitleId id = suggestion.id();
    return Json.object()
        .put("kind", Json.name(suggestion.kind()))
        .put("text", suggestion.text())
        .put("id", id == null ? null : id.value())
        .put("year", suggestion.year())
        .put("score", suggestion.score());
  }

  private static ObjectNode ending(ObjectNode out, SearchAnswer answer) {
    timings(out, answer.timings());
    out.put("nextCursor", answer.nextCursor());
    ArrayNode warnings = out.putArray("warnings");
    for (SearchAnswer.Warning warning : answer.warnings())
      warnings.addObject().put("code", warning.code()).put("detail", warning.detail());
    return out;
  }

  static void timings(ObjectNode out, Map<String, Double> laps) {
    ObjectNode timings = out.putObject("timings");
    laps.forEach((stage, millis) -> timings.put(stage, Math.round(millis * 100) / 100.0));
  }

  private static void items(ObjectNode out, SearchAnswer answer) {
    ArrayNode items = out.putArray("items");
    for (SearchAnswer.Item item : answer.items()) item(items.addObject(), item);
  }

  /// What is told of a title in a list: its id, the title, its profile.
  static ObjectNode item(ObjectNode out, int rank, TitleDocument document) {
    out.put("id", document.title().id().value()).put("rank", rank);
    out.set("title", title(document.title()));
    out.set("profile", profile(document.profile()));
    return out;
  }

  private static void item(ObjectNode out, SearchAnswer.Item item) {
    item(out, item.rank(), item.document()).put("score", item.score());
    if (!item.highlights().isEmpty()) texts(out.putObject("highlights"), item.highlights());
    ArrayNode sources = out.putArray("sources");
    for (SearchAnswer.SourceScore source : item.sources()) {
      sources
          .addObject()
          .put("name", source.name())
          .put("rank", source.rank())
          .put("score", source.score());
    }
    reasons(out, item.reasons());
  }

  static void reasons(ObjectNode out, List<Reason> all) {
    ArrayNode reasons = out.putArray("reasons");
    for (Reason reason : all) {
      ObjectNode one = reasons.addObject().put("code", reason.code());
      texts(one, reason.evidence());
      one.put("text", reason.text());
    }
  }

  private static ObjectNode title(Title title) {
    ObjectNode out = title.toJson().retain(TITLE_FIELDS);
    for (String list : List.of("genres", "countries", "languages")) out.withArray(list);
    return out;
  }

  private static ObjectNode profile(ContentProfile profile) {
    ObjectNode out = profile.toJson().retain(PROFILE_FIELDS);
    for (String list : List.of("moods", "themes")) out.withArray(list);
    return out;
  }

  private static void facets(ObjectNode out, FacetCounts counts) {
    for (Map.Entry<FilterField, List<FacetCounts.Value>> field : counts.fields().entrySet()) {
      ArrayNode values = out.putArray(field.getKey().name());
      for (FacetCounts.Value value : field.getValue()) {
        ObjectNode one = values.addObject();
        switch (value.value()) {
          case Long number -> one.put("value", number);
          case Integer number -> one.put("value", number);
          case Double number -> one.put("value", number);
          default -> one.put("value", value.value().toString());
        }
        one.put("count", value.count());
      }
    }
  }

  private static void texts(ObjectNode out, Map<String, List<String>> lists) {
    lists.forEach((name, values) -> out.set(name, Json.strings(values)));
  }
}

package dev.kindred.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.EventJson;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.UserId;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.json.Nearest;
import dev.kindred.query.InterpretationJson;
import dev.kindred.query.Preference;
import dev.kindred.recommendation.OnboardingRequest;
import dev.kindred.recommendation.Placement;
import dev.kindred.recommendation.RecommendationRequest;
import dev.kindred.recommendation.RecommendationRequest.Explaining;
import dev.kindred.recommendation.RecommendationRequest.Exploring;
import dev.kindred.recommendation.RecommendationRequest.Past;
import dev.kindred.recommendation.RowsRequest;
import dev.kindred.viewer.Asker;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what a caller asks of recommendations.
final class RecommendationInput {
  private static final int MAX_NAME = 300;

  private RecommendationInput() {}

  static RecommendationRequest recommendation(JsonNode body) {
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(body, "", faults);
    Placement placement = in.choice("placement", Placement.class);
    RecommendationRequest request =
        request(in, placement == null ? Placement.HOME : placement, faults);
    in.end();
    faults.throwIfAny();
    return request;
  }

  static RowsRequest rows(JsonNode body) {
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(body, "", faults);
    List<String> names = in.texts("placements", Placement.values().length, MAX_NAME);
    List<Placement> placements = new ArrayList<>();
    for (int i = 0; i < names.size(); i++)
      placement(names.get(i), "/placements/" + i, placements, faults);
    RecommendationRequest who = request(in, Placement.HOME, faults);
    in.end();
    faults.throwIfAny();
    return new RowsRequest(who, placements);
  }

  static OnboardingRequest onboarding(Query in) {
    Asker asker = Asked.asker(in);
    int limit =
        in.integer(
            "limit", OnboardingRequest.LEAST, OnboardingRequest.MOST, OnboardingRequest.MOST);
    Filter filter = in.filter("filter");
    in.end();
    return new OnboardingRequest(asker.user(), asker.region(), filter, limit);
  }

  private static RecommendationRequest request(JsonFields in, Placement placement, Faults faults) {
    UserId id = Asked.user(in, faults);
    in.text("sessionId", MAX_NAME); // events carry it; lists do not depend on it
    List<Past> history = history(in, faults);
    List<Preference> preferences = new ArrayList<>(InterpretationJson.preferences(in, "like", 1));
    preferences.addAll(InterpretationJson.preferences(in, "dislike", -1));
    for (Preference preference : preferences)
      if (preference instanceof Preference.OfText)
        faults.malformed(
            preference.weight() > 0 ? "/like" : "/dislike",
            "textNotTaken",
            "recommendations go by titles, people and genres; POST /v1/search takes a text");
    var context = EventJson.context(in.object("context"));
    Filter filter = FilterJson.read(in.node("filter"), in.pointer("filter"), faults);
    List<TitleId> exclude = new ArrayList<>();
    List<String> ids =
        in.texts("excludeIds", RecommendationRequest.MAX_EXCLUDED, TitleId.MAX_BYTES);
    for (int i = 0; i < ids.size(); i++) {
      TitleId title = titleId(ids.get(i), "/excludeIds/" + i, faults);
      if (title != null) exclude.add(title);
    }
    int limit =
        in.integer(
            "limit", 1, RecommendationRequest.MAX_LIMIT, RecommendationRequest.DEFAULT_LIMIT);
    Double diversity = in.number("diversity", 0, 1);
    Exploring exploring = in.flag("exploration", false) ? Exploring.ASKED : Exploring.UNASKED;
    Explaining explaining = in.choice("explain", Explaining.class);
    return new RecommendationRequest(
        placement,
        id,
        history,
        preferences,
        context,
        filter,
        exclude,
        limit,
        diversity,
        exploring,
        explaining == null ? Explaining.REASONS : explaining);
  }

  /// Ids alone, the oldest first, or objects that say more.
  private static List<Past> history(JsonFields in, Faults faults) {
    JsonNode given = in.node("history");
    if (given == null) return List.of();
    String at = in.pointer("history");
    if (!given.isArray()) {
      faults.malformed(at, "wrongType", "expected a list of title ids or objects");
      return List.of();
    }
    if (given.size() > RecommendationRequest.MAX_HISTORY) {
      faults.malformed(
          at,
          "outOfRange",
          "must have at most %d entries, got %d"
              .formatted(RecommendationRequest.MAX_HISTORY, given.size()));
      return List.of();
    }
    List<Past> history = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Past past = past(given.get(i), at + "/" + i, faults);
      if (past != null) history.add(past);
    }
    return history;
  }

  private static @Nullable Past past(JsonNode node, String pointer, Faults faults) {
    if (node.isTextual()) {
      TitleId id = titleId(node.textValue(), pointer, faults);
      return id == null ? null : new Past(id, EventType.COMPLETE, Double.NaN, null);
    }
    JsonFields in = JsonFields.of(node, pointer, faults);
    String title = in.requiredText("titleId", MAX_NAME);
    EventType given = in.choice("type", EventType.class);
    EventType type = given == null ? EventType.COMPLETE : given;
    if (!type.tells())
      faults.malformed(
          in.pointer("type"), "unknownValue", Json.name(type) + " tells nothing of a taste");
    Double portion = in.number("portion", 0, 1);
    Double rating = in.number("rating", 0, 1);
    Instant at = timestamp(in, faults);
    in.end();
    TitleId id = title.isEmpty() ? null : titleId(title, in.pointer("titleId"), faults);
    if (id == null) return null;
    if (rating != null) return new Past(id, EventType.RATE, rating, at);
    if (type == EventType.RATE)
      faults.malformed(in.pointer("rating"), "required", "a rate says its rating, 0..1");
    return new Past(id, type, portion == null ? Double.NaN : portion, at);
  }

  private static @Nullable Instant timestamp(JsonFields in, Faults faults) {
    String text = in.text("timestamp", 40);
    if (text == null) return null;
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      faults.malformed(
          in.pointer("timestamp"), "wrongType", "expected a time such as 2026-11-20T21:30:00Z");
      return null;
    }
  }

  private static void placement(
      String name, String pointer, List<Placement> placements, Faults faults) {
    for (Placement placement : Placement.values()) {
      if (!Json.name(placement).equals(name)) continue;
      if (placements.contains(placement))
        faults.malformed(pointer, "duplicate", "\"" + name + "\" is asked for twice");
      placements.add(placement);
      return;
    }
    List<String> known = Arrays.stream(Placement.values()).map(Json::name).toList();
    faults.malformed(
        pointer, "unknownValue", "unknown placement \"" + name + "\"" + Nearest.hint(name, known));
  }

  private static @Nullable TitleId titleId(String id, String pointer, Faults faults) {
    String fault = TitleId.fault(id);
    if (fault == null) return new TitleId(id);
    faults.malformed(pointer, "invalidId", fault);
    return null;
  }
}

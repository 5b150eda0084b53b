package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Scope;
import dev.kindred.json.Json;
import dev.kindred.recommendation.OnboardingRequest;
import dev.kindred.recommendation.RecommendationAnswer;
import dev.kindred.recommendation.RecommendationRequest;
import dev.kindred.recommendation.RowsRequest;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/recommendations`, `/v1/rows` and `/v1/onboarding`: the work runs on the search threads.
final class RecommendationRoutes {
  private static final String LIST = "recommendation ";

  private final Backend.Recommending recommending;
  private final SearchExecutor executor;
  private final RequestBody bodies;
  private final SignedCursor cursors;
  private final Metrics metrics;

  RecommendationRoutes(
      Backend.Recommending recommending,
      SearchExecutor executor,
      RequestBody bodies,
      SignedCursor cursors,
      Metrics metrics) {
    this.recommending = recommending;
    this.executor = executor;
    this.bodies = bodies;
    this.cursors = cursors;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        Route.api(HandlerType.POST, "/v1/recommendations", Scope.READ, this::recommend),
        Route.api(HandlerType.GET, "/v1/recommendations/{id}/next", Scope.READ, this::next),
        Route.api(HandlerType.POST, "/v1/rows", Scope.READ, this::rows),
        Route.api(HandlerType.GET, "/v1/onboarding", Scope.READ, this::onboarding));
  }

  private void recommend(Context ctx) {
    Query.of(ctx).end();
    RecommendationRequest request = RecommendationInput.recommendation(bodies.json(ctx));
    answer(ctx, executor.run(() -> recommending.recommend().apply(request)));
  }

  private void next(Context ctx) {
    Query query = Query.of(ctx);
    String cursor = query.text("cursor", SignedCursor.MAX_LENGTH);
    int limit = query.integer("limit", 1, RecommendationRequest.MAX_LIMIT, 0);
    query.end();
    String id = Reply.id(ctx);
    Integer from = cursor == null ? null : Integer.valueOf(cursors.read(LIST + id, cursor));
    answer(
        ctx,
        executor.run(
            () -> recommending.next().next(id, from, limit == 0 ? null : (Integer) limit)));
  }

  private void answer(Context ctx, RecommendationAnswer answer) {
    metrics.stages("recommendation", answer.timings());
    Reply.secret(ctx);
    Reply.json(ctx, 200, json(answer));
  }

  private void rows(Context ctx) {
    Query.of(ctx).end();
    RowsRequest request = RecommendationInput.rows(bodies.json(ctx));
    List<RecommendationAnswer> rows = executor.run(() -> recommending.rows().apply(request));
    ObjectNode out = Json.object();
    ArrayNode array = out.putArray("rows");
    rows.forEach(row -> array.add(json(row)));
    Reply.secret(ctx);
    Reply.json(ctx, 200, out);
  }

  private void onboarding(Context ctx) {
    OnboardingRequest request = RecommendationInput.onboarding(Query.of(ctx));
    var titles = executor.run(() -> recommending.onboarding().apply(request));
    Reply.secret(ctx);
    Reply.json(ctx, 200, RecommendationJson.onboarding(titles));
  }

  private ObjectNode json(RecommendationAnswer answer) {
    Integer next = answer.next();
    @Nullable String cursor =
        next == null ? null : cursors.write(LIST + answer.id(), next.toString());
    return RecommendationJson.write(answer, cursor);
  }
}

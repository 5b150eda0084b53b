package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Scope;
import dev.kindred.ingestion.Generations.Acceptance;
import dev.kindred.json.Json;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.NoSuchElementException;

/// `/v1/generations`: the builds of the index, how they compared, a rebuild, the flip, the pruning.
final class GenerationRoutes {
  private static final int MAX_KEPT = 100;

  private final Backend.Generations generations;
  private final RequestBody bodies;

  GenerationRoutes(Backend.Generations generations, RequestBody bodies) {
    this.generations = generations;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        Route.api(HandlerType.GET, "/v1/generations", Scope.ADMIN, this::list),
        Route.api(HandlerType.POST, "/v1/generations", Scope.ADMIN, this::rebuild),
        Route.api(HandlerType.POST, "/v1/generations/prune", Scope.ADMIN, this::prune),
        Route.api(HandlerType.GET, "/v1/generations/{id}", Scope.ADMIN, this::get),
        Route.api(HandlerType.POST, "/v1/generations/{id}/activate", Scope.ADMIN, this::activate));
  }

  private void list(Context ctx) {
    Query.of(ctx).end();
    Reply.json(ctx, 200, Reply.items(generations.list().get(), GenerationRoutes::json));
  }

  private void get(Context ctx) {
    Query.of(ctx).end();
    String id = Reply.id(ctx);
    Reply.json(ctx, 200, json(generations.find().apply(id).orElseThrow(() -> unknown(id))));
  }

  private void rebuild(Context ctx) {
    Query query = Query.of(ctx);
    boolean force = query.flag("force", false);
    query.end();
    bodies.none(ctx);
    Acceptance acceptance = force ? Acceptance.FORCED : Acceptance.JUDGED;
    Reply.accepted(ctx, generations.rebuild().apply(acceptance).id());
  }

  private void prune(Context ctx) {
    Query query = Query.of(ctx);
    query.require("keep");
    int keep = query.integer("keep", 1, MAX_KEPT, 1);
    query.end();
    bodies.none(ctx);
    ObjectNode out = Json.object();
    out.set("deleted", Json.strings(generations.prune().apply(keep)));
    Reply.json(ctx, 200, out);
  }

  private void activate(Context ctx) {
    Query.of(ctx).end();
    bodies.none(ctx);
    String id = Reply.id(ctx);
    try {
      generations.activate().accept(id);
    } catch (NoSuchElementException e) {
      throw unknown(id);
    }
    ctx.status(204);
  }

  private static ProblemException unknown(String id) {
    return new ProblemException(
        Problem.of(404, "unknownGeneration", "there is no generation \"" + id + "\""));
  }

  private static ObjectNode json(Backend.GenerationView generation) {
    ObjectNode out =
        Json.object()
            .put("id", generation.id())
            .put("state", Json.name(generation.state()))
            .put("embeddingModel", generation.embeddingModel())
            .put("dimensions", generation.dimensions())
            .put("language", generation.language())
            .put("tasteModel", generation.tasteModel())
            .put("schema", generation.schema())
            .put("createdAt", generation.createdAt().toString())
            .put("titles", generation.titles())
            .put("bytes", generation.bytes())
            .put("damage", generation.damage());
    out.set("comparison", generation.comparison());
    return out;
  }
}

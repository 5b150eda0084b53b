package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Scope;
import dev.kindred.json.Json;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.NoSuchElementException;

/// `/v1/generations`: the builds of the index, a rebuild, the flip.
final class GenerationRoutes {
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
        Route.api(HandlerType.POST, "/v1/generations/{id}/activate", Scope.ADMIN, this::activate));
  }

  private void list(Context ctx) {
    Query.of(ctx).end();
    Reply.json(ctx, 200, Reply.items(generations.list().get(), GenerationRoutes::json));
  }

  private void rebuild(Context ctx) {
    Query.of(ctx).end();
    bodies.none(ctx);
    Reply.accepted(ctx, generations.rebuild().get().id());
  }

  private void activate(Context ctx) {
    Query.of(ctx).end();
    bodies.none(ctx);
    String id = Reply.id(ctx);
    try {
      generations.activate().accept(id);
    } catch (NoSuchElementException e) {
      throw new ProblemException(
          Problem.of(404, "unknownGeneration", "there is no generation \"" + id + "\""));
    }
    ctx.status(204);
  }

  private static ObjectNode json(Backend.GenerationView generation) {
    return Json.object()
        .put("id", generation.id())
        .put("state", Json.name(generation.state()))
        .put("embeddingModel", generation.embeddingModel())
        .put("dimensions", generation.dimensions())
        .put("language", generation.language())
        .put("schema", generation.schema())
        .put("createdAt", generation.createdAt().toString())
        .put("titles", generation.titles())
        .put("bytes", generation.bytes());
  }
}

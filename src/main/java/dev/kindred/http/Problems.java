package dev.kindred.http;

import dev.kindred.catalogue.DamagedTitleException;
import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.catalogue.StoreFullException;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.recommendation.UnknownRecommendationException;
import dev.kindred.search.CursorException;
import dev.kindred.search.UnknownTitleException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns whatever ends a request into problem+json. A failure of ours goes to the log with the
/// request's id; the caller sees the id and nothing else of it.
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /// @param methods the methods of the address asked for, empty when there is no such address
  static void map(
      RoutesConfig routes, java.util.function.Function<Context, Collection<String>> methods) {
    routes.exception(ProblemException.class, (e, ctx) -> write(ctx, e.problem()));
    routes.exception(
        InvalidJsonException.class, (e, ctx) -> write(ctx, Problem.invalid(e.faults())));
    routes.exception(
        CursorException.class,
        (e, ctx) ->
            write(
                ctx,
                Problem.malformed(
                    ctx.method().name().equals("POST") ? "/cursor" : "?cursor",
                    "invalidCursor",
                    said(e))));
    routes.exception(
        UnknownTitleException.class,
        (e, ctx) -> write(ctx, Problem.of(404, "unknownTitle", said(e))));
    routes.exception(
        UnknownRecommendationException.class,
        (e, ctx) -> write(ctx, Problem.of(404, "unknownRecommendation", said(e))));
    routes.exception(
        StoreFullException.class,
        (e, ctx) -> {
          LOG.error("request {}: the disk is full", Exchange.of(ctx).requestId, e);
          write(ctx, Problem.of(507, "storeFull", "the disk is full; nothing was written"));
        });
    routes.exception(
        StoreDamagedException.class,
        (e, ctx) -> {
          LOG.error("request {}: the store is damaged", Exchange.of(ctx).requestId, e);
          write(
              ctx,
              Problem.of(
                  503,
                  "storeDamaged",
                  "the store is damaged and takes no writes; restore the last backup"));
        });
    routes.exception(
        DamagedTitleException.class,
        (e, ctx) ->
            write(
                ctx,
                Problem.of(
                    503,
                    "titleDamaged",
                    "what the store holds of this title cannot be read; put it again, or restore a"
                        + " backup")));
    routes.exception(
        HttpResponseException.class, (e, ctx) -> write(ctx, notFound(methods.apply(ctx))));
    routes.exception(Exception.class, (e, ctx) -> write(ctx, failure(ctx, e)));
  }

  /// The answer to a failure of ours, which is logged.
  static Problem failure(Context ctx, Throwable failure) {
    Exchange exchange = Exchange.of(ctx);
    LOG.error(
        "request {}: {} {} failed",
        exchange.requestId,
        ctx.method().name(),
        exchange.route == null ? "(no route)" : exchange.route.path(),
        failure);
    return Problem.of(500, "internal", "the server failed; its log names this request");
  }

  static void write(Context ctx, Problem problem) {
    RequestBody.discard(ctx);
    problem.headers().forEach(ctx::header);
    ctx.status(problem.status());
    ctx.contentType(Problem.CONTENT_TYPE);
    ctx.result(
        Json.writeBytes(problem.toJson(ctx.req().getRequestURI(), Exchange.of(ctx).requestId)));
  }

  private static Problem notFound(Collection<String> methods) {
    if (methods.isEmpty()) {
      return Problem.of(404, "notFound", "there is nothing at this address");
    }
    String allowed = String.join(", ", new java.util.TreeSet<>(methods));
    return Problem.of(405, "methodNotAllowed", "this address takes " + allowed)
        .with("Allow", allowed);
  }

  private static String said(RuntimeException e) {
    return e.getMessage() == null ? "refused" : e.getMessage();
  }
}

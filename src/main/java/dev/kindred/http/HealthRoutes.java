package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Scope;
import dev.kindred.http.Backend.Check.Health;
import dev.kindred.json.Json;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.util.List;

/// `/health/live`, `/health/ready` and `/metrics`.
final class HealthRoutes {
  private final Backend.Operating operating;
  private final Metrics metrics;

  HealthRoutes(Backend.Operating operating, Metrics metrics) {
    this.operating = operating;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        Route.api(HandlerType.GET, "/health/live", null, this::live),
        Route.api(HandlerType.GET, "/health/ready", null, this::ready),
        Route.api(HandlerType.GET, "/metrics", Scope.ADMIN, this::metrics));
  }

  private void live(Context ctx) {
    Reply.json(ctx, 200, Json.object().put("status", "live"));
  }

  private void ready(Context ctx) {
    List<Backend.Check> checks = operating.readiness().get();
    Health worst =
        checks.stream().map(Backend.Check::health).max(Health::compareTo).orElse(Health.OK);
    ObjectNode out =
        Json.object()
            .put(
                "status",
                switch (worst) {
                  case OK -> "ready";
                  case DEGRADED -> "degraded";
                  case FAILED -> "notReady";
                });
    var list = out.putArray("checks");
    for (Backend.Check check : checks) {
      ObjectNode one =
          list.addObject()
              .put("name", check.name())
              .put("ok", check.health() == Health.OK)
              .put("detail", check.detail());
      Instant since = check.since();
      if (since != null) one.put("since", since.toString());
    }
    Reply.json(ctx, worst == Health.FAILED ? 503 : 200, out);
  }

  private void metrics(Context ctx) {
    ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
  }
}

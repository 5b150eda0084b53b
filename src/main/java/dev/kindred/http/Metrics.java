package dev.kindred.http;

import dev.kindred.search.SearchAnswer;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What the server counts and times, for Prometheus. Label values are route templates, methods of
/// known routes, status codes and stage names: never anything a caller chooses. Thread-safe.
final class Metrics implements AutoCloseable {
  private static final Duration[] BUCKETS =
      List.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000).stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final JvmGcMetrics collections = new JvmGcMetrics();

  Metrics(List<Backend.Gauge> gauges) {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    Gauge.builder("kindred.http.in.flight", inFlight, AtomicInteger::get)
        .description("Requests being answered")
        .register(registry);
    for (Backend.Gauge gauge : gauges) {
      Gauge.builder(gauge.name(), gauge.value(), value -> value.getAsDouble())
          .description(gauge.description())
          .register(registry);
    }
  }

  MeterRegistry registry() {
    return registry;
  }

  void begun() {
    inFlight.incrementAndGet();
  }

  void ended(Context ctx) {
    inFlight.decrementAndGet();
    Exchange exchange = Exchange.of(ctx);
    Route route = exchange.route;
    Timer.builder("kindred.http.requests")
        .description("Time from the arrival of a request to its answer")
        .serviceLevelObjectives(BUCKETS)
        .tag("route", route == null ? "unmatched" : route.path())
        .tag("method", route == null ? "unmatched" : route.method().name())
        .tag("status", Integer.toString(ctx.statusCode()))
        .register(registry)
        .record(System.nanoTime() - exchange.startNanos, TimeUnit.NANOSECONDS);
  }

  void stages(SearchAnswer answer) {
    stages("search", answer.timings());
  }

  /// @param what `search`, `recommendation`: a name of ours
  void stages(String what, Map<String, Double> timings) {
    timings.forEach((stage, millis) ->
        Timer.builder("kindred." + what + ".stage")
            .description("Time one stage of a " + what + " took")
            .serviceLevelObjectives(BUCKETS)
            .tag("stage", stage)
            .register(registry)
            .record((long) (millis * 1e6), TimeUnit.NANOSECONDS));
  }

  /// The Prometheus text format, version 0.0.4.
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}

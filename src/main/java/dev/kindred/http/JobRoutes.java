package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Scope;
import dev.kindred.json.Json;
import dev.kindred.operation.Job;
import dev.kindred.search.SearchRequest;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/jobs`: long work as it stands, and its cancellation.
final class JobRoutes {
  private static final String LIST = "jobs";
  private final Backend.Jobs jobs;
  private final SignedCursor cursors;

  JobRoutes(Backend.Jobs jobs, SignedCursor cursors) {
    this.jobs = jobs;
    this.cursors = cursors;
  }

  List<Route> routes() {
    return List.of(
        Route.api(HandlerType.GET, "/v1/jobs", Scope.INGEST, this::list),
        Route.api(HandlerType.GET, "/v1/jobs/{id}", Scope.INGEST, this::get),
        Route.api(HandlerType.DELETE, "/v1/jobs/{id}", Scope.INGEST, this::cancel));
  }

  private void list(Context ctx) {
    Query query = Query.of(ctx);
    int limit = query.integer("limit", 1, SearchRequest.MAX_LIMIT, SearchRequest.DEFAULT_LIMIT);
    String cursor = query.text("cursor", SignedCursor.MAX_LENGTH);
    query.end();
    String before = cursor == null ? "" : cursors.read(LIST, cursor);
    List<Job> page = jobs.store().page(before, limit + 1);
    boolean more = page.size() > limit;
    if (more) page = page.subList(0, limit);
    String next = more ? cursors.write(LIST, page.getLast().id()) : null;
    Reply.json(ctx, 200, Reply.page(page, JobRoutes::json, next));
  }

  private void get(Context ctx) {
    Query.of(ctx).end();
    Reply.json(ctx, 200, json(find(Reply.id(ctx))));
  }

  private void cancel(Context ctx) {
    Query.of(ctx).end();
    String id = Reply.id(ctx);
    find(id);
    boolean cancelled = jobs.cancel().test(id);
    Job job = find(id);
    if (!cancelled) {
      throw new ProblemException(
          Problem.of(409, "jobIsOver", "the job is " + Json.name(job.state()) + " already"));
    }
    Reply.json(ctx, 202, json(job));
  }

  private Job find(String id) {
    return jobs.store()
        .find(id)
        .orElseThrow(() ->
            new ProblemException(Problem.of(404, "unknownJob", "there is no job \"" + id + "\"")));
  }

  private static ObjectNode json(Job job) {
    ObjectNode out = Json.object();
    out.put("id", job.id());
    out.put("kind", Json.name(job.kind()));
    out.put("state", Json.name(job.state()));
    out.put("subject", job.subject());
    out.put("done", job.done());
    out.put("total", job.total());
    out.put("accepted", job.accepted());
    out.put("unchanged", job.unchanged());
    out.put("rejected", job.rejected());
    Duration took = took(job);
    out.put("perSecond", perSecond(job, took));
    out.put("secondsLeft", secondsLeft(job, took));
    ArrayNode rejects = out.putArray("rejects");
    for (Job.Reject reject : job.rejects()) {
      rejects
          .addObject()
          .put("line", reject.line())
          .put("field", reject.field())
          .put("reason", reject.reason());
    }
    out.put("detail", job.detail());
    out.put("createdAt", job.createdAt().toString());
    out.put("startedAt", time(job.startedAt()));
    out.put("finishedAt", time(job.finishedAt()));
    return out;
  }

  private static Duration took(Job job) {
    Instant started = job.startedAt();
    if (started == null) return Duration.ZERO;
    Instant until = job.finishedAt() == null ? Instant.now() : job.finishedAt();
    return Duration.between(started, until);
  }

  /// Lines of an import, steps of other work.
  private static @Nullable Double perSecond(Job job, Duration took) {
    long steps = job.kind() == Job.Kind.IMPORT ? job.accepted() + job.rejected() : job.done();
    return took.toMillis() > 0 && steps > 0
        ? Math.round(steps * 1e4 / took.toMillis()) / 10.0
        : null;
  }

  private static @Nullable Long secondsLeft(Job job, Duration took) {
    Long total = job.total();
    if (job.state() != Job.State.RUNNING || total == null || job.done() == 0) return null;
    return Math.max(0, took.toMillis() * (total - job.done()) / job.done() / 1_000);
  }

  private static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}

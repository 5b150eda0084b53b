package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Scope;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.ProfileJson;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.TitleWrite.Outcome;
import dev.kindred.catalogue.TitleWrite.Result;
import dev.kindred.json.Faults;
import dev.kindred.json.JsonFields;
import dev.kindred.search.SearchRequest;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `/v1/titles`: put, get, delete, walk. Versions are entity tags.
final class TitleRoutes {
  private static final Duration WRITING = Duration.ofSeconds(30);
  private static final Duration VISIBLE = Duration.ofSeconds(10);
  private static final String LIST = "titles";

  /// Whether an answer waits until the next search sees the write.
  enum Refresh {
    NONE,
    WAIT
  }

  private final Backend.Titles titles;
  private final RequestBody bodies;
  private final SignedCursor cursors;

  TitleRoutes(Backend.Titles titles, RequestBody bodies, SignedCursor cursors) {
    this.titles = titles;
    this.bodies = bodies;
    this.cursors = cursors;
  }

  List<Route> routes() {
    return List.of(
        Route.api(HandlerType.GET, "/v1/titles", Scope.READ, this::walk),
        Route.api(HandlerType.GET, "/v1/titles/{id}", Scope.READ, this::get),
        Route.api(HandlerType.PUT, "/v1/titles/{id}", Scope.INGEST, this::put),
        Route.api(HandlerType.DELETE, "/v1/titles/{id}", Scope.INGEST, this::delete));
  }

  static TitleId titleId(Context ctx) {
    String id = Reply.id(ctx);
    String fault = TitleId.fault(id);
    if (fault != null) throw new ProblemException(Problem.malformed("{id}", "invalidId", fault));
    return new TitleId(id);
  }

  static Refresh refresh(Context ctx) {
    Query query = Query.of(ctx);
    Refresh refresh = query.choice("refresh", Refresh.class, Refresh.NONE);
    query.end();
    return refresh;
  }

  private void walk(Context ctx) {
    Query query = Query.of(ctx);
    int limit = query.integer("limit", 1, SearchRequest.MAX_LIMIT, SearchRequest.DEFAULT_LIMIT);
    String cursor = query.text("cursor", SignedCursor.MAX_LENGTH);
    query.end();
    int after = cursor == null ? 0 : Integer.parseInt(cursors.read(LIST, cursor));
    List<StoredTitle> page = titles.store().page(after, limit + 1);
    boolean more = page.size() > limit;
    if (more) page = page.subList(0, limit);
    String next = more ? cursors.write(LIST, Integer.toString(page.getLast().key().value())) : null;
    Reply.json(ctx, 200, Reply.page(page, this::json, next));
  }

  private void get(Context ctx) {
    Query.of(ctx).end();
    TitleId id = titleId(ctx);
    StoredTitle stored = find(id);
    String tag = EntityTags.of(stored.seq());
    head(ctx, id, stored.title().id(), stored.seq());
    if (EntityTags.matches(ctx.header("If-None-Match"), tag)) ctx.status(304);
    else Reply.json(ctx, 200, json(stored));
  }

  private void put(Context ctx) {
    Refresh refresh = refresh(ctx);
    TitleId id = titleId(ctx);
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(bodies.json(ctx), "", faults);
    Title title = TitleJson.read(in, id);
    JsonFields profileIn = in.object("profile");
    ContentProfile profile = profileIn == null ? null : ProfileJson.read(profileIn);
    if (profileIn != null) profileIn.end();
    in.end();
    faults.throwIfAny();
    Title whole = Objects.requireNonNull(title, "a title without faults");
    Outcome outcome = write(ctx, id, seq -> titles.put().put(whole, profile, seq));
    int status = outcome.result() == Result.CREATED ? 201 : 200;
    if (refresh == Refresh.WAIT && !visible(outcome.seq())) status = 202;
    if (status == 201) ctx.header("Location", ctx.req().getRequestURI());
    // Another write may have changed or deleted it since: what was acknowledged is what this one
    // left.
    StoredTitle stored =
        titles.store().find(id).filter(now -> now.seq() == outcome.seq()).orElse(null);
    head(ctx, id, stored == null ? id : stored.title().id(), outcome.seq());
    Reply.json(ctx, status, stored == null ? json(whole, profile) : json(stored));
  }

  private void delete(Context ctx) {
    Refresh refresh = refresh(ctx);
    TitleId id = titleId(ctx);
    Outcome outcome = write(ctx, id, seq -> titles.delete().delete(id, seq));
    if (outcome.result() == Result.MISSING) throw unknown(id);
    if (outcome.result() == Result.REDIRECTED) {
      throw new ProblemException(
          Problem.of(
              409,
              "mergedTitle",
              "\""
                  + id
                  + "\" was merged into \""
                  + find(id).title().id()
                  + "\"; delete that one, or split it first"));
    }
    ctx.status(refresh == Refresh.WAIT && !visible(outcome.seq()) ? 202 : 204);
  }

  /// Writes under the caller's precondition.
  private Outcome write(
      Context ctx, TitleId id, Function<@Nullable Long, CompletableFuture<Outcome>> write) {
    String ifMatch = ctx.header("If-Match");
    String ifNoneMatch = ctx.header("If-None-Match");
    Long expected = EntityTags.expected(ifMatch, ifNoneMatch);
    if (EntityTags.ANY.equals(ifMatch)) {
      expected = titles.store().find(id).map(StoredTitle::seq).orElse(null);
      if (expected == null) throw failed("there is no title \"" + id + "\"");
    }
    Outcome outcome = await(write.apply(expected));
    while (outcome.result() == Result.CONFLICT
        && EntityTags.ANY.equals(ifMatch)
        && outcome.seq() > 0) {
      outcome =
          await(write.apply(outcome.seq())); // any version will do: take the one that is there
    }
    if (outcome.result() == Result.CONFLICT) {
      throw changed(id, outcome.seq());
    }
    return outcome;
  }

  /// 412: the title has another version than the expected one.
  static ProblemException changed(TitleId id, long seq) {
    return failed(
        seq == TitleWrite.ABSENT
            ? "there is no title \"" + id + "\""
            : "the version of \"" + id + "\" is " + EntityTags.of(seq));
  }

  /// Answers a merge or a split with the title that it left, though that is changed or deleted
  /// since; 202 when it should have waited for searches and they do not see it yet.
  void answer(Context ctx, TitleId id, MergeStore.Outcome outcome, Refresh refresh) {
    int status = refresh == Refresh.WAIT && !visible(outcome.seq()) ? 202 : 200;
    StoredTitle stored = outcome.title() == null ? find(id) : outcome.title();
    head(ctx, id, stored.title().id(), stored.seq());
    Reply.json(ctx, status, json(stored));
  }

  /// The version, and under the id of a merged title where the answer really lives.
  private static void head(Context ctx, TitleId id, TitleId own, long seq) {
    ctx.header("ETag", EntityTags.of(seq));
    if (!own.equals(id))
      ctx.header("Content-Location", "/v1/titles/" + Percent.encode(own.value()));
  }

  private static ProblemException failed(String detail) {
    return new ProblemException(Problem.of(412, "preconditionFailed", detail));
  }

  /// Waits until a write is durable.
  static <T> T await(CompletableFuture<T> write) {
    try {
      return write.get(WRITING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IllegalStateException("the write failed", e.getCause());
    } catch (TimeoutException e) {
      throw new ProblemException(
          Problem.unavailable(
              "timeout",
              "the write is not confirmed after " + WRITING.toSeconds() + " s; it may still happen",
              Duration.ofSeconds(5)));
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private boolean visible(long seq) {
    try {
      return titles.awaitVisible().awaitVisible(seq, VISIBLE);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  static ProblemException interrupted() {
    Thread.currentThread().interrupt();
    return new ProblemException(
        Problem.unavailable("stopping", "the server is stopping", Duration.ofSeconds(5)));
  }

  StoredTitle find(TitleId id) {
    return titles.store().find(id).orElseThrow(() -> unknown(id));
  }

  static ProblemException unknown(TitleId id) {
    return new ProblemException(
        Problem.of(404, "unknownTitle", "there is no title \"" + id + "\""));
  }

  private ObjectNode json(StoredTitle stored) {
    return json(stored.title(), stored.profile());
  }

  private ObjectNode json(Title title, @Nullable ContentProfile profile) {
    ContentProfile shown = profile != null ? profile : titles.derivedProfile().apply(title);
    ObjectNode out = title.toJson();
    out.set("profile", shown.toJson());
    return out;
  }
}

package dev.kindred.http;

import dev.kindred.access.Scope;
import dev.kindred.search.SearchAnswer;
import dev.kindred.search.SearchRequest;
import dev.kindred.search.SimilarRequest;
import dev.kindred.viewer.Asker;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;

/// `/v1/search`, `/v1/titles/{id}/similar` and `/v1/suggest`: the work runs on the search threads.
final class SearchRoutes {
  private static final int MAX_TYPED = 200;
  private static final int MAX_SUGGESTIONS = 20;
  private static final int SUGGESTIONS = 8;
  private final Backend.Searching searching;
  private final SearchExecutor executor;
  private final RequestBody bodies;
  private final Metrics metrics;

  SearchRoutes(
      Backend.Searching searching, SearchExecutor executor, RequestBody bodies, Metrics metrics) {
    this.searching = searching;
    this.executor = executor;
    this.bodies = bodies;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        Route.api(HandlerType.POST, "/v1/search", Scope.READ, this::post),
        Route.api(HandlerType.GET, "/v1/search", Scope.READ, this::get),
        Route.api(HandlerType.GET, "/v1/titles/{id}/similar", Scope.READ, this::similar),
        Route.api(HandlerType.GET, "/v1/suggest", Scope.READ, this::suggest));
  }

  private void post(Context ctx) {
    Query.of(ctx).end();
    search(ctx, SearchInput.search(bodies.json(ctx)));
  }

  private void get(Context ctx) {
    search(ctx, SearchInput.search(Query.of(ctx)));
  }

  private void search(Context ctx, Asked<SearchRequest> asked) {
    SearchAnswer answer =
        executor.run(() -> searching.search().apply(asked.request(), asked.asker()));
    personal(ctx, asked.asker());
    metrics.stages(answer);
    Reply.json(ctx, 200, SearchJson.search(answer));
  }

  private void similar(Context ctx) {
    Asked<SimilarRequest> asked = SearchInput.similar(TitleRoutes.titleId(ctx), Query.of(ctx));
    SearchAnswer answer =
        executor.run(() -> searching.similar().apply(asked.request(), asked.asker()));
    personal(ctx, asked.asker());
    metrics.stages(answer);
    Reply.json(ctx, 200, SearchJson.similar(asked.request(), answer));
  }

  private void suggest(Context ctx) {
    Query query = Query.of(ctx);
    query.require("q");
    String typed = query.textOrEmpty("q", MAX_TYPED);
    int limit = query.integer("limit", 1, MAX_SUGGESTIONS, SUGGESTIONS);
    Asker asker = Asked.asker(query);
    query.end();
    personal(ctx, asker);
    var found =
        typed.isEmpty()
            ? List.<dev.kindred.index.Suggestion>of()
            : executor.run(() -> searching.suggest().suggest(typed, limit, asker));
    Reply.json(ctx, 200, Reply.items(found, SearchJson::suggestion));
  }

  /// What was found for one user is nobody else's.
  private static void personal(Context ctx, Asker asker) {
    if (asker.user() != null) Reply.secret(ctx);
  }
}

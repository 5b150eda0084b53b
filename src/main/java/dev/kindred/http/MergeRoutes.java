package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Scope;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.duplicates.DuplicateOptions;
import dev.kindred.catalogue.duplicates.DuplicateReport;
import dev.kindred.catalogue.duplicates.LikelyDuplicate;
import dev.kindred.json.Faults;
import dev.kindred.json.JsonFields;
import dev.kindred.operation.DuplicateReports;
import dev.kindred.search.SearchRequest;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// `/v1/titles/{id}/merge` and `/split`, and `/v1/duplicates`: which titles are one.
final class MergeRoutes {
  private static final Duration COMPARING = Duration.ofSeconds(20);
  private static final String LIST = "duplicates";

  private final Backend.Merging merging;
  private final TitleRoutes titles;
  private final RequestBody bodies;
  private final SignedCursor cursors;

  MergeRoutes(
      Backend.Merging merging, TitleRoutes titles, RequestBody bodies, SignedCursor cursors) {
    this.merging = merging;
    this.titles = titles;
    this.bodies = bodies;
    this.cursors = cursors;
  }

  List<Route> routes() {
    return List.of(
        Route.api(HandlerType.POST, "/v1/titles/{id}/merge", Scope.INGEST, this::merge),
        Route.api(HandlerType.POST, "/v1/titles/{id}/split", Scope.INGEST, this::split),
        Route.api(HandlerType.GET, "/v1/duplicates", Scope.INGEST, this::duplicates));
  }

  private void merge(Context ctx) {
    TitleRoutes.Refresh refresh = TitleRoutes.refresh(ctx);
    TitleId kept = TitleRoutes.titleId(ctx);
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(bodies.json(ctx), "", faults);
    String from = in.requiredText("from", TitleId.MAX_BYTES);
    in.end();
    String fault = from.isEmpty() ? null : TitleId.fault(from);
    if (fault != null) faults.malformed("/from", "invalidId", fault);
    if (from.equals(kept.value()))
      faults.inconsistent("/from", "sameTitle", "a title cannot be merged into itself");
    faults.throwIfAny();
    TitleId dropped = new TitleId(from);
    MergeStore.Outcome outcome =
        TitleRoutes.await(merging.merge().apply(kept, dropped, expected(ctx)));
    switch (outcome.result()) {
      case MERGED, UNCHANGED -> titles.answer(ctx, kept, outcome, refresh);
      case UNKNOWN_KEPT -> throw TitleRoutes.unknown(kept);
      case UNKNOWN_DROPPED -> throw TitleRoutes.unknown(dropped);
      case SAME_TITLE ->
          throw refused("sameTitle", quoted(dropped) + " and " + quoted(kept) + " are one already");
      case MERGED_ELSEWHERE ->
          throw refused(
              "mergedElsewhere",
              quoted(dropped)
                  + " was merged into "
                  + quoted(titles.find(dropped).title().id())
                  + "; merge that one, or split it first");
      case RELATED -> {
        faults.inconsistent(
            "/from", "isPart", "one of the two is the other's parent, or its edition");
        faults.throwIfAny();
      }
      case CONFLICT -> throw TitleRoutes.changed(kept, outcome.seq());
      case SPLIT, UNLINKED, NOT_MERGED -> throw new IllegalStateException("a merge was " + outcome);
    }
  }

  private void split(Context ctx) {
    TitleRoutes.Refresh refresh = TitleRoutes.refresh(ctx);
    TitleId id = TitleRoutes.titleId(ctx);
    bodies.none(ctx);
    MergeStore.Outcome outcome = TitleRoutes.await(merging.split().apply(id, expected(ctx)));
    switch (outcome.result()) {
      case SPLIT -> titles.answer(ctx, id, outcome, refresh);
      case UNLINKED -> ctx.status(204);
      case NOT_MERGED ->
          throw refused("notMerged", quoted(id) + " was not merged into another title");
      case CONFLICT -> throw TitleRoutes.changed(id, outcome.seq());
      case UNKNOWN_KEPT, UNKNOWN_DROPPED -> throw TitleRoutes.unknown(id);
      case MERGED, UNCHANGED, SAME_TITLE, MERGED_ELSEWHERE, RELATED ->
          throw new IllegalStateException("a split was " + outcome);
    }
  }

  private void duplicates(Context ctx) {
    Query query = Query.of(ctx);
    int limit = query.integer("limit", 1, SearchRequest.MAX_LIMIT, SearchRequest.DEFAULT_LIMIT);
    double minScore =
        query.number(
            "minScore", DuplicateReports.LEAST_SCORE, 1, DuplicateOptions.DEFAULT.minScore());
    String cursor = query.text("cursor", SignedCursor.MAX_LENGTH);
    query.end();
    String list = LIST + minScore;
    Position after = cursor == null ? null : Position.read(cursors.read(list, cursor));
    DuplicateReport report = report();
    List<LikelyDuplicate> matches =
        report.pairs().stream().filter(pair -> pair.score() >= minScore).toList();
    List<LikelyDuplicate> rest =
        matches.stream().filter(pair -> after == null || after.isBefore(pair)).toList();
    List<LikelyDuplicate> page = rest.subList(0, Math.min(limit, rest.size()));
    String next =
        rest.size() > limit ? cursors.write(list, Position.of(page.getLast()).text()) : null;
    boolean whole =
        report.found() == report.pairs().size() || matches.size() < report.pairs().size();
    ObjectNode out = Reply.page(page, LikelyDuplicate::toJson, next);
    out.putObject("total").put("value", matches.size()).put("relation", whole ? "eq" : "gte");
    Reply.json(ctx, 200, out.put("titles", report.titles()));
  }

  private DuplicateReport report() {
    try {
      return merging.duplicates().current(COMPARING);
    } catch (TimeoutException e) {
      throw new ProblemException(
          Problem.unavailable(
              "comparing", "the titles are still being compared", Duration.ofSeconds(5)));
    } catch (InterruptedException e) {
      throw TitleRoutes.interrupted();
    }
  }

  private static @Nullable Long expected(Context ctx) {
    return EntityTags.expected(ctx.header("If-Match"), ctx.header("If-None-Match"));
  }

  private static ProblemException refused(String code, String detail) {
    return new ProblemException(Problem.of(409, code, detail));
  }

  private static String quoted(TitleId id) {
    return "\"" + id + "\"";
  }

  /// Where a page ended; the pairs after it stay after it when others come or go.
  private record Position(double bits, String first, String second) {
    static Position of(LikelyDuplicate pair) {
      return new Position(pair.bits(), pair.first().id().value(), pair.second().id().value());
    }

    /// Ids hold no line ends.
    static Position read(String text) {
      String[] parts = text.split("\n", -1);
      return new Position(Double.parseDouble(parts[0]), parts[1], parts[2]);
    }

    String text() {
      return bits + "\n" + first + "\n" + second;
    }

    boolean isBefore(LikelyDuplicate pair) {
      Position other = of(pair);
      if (bits != other.bits) return bits > other.bits;
      int byFirst = first.compareTo(other.first);
      return byFirst != 0 ? byFirst < 0 : second.compareTo(other.second) < 0;
    }
  }
}

package dev.kindred.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes JSON answers, and reads the path parameters they are about.
final class Reply {
  private Reply() {}

  static void json(Context ctx, int status, JsonNode body) {
    ctx.status(status).contentType("application/json").result(Json.writeBytes(body));
  }

  /// What follows is about one person: nobody on the way may keep it.
  static void secret(Context ctx) {
    ctx.header("Cache-Control", "private, no-store");
  }

  /// `{"items": […], "nextCursor": …}`
  static <T> ObjectNode page(
      List<T> items, Function<T, ObjectNode> json, @Nullable String nextCursor) {
    return items(items, json).put("nextCursor", nextCursor);
  }

  /// `{"items": […]}`
  static <T> ObjectNode items(List<T> items, Function<T, ObjectNode> json) {
    ObjectNode out = Json.object();
    ArrayNode array = out.putArray("items");
    items.forEach(item -> array.add(json.apply(item)));
    return out;
  }

  /// The third segment of the path, `/v1/<list>/{id}`, decoded from the raw address: an id may hold
  /// any character, slashes included.
  static String id(Context ctx) {
    String raw = ctx.req().getRequestURI().split("/", -1)[3];
    return Percent.decode(raw, "{id}");
  }

  /// 202 with the id of the job that does the work.
  static void accepted(Context ctx, String jobId) {
    ctx.header("Location", "/v1/jobs/" + jobId);
    json(ctx, 202, Json.object().put("jobId", jobId));
  }
}

package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Access;
import dev.kindred.access.AccessKey;
import dev.kindred.access.NewKey;
import dev.kindred.access.RateLimiter;
import dev.kindred.access.Scope;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `/v1/keys`: make, list and revoke access keys. A secret is in the answer that made it and
/// nowhere else.
final class KeyRoutes {
  private static final int MAX_NAME = 100;

  private final Access access;
  private final RequestBody bodies;

  KeyRoutes(Access access, RequestBody bodies) {
    this.access = access;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        Route.api(HandlerType.GET, "/v1/keys", Scope.ADMIN, this::list),
        Route.api(HandlerType.POST, "/v1/keys", Scope.ADMIN, this::create),
        Route.api(HandlerType.DELETE, "/v1/keys/{id}", Scope.ADMIN, this::revoke));
  }

  private void list(Context ctx) {
    Query.of(ctx).end();
    Reply.json(ctx, 200, Reply.items(access.list(), KeyRoutes::json));
  }

  private void create(Context ctx) {
    Query.of(ctx).end();
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(bodies.json(ctx), "", faults);
    String name = in.requiredText("name", MAX_NAME);
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      faults.malformed(in.pointer("name"), "invalidText", "must not hold control characters");
    }
    Set<Scope> scopes = scopes(in);
    Instant expiresAt = future(in, "expiresAt");
    Integer requestsPerMinute = in.integer("requestsPerMinute", 1, RateLimiter.MAX_PER_MINUTE);
    in.end();
    if (faults.isEmpty() && access.open() && !scopes.contains(Scope.ADMIN)) {
      faults.inconsistent(
          "/scopes",
          "adminFirst",
          "the first key must have the scope admin, or nobody could add more");
    }
    faults.throwIfAny();
    NewKey made = access.create(name, scopes, expiresAt, requestsPerMinute);
    Reply.json(ctx, 201, json(made.key()).put("secret", made.secret()));
  }

  private void revoke(Context ctx) {
    Query.of(ctx).end();
    String id = Reply.id(ctx);
    if (!access.revoke(id)) {
      throw new ProblemException(Problem.of(404, "unknownKey", "there is no key \"" + id + "\""));
    }
    ctx.status(204);
  }

  private static Set<Scope> scopes(JsonFields in) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    List<String> names = in.texts("scopes", Scope.values().length, 20);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean known = false;
      for (Scope scope : Scope.values()) {
        if (Json.name(scope).equals(name)) known = scopes.add(scope) || known;
      }
      if (!known) {
        in.faults()
            .malformed(
                in.pointer("scopes") + "/" + i,
                "unknownValue",
                "must be one of read, events, ingest, admin, each once, got \"" + name + "\"");
      }
    }
    if (names.isEmpty() && in.faults().isEmpty())
      in.faults().malformed(in.pointer("scopes"), "required", "needs at least one scope");
    return scopes;
  }

  private static @Nullable Instant future(JsonFields in, String name) {
    String text = in.text(name, 40);
    if (text == null) return null;
    try {
      Instant at = Instant.parse(text);
      if (!at.isAfter(Instant.now()))
        in.faults().inconsistent(in.pointer(name), "inThePast", "must be in the future, got " + at);
      return at;
    } catch (DateTimeParseException e) {
      in.faults()
          .malformed(
              in.pointer(name),
              "invalidTime",
              "must be an RFC 3339 time such as 2027-01-31T00:00:00Z, got \"" + text + "\"");
      return null;
    }
  }

  private static ObjectNode json(AccessKey key) {
    ObjectNode out = Json.object().put("id", key.id()).put("name", key.name());
    out.set("scopes", Json.strings(key.scopes().stream().sorted().map(Json::name).toList()));
    return out.put("createdAt", key.createdAt().toString())
        .put("expiresAt", key.expiresAt() == null ? null : key.expiresAt().toString())
        .put("requestsPerMinute", key.requestsPerMinute());
  }
}

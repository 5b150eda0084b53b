package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Scope;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.EventJson;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.EventStore.Position;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.feedback.StoredUser;
import dev.kindred.feedback.User;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.UserJson;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.viewer.Viewer;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `/v1/users/{id}`: put, get, erase, export, and what is believed of the taste.
final class UserRoutes {
  private static final int EVENTS_A_CHUNK = 500;

  private final Backend.Users users;
  private final RequestBody bodies;

  UserRoutes(Backend.Users users, RequestBody bodies) {
    this.users = users;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        Route.api(HandlerType.PUT, "/v1/users/{id}", Scope.EVENTS, this::put),
        Route.api(HandlerType.GET, "/v1/users/{id}", Scope.READ, this::get),
        Route.api(HandlerType.DELETE, "/v1/users/{id}", Scope.ADMIN, this::erase),
        Route.api(HandlerType.GET, "/v1/users/{id}/export", Scope.ADMIN, this::export),
        Route.api(HandlerType.GET, "/v1/users/{id}/taste", Scope.READ, this::taste));
  }

  private static UserId userId(Context ctx) {
    String id = Reply.id(ctx);
    String fault = TitleId.fault(id);
    if (fault != null) throw new ProblemException(Problem.malformed("{id}", "invalidId", fault));
    return new UserId(id);
  }

  private void put(Context ctx) {
    Query.of(ctx).end();
    UserId id = userId(ctx);
    if (id.simulated()) {
      throw new ProblemException(
          Problem.malformed(
              "{id}",
              "reservedUser",
              "ids that begin with \""
                  + UserId.SIMULATED
                  + "\" are those of the simulated audience"));
    }
    Faults faults = new Faults();
    User user = UserJson.read(JsonFields.of(bodies.json(ctx), "", faults), id);
    faults.throwIfAny();
    boolean created = TitleRoutes.await(users.put().put(user));
    if (created) ctx.header("Location", ctx.req().getRequestURI());
    Reply.json(ctx, created ? 201 : 200, UserJson.write(user));
  }

  private void get(Context ctx) {
    Query.of(ctx).end();
    Reply.secret(ctx);
    Reply.json(ctx, 200, UserJson.write(find(userId(ctx)).user()));
  }

  private void erase(Context ctx) {
    Query.of(ctx).end();
    UserId id = userId(ctx);
    bodies.none(ctx);
    if (!users.erase().test(id)) throw unknown(id);
    ctx.status(204);
  }

  private void taste(Context ctx) {
    Query.of(ctx).end();
    UserId id = userId(ctx);
    Reply.secret(ctx);
    Viewer viewer = users.viewer().apply(id).orElseThrow(() -> unknown(id));
    Reply.json(ctx, 200, TasteJson.write(viewer, users.documents()));
  }

  /// `{"user": …, "events": […]}`, the earliest event first.
  private void export(Context ctx) {
    Query.of(ctx).end();
    UserId id = userId(ctx);
    StoredUser stored = find(id);
    Reply.secret(ctx);
    Download.send(ctx, "user.json", "application/json", out -> write(stored, out));
  }

  private void write(StoredUser stored, OutputStream out) throws IOException {
    ObjectNode user =
        UserJson.write(stored.user())
            .put("createdAt", stored.createdAt().toString())
            .put("updatedAt", stored.updatedAt().toString());
    out.write(("{\"user\":" + Json.write(user) + ",\"events\":[").getBytes(StandardCharsets.UTF_8));
    String separator = "\n";
    Position after = EventStore.OLDEST;
    while (true) {
      List<StoredEvent> chunk = users.events().page(stored.user().id(), after, EVENTS_A_CHUNK);
      if (chunk.isEmpty()) break;
      Map<TitleKey, TitleId> ids =
          users
              .titleIds()
              .apply(chunk.stream().map(StoredEvent::title).filter(Objects::nonNull).toList());
      for (StoredEvent event : chunk) {
        TitleKey key = event.title();
        out.write(separator.getBytes(StandardCharsets.UTF_8));
        out.write(Json.writeBytes(EventJson.write(event.told(key == null ? null : ids.get(key)))));
        separator = ",\n";
      }
      after = Position.of(chunk.getLast());
    }
    out.write("\n]}\n".getBytes(StandardCharsets.UTF_8));
  }

  private StoredUser find(UserId id) {
    return users.store().find(id).orElseThrow(() -> unknown(id));
  }

  private static ProblemException unknown(UserId id) {
    return new ProblemException(
        Problem.of(404, "unknownUser", "nothing is known of a user \"" + id + "\""));
  }
}

package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Scope;
import dev.kindred.json.Json;
import dev.kindred.operation.Backup;
import dev.kindred.operation.BackupManifest;
import dev.kindred.operation.Backups.Vectors;
import dev.kindred.operation.EventContents;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// `/v1/backups`: backups in the data folder, made by jobs.
final class BackupRoutes {
  private final Backend.Backups backups;
  private final RequestBody bodies;

  BackupRoutes(Backend.Backups backups, RequestBody bodies) {
    this.backups = backups;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        Route.api(HandlerType.GET, "/v1/backups", Scope.ADMIN, this::list),
        Route.api(HandlerType.POST, "/v1/backups", Scope.ADMIN, this::start),
        Route.api(HandlerType.GET, "/v1/backups/{id}", Scope.ADMIN, this::download),
        Route.api(HandlerType.DELETE, "/v1/backups/{id}", Scope.ADMIN, this::delete));
  }

  private void list(Context ctx) {
    Query.of(ctx).end();
    Reply.json(ctx, 200, Reply.items(backups.list().get(), BackupRoutes::json));
  }

  private void start(Context ctx) {
    Query query = Query.of(ctx);
    boolean vectors = query.flag("vectors", false);
    query.end();
    bodies.none(ctx);
    Reply.accepted(ctx, backups.start().apply(vectors ? Vectors.INCLUDED : Vectors.LEFT_OUT).id());
  }

  private void download(Context ctx) {
    Query.of(ctx).end();
    String id = Reply.id(ctx);
    Backup backup = backups.find().apply(id).orElseThrow(() -> unknown(id));
    ctx.res().setContentLengthLong(backup.bytes());
    Download.send(
        ctx, backup.id() + ".zip", "application/zip", out -> Files.copy(backup.file(), out));
  }

  private void delete(Context ctx) throws IOException {
    Query.of(ctx).end();
    String id = Reply.id(ctx);
    if (!backups.delete().delete(id)) throw unknown(id);
    ctx.status(204);
  }

  private static ProblemException unknown(String id) {
    return new ProblemException(
        Problem.of(404, "unknownBackup", "there is no backup \"" + id + "\""));
  }

  private static ObjectNode json(Backup backup) {
    ObjectNode out = Json.object().put("id", backup.id()).put("bytes", backup.bytes());
    BackupManifest manifest = backup.manifest();
    if (manifest != null) {
      out.put("createdAt", manifest.createdAt().toString())
          .put("version", manifest.version())
          .put("schema", manifest.contents().schema())
          .put("titles", manifest.contents().titles())
          .put("profiles", manifest.contents().profiles())
          .put("lastSeq", manifest.contents().lastSeq())
          .put("vectors", manifest.hasVectors());
      EventContents events = manifest.events();
      out.put("users", events == null ? 0 : events.users())
          .put("events", events == null ? 0 : events.events());
    }
    return out.put("fault", backup.fault());
  }
}

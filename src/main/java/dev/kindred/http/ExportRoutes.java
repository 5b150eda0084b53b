package dev.kindred.http;

import dev.kindred.access.Scope;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.CatalogueExport;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;

/// `/v1/export`: the catalogue as NDJSON that imports again.
final class ExportRoutes {
  private final CatalogueExport export;

  ExportRoutes(TitleStore store) {
    this.export = new CatalogueExport(store);
  }

  List<Route> routes() {
    return List.of(Route.api(HandlerType.GET, "/v1/export", Scope.ADMIN, this::export));
  }

  private void export(Context ctx) {
    Query.of(ctx).end();
    Download.send(
        ctx, "titles.ndjson", "application/x-ndjson", out -> export.write(out, Progress.SILENT));
  }
}

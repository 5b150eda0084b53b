package dev.kindred.http;

import dev.kindred.access.Scope;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.catalogue.reader.CatalogueLayout;
import dev.kindred.catalogue.reader.Mapping;
import dev.kindred.json.Fault;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.operation.Job;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/v1/titles/import`: NDJSON of any size, or any other file with the mapping that reads it, kept
/// on disk before the answer, read by a job.
final class ImportRoutes {
  private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String SAMPLE = "sample";
  private static final String[] OWN = {"application/x-ndjson", "application/jsonl"};
  private static final String[] MAPPED = {
    "application/x-ndjson",
    "application/jsonl",
    "text/csv",
    "text/tab-separated-values",
    "application/gzip"
  };

  /// Longest mapping in a query, in characters; the whole head of a request has its own bound.
  private static final int MAX_MAPPING = 8_000;

  private final Backend.StartImport startImport;

  ImportRoutes(Backend.StartImport startImport) {
    this.startImport = startImport;
  }

  List<Route> routes() {
    return List.of(Route.api(HandlerType.POST, "/v1/titles/import", Scope.INGEST, this::start));
  }

  private void start(Context ctx) throws IOException {
    Query query = Query.of(ctx);
    String given = query.text("source", 64);
    String source = given == null ? "import" : given;
    if (!SOURCE.matcher(source).matches() || source.equals(SAMPLE)) {
      query
          .faults()
          .malformed(
              "?source",
              "invalidName",
              "must be letters, digits, dot, dash or underscore, and not \"" + SAMPLE + "\"");
    }
    String yaml = query.text("mapping", MAX_MAPPING);
    CatalogueLayout layout = yaml == null ? CatalogueFormat.KINDRED : mapping(yaml, query.faults());
    query.end();
    RequestBody.requireType(ctx, yaml == null ? OWN : MAPPED);
    Upload upload = new Upload(ctx.req().getInputStream());
    try {
      refuseNothing(upload);
      Job job = startImport.start(upload, layout, source);
      Reply.accepted(ctx, job.id());
    } catch (IOException | RuntimeException e) {
      if (upload.broken != null) throw RequestBody.broken(upload.broken);
      throw e;
    }
  }

  /// An upload without one byte is a mistake of the caller's, not an import of nothing.
  private static void refuseNothing(Upload upload) throws IOException {
    int first = upload.read();
    if (first < 0)
      throw new ProblemException(
          Problem.of(400, "emptyBody", "the body is empty; expected one title a line"));
    upload.unread(first);
  }

  /// The mapping, or our own format after recording its faults.
  private static CatalogueLayout mapping(String yaml, Faults faults) {
    try {
      return Mapping.read(yaml);
    } catch (InvalidJsonException e) {
      for (Fault fault : e.faults())
        faults.malformed("?mapping" + fault.pointer(), fault.code(), fault.detail());
      return CatalogueFormat.KINDRED;
    }
  }

  /// Remembers whether it was the caller's stream that failed.
  private static final class Upload extends PushbackInputStream {
    @Nullable IOException broken;

    Upload(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException e) {
        broken = e;
        throw e;
      }
    }
  }
}

package dev.kindred.http;

import dev.kindred.access.Access;
import dev.kindred.access.RateLimiter;
import dev.kindred.access.Scope;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueLayout;
import dev.kindred.catalogue.reader.UnreadableCatalogueException;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.json.Json;
import dev.kindred.operation.Job;
import dev.kindred.recommendation.RecommendationAnswer;
import dev.kindred.recommendation.Recommendations;
import dev.kindred.search.Search;
import dev.kindred.search.SearchAnswer;
import dev.kindred.testing.MemoryTitleStore;
import dev.kindred.testing.Titles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.NullMarked;

/// The real routes, asked without a socket, over a real search and stores that do not grow with the
/// requests.
@NullMarked
public final class FuzzedServer implements AutoCloseable {
  private static final Set<String> FAILURES = Set.of("sourceFailed", "vectorsUnavailable");
  private static final byte[] SECRET =
      "a secret of the fuzz targets".getBytes(StandardCharsets.UTF_8);
  private static final int HANG_SECONDS = 60;
  private static final int MOST_KEPT = 10_000;

  private final MemoryTitleStore titles = new MemoryTitleStore();
  private final MemoryViewers viewers = new MemoryViewers(titles, MetadataProfiler::profile);
  private final QueuedJobs jobs = new QueuedJobs();
  private final Job job = jobs.queue(Job.Kind.IMPORT, "fuzzed");
  private final String key;
  private final HttpServer server;
  private final LocalConnector connector;

  public FuzzedServer(Search search, Recommendations recommendations) {
    Access access = new Access(new FirstKey());
    for (String id : List.of("a", "b")) {
      Title title = Titles.aTitle().withId(id).named(id).build();
      titles.write(List.of(new TitleWrite.Put(title, null, "api", null))).join();
    }
    key = access.create("fuzzer", EnumSet.allOf(Scope.class), null, null).secret();
    HttpOptions options =
        HttpOptions.DEFAULT
            .withPort(0)
            .withPageFolder("page-for-tests")
            .withSearch(1, 8, Duration.ofSeconds(HANG_SECONDS));
    AtomicReference<Server> jetty = new AtomicReference<>();
    server = new HttpServer(options, backend(search, recommendations, access), SECRET, jetty::set);
    HttpConfiguration http = new HttpConfiguration();
    HttpServer.configureHttp(http);
    connector = new LocalConnector(jetty.get(), new HttpConnectionFactory(http));
    start();
  }

  private void start() {
    try {
      connector.start();
    } catch (Exception e) {
      throw new IllegalStateException("the connector does not start", e);
    }
  }

  private Backend backend(Search search, Recommendations recommendations, Access access) {
    return new Backend(
        new Backend.Searching(
            (request, asker) -> whole(search.search(request, asker)),
            (request, asker) -> whole(search.similar(request, asker)),
            search::suggest),
        new Backend.Titles(
            titles,
            MetadataProfiler::profile,
            (title, profile, seq) ->
                titles
                    .write(List.of(new TitleWrite.Put(title, profile, "api", seq)))
                    .thenApply(List::getFirst),
            (id, seq) ->
                titles.write(List.of(new TitleWrite.Delete(id, seq))).thenApply(List::getFirst),
            (seq, timeout) -> true,
            this::read),
        new Backend.Merging(titles::merge, titles::split, RunningServer.duplicates(titles)),
        new Backend.Jobs(jobs.store, jobs::cancel),
        new Backend.Generations(
            () -> List.of(RunningServer.GENERATION),
            id ->
                id.equals(RunningServer.GENERATION.id())
                    ? Optional.of(RunningServer.GENERATION)
                    : Optional.empty(),
            _ -> job,
            id -> {
              if (!id.equals(RunningServer.GENERATION.id())) throw new NoSuchElementException(id);
            },
            _ -> List.of()),
        access,
        new RateLimiter(
            RateLimiter.Options.DEFAULT.withRequestsPerMinute(RateLimiter.MAX_PER_MINUTE)),
        new Backend.Operating(() -> List.of(), List.of()),
        new Backend.Backups(_ -> job, () -> List.of(), _ -> Optional.empty(), _ -> false),
        viewers.record(),
        viewers.users(),
        new Backend.Recommending(
            request -> whole(recommendations.recommend(request)),
            request -> recommendations.rows(request).stream().map(FuzzedServer::whole).toList(),
            (id, from, limit) -> recommendations.next(id, from, limit),
            recommendations::onboarding));
  }

  /// A source that failed is left out of an answer with a warning; here that is a failure.
  private static SearchAnswer whole(SearchAnswer answer) {
    if (answer.warnings().stream().noneMatch(warning -> FAILURES.contains(warning.code())))
      return answer;
    throw new IllegalStateException("not whole: " + answer.warnings());
  }

  private static RecommendationAnswer whole(RecommendationAnswer answer) {
    if (answer.warnings().stream().noneMatch(warning -> FAILURES.contains(warning.code())))
      return answer;
    throw new IllegalStateException("not whole: " + answer.warnings());
  }

  /// Reads the lines as the job of an import does, which ends when they are no such file.
  private Job read(InputStream lines, CatalogueLayout layout, String source) throws IOException {
    try (CatalogueFile file = CatalogueFile.of(lines, layout)) {
      file.read(_ -> {});
    } catch (UnreadableCatalogueException _) {
      return job;
    }
    return job;
  }

  /// Sends a request with the key of an admin, without a content type.
  ///
  /// @param target path and query, as they go over the wire
  /// @throws AssertionError when the answer is a failure of ours, not well-formed or late
  public void ask(String method, byte[] target, byte[] body) {
    askOf(method, target, "", body);
  }

  /// The same with a content type.
  public void ask(String method, byte[] target, String contentType, byte[] body) {
    askOf(method, target, "Content-Type: " + contentType + "\r\n", body);
  }

  private void askOf(String method, byte[] target, String headers, byte[] body) {
    String head =
        " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(key, headers, body.length);
    ask(method, target, head.getBytes(StandardCharsets.US_ASCII), body);
    if (viewers.feedback.events().count() + viewers.feedback.users().count() > MOST_KEPT)
      viewers.feedback.clear();
  }

  /// Sends `GET /v1/titles/a` with more headers.
  ///
  /// @param headers lines as they go over the wire
  public void askWith(String method, byte[] headers) {
    byte[] path = "/v1/titles/a".getBytes(StandardCharsets.US_ASCII);
    byte[] start =
        (" HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + key + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    ask(method, path, start, headers, "\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private void ask(String method, byte[]... parts) {
    int length = method.length() + 1;
    for (byte[] part : parts) length += part.length;
    ByteBuffer request = ByteBuffer.allocate(length);
    request.put((method + " ").getBytes(StandardCharsets.US_ASCII));
    for (byte[] part : parts) request.put(part);
    boolean head = method.equals("HEAD");
    check(answer(request.flip(), head), head);
  }

  /// The caller sends no more: a body that was promised and does not come is not waited for.
  private ByteBuffer answer(ByteBuffer request, boolean head) {
    try (LocalConnector.LocalEndPoint connection = connector.connect()) {
      connection.addInputAndExecute(request);
      connection.addInputEOF();
      return Optional.ofNullable(connection.waitForResponse(head, HANG_SECONDS, TimeUnit.SECONDS))
          .orElseThrow(() -> new AssertionError("no answer within " + HANG_SECONDS + " s"));
    } catch (Exception e) {
      throw new AssertionError("the request could not be sent", e);
    }
  }

  private static void check(ByteBuffer answer, boolean head) {
    byte[] bytes = new byte[answer.remaining()];
    answer.get(bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.matches("(?s)HTTP/1\\.[01] [1-5][0-9][0-9] .*")) throw new AssertionError(text);
    int status = Integer.parseInt(text.substring(9, 12));
    if (status >= 500) throw new AssertionError(text);
    int end = text.indexOf("\r\n\r\n");
    String headers = text.substring(0, end).toLowerCase(java.util.Locale.ROOT);
    if (head || !headers.contains("json") || headers.contains("content-encoding")) return;
    if (headers.contains("transfer-encoding")) return;
    String body = new String(bytes, end + 4, bytes.length - end - 4, StandardCharsets.UTF_8);
    if (!body.isEmpty()) Json.parse(body);
    if (status >= 400 && !headers.contains(Problem.CONTENT_TYPE)) throw new AssertionError(text);
  }

  @Override
  public void close() {
    server.close();
  }
}

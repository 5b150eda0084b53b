package dev.kindred.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.access.Access;
import dev.kindred.access.RateLimiter;
import dev.kindred.access.Scope;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.Setting;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.duplicates.DuplicateFinder;
import dev.kindred.catalogue.duplicates.DuplicateOptions;
import dev.kindred.catalogue.reader.CatalogueLayout;
import dev.kindred.diversification.ListMetrics;
import dev.kindred.explanation.Reason;
import dev.kindred.index.FacetCounts;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.Total;
import dev.kindred.json.Json;
import dev.kindred.operation.Backup;
import dev.kindred.operation.BackupManifest;
import dev.kindred.operation.EventContents;
import dev.kindred.operation.Job;
import dev.kindred.operation.StoreContents;
import dev.kindred.query.Interpretation;
import dev.kindred.recommendation.Placement;
import dev.kindred.recommendation.RecommendationAnswer;
import dev.kindred.recommendation.UnknownRecommendationException;
import dev.kindred.search.SearchAnswer;
import dev.kindred.search.SearchRequest;
import dev.kindred.search.SimilarRequest;
import dev.kindred.search.UnknownTitleException;
import dev.kindred.testing.MemoryTitleStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// The real server on a free port with a backend made by hand, and a client for it.
@NullMarked
final class RunningServer implements AutoCloseable {
  static final HttpOptions OPTIONS =
      HttpOptions.DEFAULT.withPort(0).withPageFolder("page-for-tests");
  private static final DuplicateOptions ALL_PAIRS = new DuplicateOptions(0.5, 1_000);
  static final byte[] SECRET = "a secret of tests only".getBytes(StandardCharsets.UTF_8);

  final MemoryTitleStore titles = new MemoryTitleStore();
  final MemoryViewers viewers = new MemoryViewers(titles, title -> profile(title.name()));
  final QueuedJobs jobs = new QueuedJobs();
  final MemoryKeys keys = new MemoryKeys();
  final Access access = new Access(keys);
  final Map<String, Backup> backups = new LinkedHashMap<>();
  final List<String> imported = new ArrayList<>();

  /// Run once a put, a merge or a split is done, before it is answered.
  volatile Runnable afterWrite = () -> {};

  final List<CatalogueLayout> layouts = new ArrayList<>();
  final List<SearchRequest> searched = new ArrayList<>();
  volatile Function<SearchRequest, SearchAnswer> search = RunningServer::answer;
  volatile boolean visible = true;
  volatile boolean ready = true;
  final HttpServer server;
  final HttpClient client = HttpClient.newHttpClient();

  /// A backup of this content, and one that is damaged.
  static List<Backup> backups(Path file) {
    BackupManifest manifest =
        new BackupManifest(
            "1.0",
            Instant.EPOCH,
            new StoreContents(1, 817, 800, 2, 900),
            new EventContents(1, 4, 5),
            List.of());
    try {
      return List.of(
          new Backup("kindred-20261126T100000-000", file, Files.size(file), manifest, null),
          new Backup("kindred-20261125T100000-000", file, 2, null, "it was cut off"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunningServer() {
    this(OPTIONS);
  }

  RunningServer(HttpOptions options) {
    this(options, RateLimiter.Options.DEFAULT);
  }

  RunningServer(HttpOptions options, RateLimiter.Options limits) {
    server = new HttpServer(options, backend(limits), SECRET);
  }

  private Backend backend(RateLimiter.Options limits) {
    return new Backend(
        new Backend.Searching(
            (request, _) -> {
              synchronized (searched) {
                searched.add(request);
              }
              return search.apply(request);
            },
            (request, _) -> {
              if (titles.find(request.titleId()).isEmpty())
                throw new UnknownTitleException(request.titleId());
              return answer(similarAsSearch(request));
            },
            (typed, limit, _) ->
                List.of(
                    new Suggestion(
                        Suggestion.Kind.TITLE, "Blade Runner", new TitleId("b"), 1982, 0.9),
                    new Suggestion(Suggestion.Kind.MOOD, typed, null, null, 0.1))),
        new Backend.Titles(
            titles,
            title -> profile(title.name()),
            (title, profile, seq) ->
                titles
                    .write(List.of(new TitleWrite.Put(title, profile, "api", seq)))
                    .thenApply(List::getFirst)
                    .whenComplete((_, _) -> afterWrite.run()),
            (id, seq) ->
                titles.write(List.of(new TitleWrite.Delete(id, seq))).thenApply(List::getFirst),
            (seq, timeout) -> visible,
            this::startImport),
        new Backend.Merging(
            (kept, from, seq) ->
                titles.merge(kept, from, seq).whenComplete((_, _) -> afterWrite.run()),
            (id, seq) -> titles.split(id, seq).whenComplete((_, _) -> afterWrite.run()),
            duplicates(titles)),
        new Backend.Jobs(jobs.store, jobs::cancel),
        new Backend.Generations(
            () -> List.of(GENERATION),
            id -> id.equals(GENERATION.id()) ? Optional.of(GENERATION) : Optional.empty(),
            acceptance -> jobs.queue(Job.Kind.REBUILD, Json.name(acceptance)),
            id -> {
              if (!id.equals(GENERATION.id())) throw new NoSuchElementException(id);
            },
            kept -> List.of("kept " + kept)),
        access,
        new RateLimiter(limits),
        new Backend.Operating(
            () -> List.of(new Backend.Check("index", ready, ready ? "open" : "opening")),
            List.of(new Backend.Gauge("kindred.titles", "Titles in the store", titles::count))),
        new Backend.Backups(
            _ -> jobs.queue(Job.Kind.BACKUP, "kindred-20261126T100000-000"),
            () -> List.copyOf(backups.values()),
            id -> Optional.ofNullable(backups.get(id)),
            id -> backups.remove(id) != null),
        viewers.record(),
        viewers.users(),
        RECOMMENDING);
  }

  /// Knows one list, `r-1`.
  static final Backend.Recommending RECOMMENDING =
      new Backend.Recommending(
          request -> recommended(request.placement(), 0),
          request -> request.placements().stream().map(one -> recommended(one, 0)).toList(),
          (id, from, _) -> {
            if (!id.equals("r-1")) throw new UnknownRecommendationException(id);
            return recommended(Placement.HOME, from == null ? 1 : from);
          },
          _ -> List.of(answer(SearchRequest.of("")).items().getFirst().document()));

  /// Everything an answer can hold.
  static RecommendationAnswer recommended(Placement placement, int from) {
    return new RecommendationAnswer(
        "r-1",
        placement,
        from == 0 ? "000001" : null,
        "g1",
        List.of(
            new RecommendationAnswer.Item(
                from + 1,
                0.91,
                answer(SearchRequest.of("")).items().getFirst().document(),
                Set.of(Source.FOR_YOU, Source.STORY),
                List.of(
                    new Reason(
                        "becauseYouWatched",
                        Map.of("titleIds", List.of("a")),
                        "Because you watched A.")))),
        new ListMetrics(2.5, 0.6, 3, from == 0 ? 1.25 : null, null),
        0.5,
        Map.of("retrieve", 1.5),
        from > 2 ? null : from + 1,
        List.of(new RecommendationAnswer.Warning("noTrends", "none")));
  }

  static Backend.Duplicates duplicates(TitleStore titles) {
    return _ -> new DuplicateFinder(titles).find(ALL_PAIRS);
  }

  static final Backend.GenerationView GENERATION =
      new Backend.GenerationView(
          "g1",
          Backend.GenerationView.State.ACTIVE,
          "bge-small",
          384,
          "en",
          "000017",
          1,
          Instant.EPOCH,
          3L,
          1_000,
          null,
          Json.object().put("outcome", "activated"));

  private Job startImport(InputStream in, CatalogueLayout layout, String source)
      throws IOException {
    layouts.add(layout);
    imported.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    return jobs.queue(Job.Kind.IMPORT, source);
  }

  static SearchRequest similarAsSearch(SimilarRequest request) {
    return new SearchRequest(
        "",
        request.limit(),
        null,
        SearchRequest.Mode.AUTO,
        request.filter(),
        List.of(),
        null,
        List.of(),
        request.diversity(),
        SearchRequest.Highlighting.OFF,
        SearchRequest.Explaining.REASONS);
  }

  static ContentProfile profile(String name) {
    return new ContentProfile(
        "The pitch of " + name,
        "The story",
        List.of("loneliness"),
        List.of("tender"),
        "warm",
        ContentProfile.Pace.MEASURED,
        List.of(),
        Setting.UNKNOWN,
        null,
        List.of(),
        ContentProfile.Source.METADATA);
  }

  /// Everything an answer can hold.
  static SearchAnswer answer(SearchRequest request) {
    Title title =
        Title.builder(new TitleId("tt1798709"), Title.Kind.MOVIE, "Her")
            .originalName("Her")
            .year(2013)
            .endYear(2014)
            .runtimeMinutes(126)
            .genres(List.of("Drama"))
            .synopsis("A lonely writer")
            .tagline("A Spike Jonze love story")
            .maturity(new Title.Maturity(null, "R"))
            .poster("https://images.example/her.jpg")
            .build();
    Map<String, Double> timings = new LinkedHashMap<>();
    timings.put("parse", 0.004999);
    timings.put("retrieve", 12.345678);
    FacetCounts facets = null;
    if (!request.facets().isEmpty()) {
      Map<FilterField, List<FacetCounts.Value>> fields = new LinkedHashMap<>();
      for (FilterField field : request.facets()) {
        Object value = field.type() == FilterField.Type.INTEGER ? 2010L : "Drama";
        fields.put(field, List.of(new FacetCounts.Value(value, 2)));
      }
      facets = new FacetCounts(fields, 2);
    }
    boolean reasons = request.explaining() == SearchRequest.Explaining.REASONS;
    boolean marks = request.highlighting() == SearchRequest.Highlighting.ON;
    return new SearchAnswer(
        "s-1",
        new Total(412, Total.Relation.GTE),
        Interpretation.plain(request.query(), request.filter()),
        List.of(
            new SearchAnswer.Item(
                1,
                0.91,
                new TitleDocument(new TitleKey(1), title, profile("Her")),
                List.of(new SearchAnswer.SourceScore("feel", 2, 0.83)),
                marks ? Map.of("synopsis", List.of("A <em>lonely</em> writer")) : Map.of(),
                reasons
                    ? List.of(
                        new Reason(
                            "sharedThemes", Map.of("themes", List.of("loneliness")), "Shares it."))
                    : List.of())),
        facets,
        SearchAnswer.Scope.TEXT_MATCHES_AND_VECTOR_CANDIDATES,
        timings,
        "next",
        List.of(new SearchAnswer.Warning("vectorsUnavailable", "words alone decided")));
  }

  /// A key of these scopes; the server is open until the first one is made.
  String key(Scope first, Scope... more) {
    return access.create("test", EnumSet.of(first, more), null, null).secret();
  }

  int port() {
    return server.port();
  }

  HttpRequest.Builder request(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return body == null ? request : request.header("Content-Type", "application/json");
  }

  HttpResponse<String> send(String method, String path) {
    return send(request(method, path, null));
  }

  HttpResponse<String> send(String method, String path, String body) {
    return send(request(method, path, body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return Json.parse(response.body());
  }

  /// Sends bytes as they are and reads until the server closes, for what no client would send.
  String raw(byte[]... parts) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      for (byte[] part : parts) socket.getOutputStream().write(part);
      socket.shutdownOutput();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  /// A request head and body as they stand, `\n` for line ends of the head.
  String raw(String head, byte[] body) throws IOException {
    return raw(head.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1), body);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}

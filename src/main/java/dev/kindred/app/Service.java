package dev.kindred.app;

import dev.kindred.access.Access;
import dev.kindred.access.RateLimiter;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.config.ServerSettings;
import dev.kindred.config.Settings;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.http.Backend;
import dev.kindred.http.HttpOptions;
import dev.kindred.http.HttpServer;
import dev.kindred.http.Problem;
import dev.kindred.http.ProblemException;
import dev.kindred.index.Generation;
import dev.kindred.ingestion.GenerationRefusedException;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.IndexFollower;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.operation.CatalogueImport;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.ImportOptions;
import dev.kindred.operation.Jobs;
import dev.kindred.query.Understanding;
import dev.kindred.search.Search;
import dev.kindred.storage.Database;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running Kindred: one catalogue served over HTTP. Started by [#start]; [#close] finishes what
/// was accepted, then stops in the reverse order.
public final class Service implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Catalogue catalogue;
  private final Access access;
  private final HttpServer http;
  private final String host;

  private Service(
      Settings settings, DataFolder folder, BundledCatalogue bundled, Progress progress) {
    folder.create();
    keep(
        folder
            .lockIndex()
            .orElseThrow(() ->
                new IllegalStateException(
                    "another Kindred ("
                        + folder.indexOwner().orElse("unknown")
                        + ") serves the data in "
                        + folder.root())));
    catalogue = keep(new Catalogue(settings, folder, bundled, Catalogue.Embedding.COMPUTED));
    catalogue.seed(progress);
    catalogue.openIndex(progress);
    Generations generations = catalogue.generations();
    IndexFollower follower = new IndexFollower(generations, catalogue.database().titles());
    TitleWriter writer = new TitleWriter(catalogue.database().titles(), follower::signal);
    Jobs jobs =
        new Jobs(
            catalogue.database().jobs(),
            new CatalogueImport(catalogue.database().titles(), writer),
            generations,
            folder,
            Clock.systemUTC());
    keep(follower);
    keep(jobs);
    follower.start(jobs::startRebuild);
    Search search =
        new Search(
            generations::acquire,
            new Understanding(catalogue.embedder().modelId(), catalogue.embedder()::embedQuery),
            settings.search(),
            catalogue.database().secret("cursor", 32));
    access = new Access(catalogue.database().keys());
    Backend backend = backend(settings, search, writer, follower, jobs);
    HttpOptions options = options(settings.server(), access.open());
    host = options.host();
    http = keep(new HttpServer(options, backend, catalogue.database().secret("list-cursor", 32)));
    Thread.ofPlatform().daemon().name("warm-up").start(generations::warm);
  }

  /// Opens the data folder, loads the sample catalogue into a new one, builds or opens the index,
  /// and listens.
  ///
  /// @throws IllegalStateException when another process owns the index of the folder
  public static Service start(
      Settings settings, DataFolder folder, BundledCatalogue bundled, Progress progress) {
    return new Service(settings, folder, bundled, progress);
  }

  public int port() {
    return http.port();
  }

  /// Where it listens; loopback while there is no key, whatever the settings say.
  public String host() {
    return host;
  }

  /// Whether anybody on this machine may do anything, because no key exists.
  public boolean open() {
    return access.open();
  }

  public long titles() {
    return catalogue.generations().size();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("{} did not stop well", part.getClass().getSimpleName(), e);
      }
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  private static HttpOptions options(ServerSettings settings, boolean open) {
    return HttpOptions.DEFAULT
        .withHost(open ? "127.0.0.1" : settings.host())
        .withPort(settings.port())
        .withCorsOrigins(settings.corsOrigins())
        .withSearch(settings.searchThreads(), settings.searchQueue(), settings.requestTimeout());
  }

  private Backend backend(
      Settings settings, Search search, TitleWriter writer, IndexFollower follower, Jobs jobs) {
    Database database = catalogue.database();
    Generations generations = catalogue.generations();
    return new Backend(
        new Backend.Searching(search::search, search::similar, search::suggest),
        new Backend.Titles(
            database.titles(),
            MetadataProfiler::profile,
            (title, profile, seq) -> writer.put(title, profile, ImportOptions.BY_HAND, seq),
            writer::delete,
            follower::awaitVisible,
            (ndjson, source) ->
                jobs.startImport(
                    ndjson,
                    CatalogueFormat.KINDRED,
                    ImportOptions.DEFAULT.withSource(source),
                    source)),
        new Backend.Jobs(catalogue.database().jobs(), jobs::cancel),
        new Backend.Generations(
            () -> views(generations), jobs::startRebuild, id -> activate(generations, id)),
        access,
        new RateLimiter(settings.server().rateLimit()),
        new Backend.Operating(() -> checks(follower), gauges(generations, follower)));
  }

  private static List<Backend.GenerationView> views(Generations generations) {
    String active = generations.generation().id();
    List<Backend.GenerationView> views = new ArrayList<>();
    for (Generation generation : generations.all()) {
      boolean live = generation.id().equals(active);
      views.add(
          new Backend.GenerationView(
              generation.id(),
              live ? Backend.GenerationView.State.ACTIVE : Backend.GenerationView.State.READY,
              generation.embeddingModel(),
              generation.dimensions(),
              generation.language(),
              generation.schema(),
              generation.createdAt(),
              live ? generations.size() : null,
              generations.bytes(generation.id())));
    }
    return views;
  }

  private static void activate(Generations generations, String id) {
    try {
      generations.activate(id, Progress.SILENT);
    } catch (GenerationRefusedException e) {
      throw new ProblemException(
          Problem.of(409, "generationRefused", String.valueOf(e.getMessage())));
    }
  }

  private List<Backend.Check> checks(IndexFollower follower) {
    List<Backend.Check> checks = new ArrayList<>();
    try {
      IndexFollower.Status status = follower.status();
      String behind = status.pending() == 0 ? "up to date" : status.pending() + " changes behind";
      checks.add(new Backend.Check("store", true, "change " + status.storeSeq()));
      checks.add(
          new Backend.Check(
              "index",
              status.failure().isEmpty(),
              status.failure().isEmpty() ? behind : "following fails, " + behind));
    } catch (RuntimeException e) {
      LOG.error("the store cannot be read", e);
      checks.add(new Backend.Check("store", false, "the store cannot be read"));
    }
    return checks;
  }

  private static List<Backend.Gauge> gauges(Generations generations, IndexFollower follower) {
    return List.of(
        new Backend.Gauge("kindred.titles", "Titles that searches see", generations::size),
        new Backend.Gauge(
            "kindred.index.pending", "Changes that searches do not see yet", follower::pending),
        new Backend.Gauge(
            "kindred.index.seq", "The change up to which searches see", follower::visibleSeq));
  }
}

package dev.kindred.app;

import dev.kindred.access.Access;
import dev.kindred.access.RateLimiter;
import dev.kindred.config.Settings;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.http.Backend;
import dev.kindred.http.HttpOptions;
import dev.kindred.http.HttpServer;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.IndexFollower;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleMerger;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.operation.Backups;
import dev.kindred.operation.CatalogueImport;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.DuplicateReports;
import dev.kindred.operation.ImportOptions;
import dev.kindred.operation.Jobs;
import dev.kindred.operation.RecordedQuery;
import dev.kindred.operation.TrainingProcess;
import dev.kindred.operation.TrainingSchedule;
import dev.kindred.ranking.CrossEncoder;
import dev.kindred.search.Search;
import dev.kindred.search.SearchAnswer;
import dev.kindred.search.SearchRequest;
import dev.kindred.search.SimilarRequest;
import dev.kindred.storage.Database;
import dev.kindred.storage.SqliteFiles;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running Kindred: one catalogue served over HTTP. Started by [#start]; [#close] finishes what
/// was accepted, then stops in the reverse order.
public final class Service implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  /// Longest that recorded searches are repeated to warm the index.
  private static final Duration WARMING = Duration.ofSeconds(15);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Catalogue catalogue;
  private final Access access;
  private final HttpServer http;
  private final String host;
  private final int simulated;
  private volatile boolean stopping;

  private Service(
      Settings settings,
      DataFolder folder,
      BundledCatalogue bundled,
      Progress progress,
      @Nullable TrainingProcess training) {
    try {
      folder.create();
      keep(folder.lockIndex().orElseThrow(() -> owned(folder)));
      Optional<CrossEncoder> crossEncoder =
          CrossEncoder.open(settings.ranking().crossEncoder()).map(this::keep);
      catalogue = keep(new Catalogue(settings, folder, bundled, TitleVectors.Embedding.COMPUTED));
      catalogue.seed(progress);
      catalogue.openIndex(progress);
      Generations generations = catalogue.generations();
      Database database = catalogue.database();
      IndexFollower follower = keep(new IndexFollower(generations, database.titles()));
      TitleWriter writer = new TitleWriter(database.titles(), follower::signal);
      Feedback feedback = keep(new Feedback(settings, catalogue));
      simulated = feedback.simulate(progress);
      Jobs jobs =
          keep(
              new Jobs(
                  database.jobs(),
                  new CatalogueImport(database.titles(), writer, feedback::endSimulation),
                  generations,
                  folder,
                  Clock.systemUTC()));
      follower.start(
          () -> jobs.startRebuild(Generations.Acceptance.JUDGED), () -> jobs.startTaste());
      Recommending recommending = new Recommending(catalogue, feedback);
      TitleMerger merger =
          new TitleMerger(
              database.merges(),
              () -> {
                feedback.titlesChanged();
                follower.signal();
              });
      DuplicateReports duplicates = keep(new DuplicateReports(database.titles()));
      Backups backups =
          new Backups(
              folder, new SqliteFiles(), settings.portable(), settings.backup(), Clock.systemUTC());
      backups.clear();
      Search found =
          catalogue.search(settings, generations::acquire).showing(feedback.visibility()::filter);
      Search search = crossEncoder.map(found::with).orElse(found);
      access = new Access(database.keys());
      Backend backend =
          backend(
              settings,
              search,
              writer,
              new Backend.Merging(merger::merge, merger::split, duplicates::current),
              follower,
              jobs,
              backups,
              feedback,
              recommending);
      HttpOptions options = Listening.options(settings.server().http(), access.open());
      host = options.host();
      http = keep(Listening.listen(options, backend, database.secret("list-cursor", 32)));
      if (training != null) retrain(settings, training, jobs, recommending);
      Thread.ofPlatform().daemon().name("warm-up").start(() -> warm(search));
      Thread.ofPlatform().daemon().name("store-check").start(this::checkStore);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /// Opens the data folder, loads the sample catalogue into a new one, builds or opens the index,
  /// and listens.
  ///
  /// @throws StartException when another process owns the index of the folder, or the address
  ///   cannot be listened on
  /// @throws UncheckedIOException when the folder cannot be used
  public static Service start(
      Settings settings, DataFolder folder, BundledCatalogue bundled, Progress progress) {
    return new Service(settings, folder, bundled, progress, null);
  }

  /// The same, and trains models in the background: on the schedule of the settings, and at once
  /// when nothing has been learned yet of a simulated audience.
  public static Service start(
      Settings settings,
      DataFolder folder,
      BundledCatalogue bundled,
      Progress progress,
      TrainingProcess training) {
    return new Service(settings, folder, bundled, progress, training);
  }

  public int port() {
    return http.port();
  }

  /// Where it listens; loopback while there is no key, whatever the settings say.
  public String host() {
    return host;
  }

  /// Where to send requests: `http://127.0.0.1:7070`.
  public String address() {
    return "http://" + Listening.inAddress(host) + ":" + port();
  }

  /// Whether anybody on this machine may do anything, because no key exists.
  public boolean open() {
    return access.open();
  }

  public long titles() {
    return catalogue.generations().size();
  }

  /// How many simulated viewers this start made, because the catalogue is the bundled one and
  /// nobody has come yet; 0 for none.
  public int simulated() {
    return simulated;
  }

  /// Lets accepted requests finish, tells jobs to end, brings what is written to disk, and gives
  /// the folder free. Nothing happens the second time.
  @Override
  public synchronized void close() {
    stopping = true;
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("{} did not stop well", part.getClass().getSimpleName(), e);
      }
    }
  }

  private void retrain(
      Settings settings, TrainingProcess training, Jobs jobs, Recommending recommending) {
    if (recommending.hasUnlearnedAudience()) {
      var _ = jobs.startTraining(training);
    }
    Duration every = settings.training().every();
    if (every == null) return;
    keep(new TrainingSchedule(
            every,
            recommending::trained,
            catalogue.eventDatabase().events()::lastSeq,
            () -> jobs.startTraining(training),
            Clock.systemUTC()))
        .start();
  }

  /// What the first searches would wait for, then searches made before the last start, then every
  /// byte of the index against its checksum.
  private void warm(Search search) {
    Generations generations = catalogue.generations();
    try {
      generations.warm();
      long until = System.nanoTime() + WARMING.toNanos();
      for (RecordedQuery query : catalogue.queries().latest(Integer.MAX_VALUE)) {
        if (stopping || System.nanoTime() - until > 0) break;
        SearchAnswer answer = search.search(query.request(SearchRequest.DEFAULT_LIMIT));
        if (!answer.items().isEmpty()) {
          var _ =
              search.similar(SimilarRequest.to(answer.items().getFirst().document().title().id()));
        }
      }
      if (!stopping) generations.verify();
    } catch (RuntimeException e) {
      if (!stopping) LOG.warn("warming up failed; the first searches are slower", e);
    }
  }

  private void checkStore() {
    try {
      // What they find is logged, and told by the readiness.
      var _ = catalogue.database().check();
      var _ = catalogue.eventDatabase().check();
    } catch (RuntimeException e) {
      if (!stopping) LOG.warn("the store could not be checked", e);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  private static StartException owned(DataFolder folder) {
    return new StartException(
        "another Kindred ("
            + folder.indexOwner().orElse("its process is not known")
            + ") works on the data in "
            + folder.root()
            + "; stop it, or choose another folder with --data");
  }

  private Backend backend(
      Settings settings,
      Search search,
      TitleWriter writer,
      Backend.Merging merging,
      IndexFollower follower,
      Jobs jobs,
      Backups backups,
      Feedback feedback,
      Recommending recommending) {
    Database database = catalogue.database();
    Generations generations = catalogue.generations();
    return new Backend(
        new Backend.Searching(
            (request, asker) -> {
              SearchAnswer answer = search.search(request, asker);
              catalogue.queries().record(request);
              return answer;
            },
            search::similar,
            search::suggest),
        new Backend.Titles(
            database.titles(),
            MetadataProfiler::profile,
            (title, profile, seq) -> writer.put(title, profile, ImportOptions.BY_HAND, seq),
            writer::delete,
            follower::awaitVisible,
            (catalogue, layout, source) ->
                jobs.startImport(
                    catalogue, layout, ImportOptions.DEFAULT.withSource(source), source)),
        merging,
        new Backend.Jobs(database.jobs(), jobs::cancel),
        new GenerationOperations(generations, catalogue.comparisons(), jobs).backend(),
        access,
        new RateLimiter(settings.server().rateLimit()),
        new Monitoring(catalogue, follower, recommending).backend(),
        new Backend.Backups(
            vectors -> jobs.startBackup(backups, vectors),
            backups::list,
            backups::find,
            backups::delete),
        feedback::record,
        feedback.users(),
        recommending.backend());
  }
}

package dev.kindred.app;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.catalogue.reader.CatalogueLine;
import dev.kindred.config.Settings;
import dev.kindred.embedding.BundledVectors;
import dev.kindred.embedding.Embedder;
import dev.kindred.embedding.Embedders;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.lucene.LuceneIndexHome;
import dev.kindred.ingestion.FollowOptions;
import dev.kindred.ingestion.GenerationOptions;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.Models;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TasteSpaces;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.model.LiveModels;
import dev.kindred.model.ModelFolder;
import dev.kindred.model.ModelSet;
import dev.kindred.operation.Comparisons;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.ImportOptions;
import dev.kindred.operation.QueryLog;
import dev.kindred.operation.RecordedAnswers;
import dev.kindred.operation.RecordedQuery;
import dev.kindred.query.Grammar;
import dev.kindred.query.QueryVector;
import dev.kindred.query.Understanding;
import dev.kindred.ranking.RankingModels;
import dev.kindred.ranking.RankingModelsFile;
import dev.kindred.search.Search;
import dev.kindred.storage.Database;
import dev.kindred.storage.EventDatabase;
import dev.kindred.storage.SqliteVectorCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store, the embedder and the generations of one data folder: what a server and a command that
/// works on its own have in common. The process must own the index of the folder.
public final class Catalogue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

  /// How soon trained models answer.
  private static final Duration LOOKED_FOR = Duration.ofSeconds(2);

  private final BundledCatalogue bundled;
  private final Database database;
  private final EventDatabase eventDatabase;
  private final Embedders embedders;
  private final Optional<ModelParser> parser;
  private final Understanding understanding;
  private final RankingModels ranking;
  private final QueryLog queries;
  private final Comparisons comparisons;
  private final LiveModels models;
  private final Generations generations;

  /// Opens store and model, at the same time; the index is opened by [#openIndex].
  public Catalogue(
      Settings settings,
      DataFolder folder,
      BundledCatalogue bundled,
      TitleVectors.Embedding embedding) {
    this.bundled = bundled;
    CompletableFuture<Embedders> model =
        CompletableFuture.supplyAsync(
            () -> embedders(settings, folder, bundled),
            work -> Thread.ofPlatform().daemon().name("open-model").start(work));
    try {
      this.database = Database.open(folder);
    } catch (RuntimeException | Error e) {
      discard(model);
      throw e;
    }
    try {
      this.eventDatabase = EventDatabase.open(folder.root());
    } catch (RuntimeException | Error e) {
      database.close();
      discard(model);
      throw e;
    }
    try {
      this.embedders = joined(model);
    } catch (RuntimeException | Error e) {
      eventDatabase.close();
      database.close();
      throw e;
    }
    this.parser = ModelParser.of(settings, bundled);
    this.understanding =
        new Understanding(
            parser.map(ModelParser::parser),
            new Grammar(Clock.systemUTC()),
            (id, text) ->
                new QueryVector(
                    id, embedders.embedQuery(id, text), embedders.legibility(id, text)));
    this.ranking = ranking(folder);
    this.queries = new QueryLog(folder.queries(), settings.index().recordedQueries());
    this.models =
        new LiveModels(
            new ModelFolder(folder.models()), LOOKED_FOR, eventDatabase.events()::simulated);
    this.comparisons = new Comparisons(folder.comparisons(), Clock.systemUTC());
    this.generations =
        new Generations(
            new LuceneIndexHome(
                folder.generations(), settings.index().options(), Clock.systemUTC()),
            database.titles(),
            MetadataProfiler::profile,
            new Models(
                TitleVectors.by(embedders.current(), embedding),
                generation ->
                    TitleVectors.by(
                        embedders.lease(generation.embeddingModel(), generation.modelRecipe()),
                        embedding),
                new TasteSpaces(() -> models.current().map(ModelSet::space), models::space)),
            new RecordedAnswers(
                queries,
                settings.index().comparison().comparedQueries(),
                snapshots -> search(settings, snapshots),
                comparisons),
            GenerationOptions.DEFAULT
                .withLanguage(settings.index().options().language())
                .withKept(settings.index().generationsKept())
                .withComparison(settings.index().comparison())
                .withFollow(
                    FollowOptions.DEFAULT.withRefreshEvery(settings.index().refreshInterval())));
  }

  private static Embedders embedders(
      Settings settings, DataFolder folder, BundledCatalogue bundled) {
    return new Embedders(
        settings.embedding(),
        Files.exists(bundled.vectors())
            ? BundledVectors.read(bundled.vectors())
            : BundledVectors.NONE,
        model -> SqliteVectorCache.open(folder.vectors(), model));
  }

  /// Waits until the model is open, and closes it: whoever is told that the folder could not be
  /// opened may do with it as they like.
  private static void discard(CompletableFuture<Embedders> model) {
    var _ =
        model
            .handle((embedders, _) -> {
              if (embedders != null) embedders.close();
              return null;
            })
            .join();
  }

  private static Embedders joined(CompletableFuture<Embedders> model) {
    try {
      return model.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw e;
    }
  }

  public Database database() {
    return database;
  }

  public EventDatabase eventDatabase() {
    return eventDatabase;
  }

  public Embedders embedders() {
    return embedders;
  }

  /// The search over the snapshots that `index` gives, each query embedded by the model of the
  /// generation it runs on.
  public Search search(Settings settings, Supplier<TitleSearcher> index) {
    return new Search(
        index, understanding, ranking, settings.search(), database.secret("cursor", 32));
  }

  /// What was learned for this data folder; a file that cannot be read must not keep the service
  /// from starting.
  private static RankingModels ranking(DataFolder folder) {
    try {
      return RankingModelsFile.inUse(folder.root());
    } catch (IOException e) {
      LOG.error("the ranking model is left out, searches are ranked by hand", e);
      return RankingModels.BY_HAND;
    }
  }

  /// The searches that are remembered.
  public QueryLog queries() {
    return queries;
  }

  public Comparisons comparisons() {
    return comparisons;
  }

  public Generations generations() {
    return generations;
  }

  /// The trained models of the folder.
  public LiveModels models() {
    return models;
  }

  /// Puts the sample titles into a store that has never held any: all in one write, so that a start
  /// that is cut off leaves none or all of them.
  ///
  /// @return how many there are, 0 when the store was not new
  public long seed(Progress progress) {
    if (database.titles().lastSeq() > 0 || !bundled.exists()) return 0;
    try (CatalogueFile file = CatalogueFile.open(bundled.titles(), CatalogueFormat.KINDRED)) {
      progress.start("loading the bundled titles", Progress.UNKNOWN);
      Map<TitleId, ContentProfile> profiles = CatalogueFile.profiles(bundled.profiles());
      List<TitleWrite> puts = new ArrayList<>();
      file.read(line -> puts.add(bundledTitle(line, profiles)));
      long loaded = database.titles().write(puts).join().size();
      progress.end();
      return loaded;
    } catch (IOException e) {
      throw new UncheckedIOException("loading the bundled catalogue", e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw e;
    }
  }

  /// The bundled file is ours: a line of it that is refused is a defect, not a bad line.
  private static TitleWrite bundledTitle(
      CatalogueLine line, Map<TitleId, ContentProfile> profiles) {
    return switch (line) {
      case CatalogueLine.ReadTitle read -> {
        Title title = read.title();
        ContentProfile own = read.profile();
        yield new TitleWrite.Put(
            title, own == null ? profiles.get(title.id()) : own, ImportOptions.SAMPLE, null);
      }
      case CatalogueLine.LinkedId linked -> new TitleWrite.Link(linked.id(), linked.of());
      case CatalogueLine.BadLine bad ->
          throw new IllegalStateException(
              "the bundled catalogue, line "
                  + bad.line()
                  + ", "
                  + bad.field()
                  + ": "
                  + bad.reason());
    };
  }

  /// Opens the active generation, or builds one from the store when there is none that fits.
  ///
  /// @return whether it was built
  public boolean openIndex(Progress progress) {
    boolean built = generations.open(progress);
    for (RecordedQuery query : queries.latest(Integer.MAX_VALUE)) {
      RecordedQuery.Vector vector = query.vector();
      if (vector != null)
        live()
            .filter(embedder -> embedder.queryModelId().equals(vector.model()))
            .ifPresent(embedder -> embedder.remember(query.text(), vector.values()));
    }
    queries.takeVectorsFrom(text ->
        live()
            .flatMap(embedder ->
                embedder
                    .cachedQuery(text)
                    .map(vector -> new RecordedQuery.Vector(embedder.queryModelId(), vector))));
    return built;
  }

  /// The model of the generation that searches run on, when it is open.
  private Optional<Embedder> live() {
    return embedders.find(generations.generation().embeddingModel());
  }

  /// Brings the index to disk and closes all; each part whatever became of the one before.
  @Override
  public void close() {
    try (database;
        eventDatabase;
        embedders;
        models;
        generations) {
      queries.close();
      parser.ifPresent(ModelParser::close);
    }
  }
}

package dev.kindred.http;

import dev.kindred.access.Access;
import dev.kindred.access.RateLimiter;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.duplicates.DuplicateReport;
import dev.kindred.index.Suggestion;
import dev.kindred.operation.Backup;
import dev.kindred.operation.Job;
import dev.kindred.operation.JobStore;
import dev.kindred.search.SearchAnswer;
import dev.kindred.search.SearchRequest;
import dev.kindred.search.SimilarRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the routes call, filled in by `app`. Every function is called from many threads. One that
/// must refuse a request throws [ProblemException].
public record Backend(
    Searching searching,
    Titles titles,
    Merging merging,
    Jobs jobs,
    Generations generations,
    Access access,
    RateLimiter limiter,
    Operating operating,
    Backups backups) {

  /// The read path.
  ///
  /// @param similar throws [dev.kindred.search.UnknownTitleException]; both throw
  ///   [dev.kindred.search.CursorException]
  public record Searching(
      Function<SearchRequest, SearchAnswer> search,
      Function<SimilarRequest, SearchAnswer> similar,
      Suggest suggest) {}

  @FunctionalInterface
  public interface Suggest {
    List<Suggestion> suggest(String typed, int limit);
  }

  /// The facts about titles and the one write path.
  ///
  /// @param derivedProfile the profile of a title that has none stored
  public record Titles(
      TitleStore store,
      Function<Title, ContentProfile> derivedProfile,
      Put put,
      Delete delete,
      AwaitVisible awaitVisible,
      StartImport startImport) {}

  @FunctionalInterface
  public interface Put {
    /// Creates or replaces a title; completes once it is durable.
    CompletableFuture<TitleWrite.Outcome> put(
        Title title, @Nullable ContentProfile profile, @Nullable Long expectedSeq);
  }

  @FunctionalInterface
  public interface Delete {
    CompletableFuture<TitleWrite.Outcome> delete(TitleId id, @Nullable Long expectedSeq);
  }

  @FunctionalInterface
  public interface AwaitVisible {
    /// Waits until a search sees the change; false when it does not in time. The write stands.
    boolean awaitVisible(long seq, Duration timeout) throws InterruptedException;
  }

  @FunctionalInterface
  public interface StartImport {
    /// Takes the whole stream to disk and returns the job that will read it.
    ///
    /// @throws IOException when the stream broke off or cannot be kept
    Job start(InputStream ndjson, String source) throws IOException;
  }

  /// Titles that are the same one.
  public record Merging(Merge merge, Split split, Duplicates duplicates) {}

  @FunctionalInterface
  public interface Merge {
    /// Completes once it is durable.
    CompletableFuture<MergeStore.Outcome> apply(
        TitleId kept, TitleId dropped, @Nullable Long expectedSeq);
  }

  @FunctionalInterface
  public interface Split {
    /// Completes once it is durable.
    CompletableFuture<MergeStore.Outcome> apply(TitleId dropped, @Nullable Long expectedSeq);
  }

  @FunctionalInterface
  public interface Duplicates {
    /// The pairs with a score of at least [dev.kindred.operation.DuplicateReports#LEAST_SCORE].
    DuplicateReport current(Duration patience) throws TimeoutException, InterruptedException;
  }

  /// @param cancel false when the job is over
  public record Jobs(JobStore store, Predicate<String> cancel) {}

  /// @param rebuild throws [ProblemException] (409) when one is running
  /// @param activate throws [java.util.NoSuchElementException] when unknown, [ProblemException]
  ///   (409) when its schema or model does not fit
  public record Generations(
      Supplier<List<GenerationView>> list, Supplier<Job> rebuild, Consumer<String> activate) {}

  /// A generation and how it is used.
  ///
  /// @param titles null while it is being built
  public record GenerationView(
      String id,
      State state,
      String embeddingModel,
      int dimensions,
      String language,
      int schema,
      Instant createdAt,
      @Nullable Long titles,
      long bytes) {
    public enum State {
      ACTIVE,
      READY,
      BUILDING
    }
  }

  /// What an operator watches.
  public record Operating(Supplier<List<Check>> readiness, List<Gauge> gauges) {
    public Operating {
      gauges = List.copyOf(gauges);
    }
  }

  /// The backups in the data folder.
  ///
  /// @param start makes one in the background
  /// @param list the newest first
  public record Backups(
      Function<dev.kindred.operation.Backups.Vectors, Job> start,
      Supplier<List<Backup>> list,
      Function<String, Optional<Backup>> find,
      DeleteBackup delete) {}

  @FunctionalInterface
  public interface DeleteBackup {
    /// False when there is none of that id.
    boolean delete(String id) throws IOException;
  }

  /// One condition of being ready; `detail` is public.
  public record Check(String name, boolean ok, String detail) {}

  /// A number shown in the metrics, such as `kindred.titles`.
  public record Gauge(String name, String description, DoubleSupplier value) {}
}

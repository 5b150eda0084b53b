package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.Access;
import dev.kindred.access.RateLimiter;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.MergeStore;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.duplicates.DuplicateReport;
import dev.kindred.catalogue.reader.CatalogueLayout;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventRecorder;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.User;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.UserStore;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TitleDocument;
import dev.kindred.ingestion.Generations.Acceptance;
import dev.kindred.operation.Backup;
import dev.kindred.operation.Job;
import dev.kindred.operation.JobStore;
import dev.kindred.recommendation.OnboardingRequest;
import dev.kindred.recommendation.RecommendationAnswer;
import dev.kindred.recommendation.RecommendationRequest;
import dev.kindred.recommendation.RowsRequest;
import dev.kindred.search.SearchAnswer;
import dev.kindred.search.SearchRequest;
import dev.kindred.search.SimilarRequest;
import dev.kindred.viewer.Asker;
import dev.kindred.viewer.Viewer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
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
    Backups backups,
    RecordEvents recordEvents,
    Users users,
    Recommending recommending) {

  /// What somebody is to be shown.
  ///
  /// @param next throws [dev.kindred.recommendation.UnknownRecommendationException]
  public record Recommending(
      Function<RecommendationRequest, RecommendationAnswer> recommend,
      Function<RowsRequest, List<RecommendationAnswer>> rows,
      NextPage next,
      Function<OnboardingRequest, List<TitleDocument>> onboarding) {}

  @FunctionalInterface
  public interface NextPage {
    /// @param from place in the list, from 0; null for the page after the first
    /// @param limit null for that of the first page
    RecommendationAnswer next(String id, @Nullable Integer from, @Nullable Integer limit);
  }

  /// The read path.
  ///
  /// @param similar throws [dev.kindred.search.UnknownTitleException]; both throw
  ///   [dev.kindred.search.CursorException]
  public record Searching(
      BiFunction<SearchRequest, Asker, SearchAnswer> search,
      BiFunction<SimilarRequest, Asker, SearchAnswer> similar,
      Suggest suggest) {}

  @FunctionalInterface
  public interface Suggest {
    List<Suggestion> suggest(String typed, int limit, Asker asker);
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
    /// @param layout how the lines of the stream become titles
    /// @throws IOException when the stream broke off or cannot be kept
    Job start(InputStream catalogue, CatalogueLayout layout, String source) throws IOException;
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

  /// @param find also one that was refused and deleted; empty when unknown
  /// @param rebuild queues it
  /// @param activate throws [java.util.NoSuchElementException] when unknown, [ProblemException]
  ///   (409) when it cannot serve
  /// @param prune how many to keep, to the ids deleted; throws [ProblemException] (409) while a
  ///   rebuild runs
  public record Generations(
      Supplier<List<GenerationView>> list,
      Function<String, Optional<GenerationView>> find,
      Function<Acceptance, Job> rebuild,
      Consumer<String> activate,
      IntFunction<List<String>> prune) {}

  /// A generation and how it is used.
  ///
  /// @param tasteModel id of the models whose taste vectors it has; null without
  /// @param titles of the active one; null of another
  /// @param damage what is damaged; null when nothing was found
  /// @param comparison how it compared before it took over, or why it was refused; null when that
  ///   is not known
  public record GenerationView(
      String id,
      State state,
      String embeddingModel,
      int dimensions,
      String language,
      @Nullable String tasteModel,
      int schema,
      Instant createdAt,
      @Nullable Long titles,
      long bytes,
      @Nullable String damage,
      @Nullable ObjectNode comparison) {
    public enum State {
      ACTIVE,
      READY,
      DAMAGED,
      REFUSED
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

  @FunctionalInterface
  public interface RecordEvents {
    /// An outcome for each event; completes once they are durable and the viewers know them.
    CompletableFuture<List<EventRecorder.Outcome>> record(List<Event> events);
  }

  /// The users and what is known of them.
  ///
  /// @param erase false when there is no such user
  /// @param viewer empty when there is no such user
  /// @param documents the indexed titles among the keys
  /// @param titleIds the id that each key was given to
  public record Users(
      UserStore store,
      EventStore events,
      PutUser put,
      Predicate<UserId> erase,
      Function<UserId, Optional<Viewer>> viewer,
      Function<Collection<TitleKey>, Map<TitleKey, TitleDocument>> documents,
      Function<Collection<TitleKey>, Map<TitleKey, TitleId>> titleIds) {}

  @FunctionalInterface
  public interface PutUser {
    /// Whether there was no such user; completes once it is durable.
    CompletableFuture<Boolean> put(User user);
  }

  /// One condition of being ready; `detail` is public.
  ///
  /// @param since when it left the state of being ok; null when it is ok, or not known
  public record Check(String name, Health health, String detail, @Nullable Instant since) {
    public enum Health {
      OK,
      /// Searches are answered, but not by what they should be.
      DEGRADED,
      FAILED
    }

    public Check(String name, boolean ok, String detail) {
      this(name, ok ? Health.OK : Health.FAILED, detail, null);
    }
  }

  /// A number shown in the metrics, such as `kindred.titles`.
  public record Gauge(String name, String description, DoubleSupplier value) {}
}

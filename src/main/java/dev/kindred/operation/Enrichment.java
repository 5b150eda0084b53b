package dev.kindred.operation;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.SourceKind;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.enrichment.CatalogueNames;
import dev.kindred.enrichment.LlmProfiler;
import dev.kindred.enrichment.ProfileRefusedException;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.llm.Chat;
import dev.kindred.llm.Instructions;
import dev.kindred.llm.LlmException;
import dev.kindred.operation.EnrichPlan.Waiting;
import dev.kindred.operation.FailedProfiles.Cause;
import dev.kindred.operation.FailedProfiles.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Has a language model write the profiles of the titles that have none, or one from other facts.
/// Each is durable before the next is counted, and a stored profile is what says that a title is
/// done: a run may be ended in any way, and the next one goes on. What a person wrote stays. One
/// run at a time.
public final class Enrichment {
  private static final int PAGE = 500;

  private final TitleStore store;
  private final TitleWriter writer;
  private final Chat chat;
  private final CatalogueNames names = new CatalogueNames();
  private final LlmProfiler profiler;
  private final Path failures;

  /// @param how the prompt [LlmProfiler#PROMPT]
  /// @param language BCP 47 primary tag that profiles are written in
  /// @param failures the file of titles that failed
  public Enrichment(
      TitleStore store,
      TitleWriter writer,
      Chat chat,
      Instructions how,
      String language,
      Path failures,
      InstantSource clock) {
    this.store = store;
    this.writer = writer;
    this.chat = chat;
    this.failures = failures;
    profiler = new LlmProfiler(chat, how, language, names, clock);
  }

  /// Reads the whole store and tells what a run would ask; sends nothing.
  public EnrichPlan plan(EnrichOptions options, Progress progress) {
    record Found(Waiting waiting, boolean failed, double votes) {}
    FailedProfiles known = new FailedProfiles(failures);
    List<Found> found = new ArrayList<>();
    long titles = 0;
    long upToDate = 0;
    long byPeople = 0;
    long skipped = 0;
    progress.start("reading titles", store.count());
    List<StoredTitle> page = store.page(0, PAGE);
    while (!page.isEmpty()) {
      for (StoredTitle stored : page) {
        Title title = stored.title();
        titles++;
        names.add(title);
        String hash = profiler.promptHash(title);
        SourceKind by =
            stored.profile() == null ? SourceKind.METADATA : stored.profile().source().kind();
        if (by == SourceKind.HUMAN) {
          byPeople++;
          continue;
        }
        if (stored.profile() != null && by == SourceKind.LLM && fits(stored.profile(), hash)) {
          upToDate++;
          continue;
        }
        Optional<Failure> failure = known.of(title.id()).filter(f -> f.promptHash().equals(hash));
        boolean refused = failure.filter(f -> f.cause() == Cause.REPLY).isPresent();
        if (refused && options.failed() == EnrichOptions.Failed.SKIP) {
          skipped++;
          continue;
        }
        Waiting waiting = new Waiting(stored.key(), title.id(), profiler.tokens(title));
        found.add(new Found(waiting, refused, votes(title)));
      }
      progress.step(page.size());
      page = store.page(page.getLast().key().value(), PAGE);
    }
    progress.end();
    found.sort(
        Comparator.comparing(Found::failed)
            .thenComparingDouble(Found::votes)
            .reversed()
            .thenComparingInt(one -> one.waiting().key().value()));
    long limit = options.limit() == 0 ? Long.MAX_VALUE : options.limit();
    return new EnrichPlan(
        titles,
        upToDate,
        byPeople,
        skipped,
        found.stream().limit(limit).map(Found::waiting).toList());
  }

  /// Asks about the titles of a plan. An interruption ends the run in good order; the thread is no
  /// longer interrupted then.
  ///
  /// @throws dev.kindred.catalogue.StoreFullException when the disk is full
  public EnrichReport run(EnrichPlan plan, EnrichOptions options, Progress progress) {
    long started = System.nanoTime();
    Tally tally = new Tally(options.stopAfter());
    BlockingQueue<Result> results = new LinkedBlockingQueue<>();
    AtomicInteger next = new AtomicInteger();
    progress.start("writing profiles", plan.calls());
    try (FailedProfiles failed = new FailedProfiles(failures)) {
      AtomicBoolean ending = new AtomicBoolean();
      try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < Math.min(options.concurrency(), plan.calls()); i++) {
          var _ = workers.submit(() -> work(plan.waiting(), next, ending, results));
        }
        try {
          for (int done = 0; done < plan.calls() && tally.stopped == null; done++) {
            tally.count(results.take(), failed);
            progress.step(1);
          }
        } catch (InterruptedException e) {
          tally.stopped = "interrupted";
          workers.shutdownNow();
        } finally {
          ending.set(true); // what is on its way is paid for, so it is waited for
        }
      }
      if (Thread.interrupted() && tally.stopped == null) tally.stopped = "interrupted";
      for (Result late = results.poll(); late != null; late = results.poll())
        tally.count(late, failed);
    }
    if (tally.broken != null) throw tally.broken;
    if (tally.stopped == null) progress.end();
    return new EnrichReport(
        tally.written,
        tally.refused,
        tally.failed,
        tally.changed,
        chat.spent(),
        Duration.ofNanos(System.nanoTime() - started),
        tally.stopped);
  }

  private static boolean fits(ContentProfile profile, String hash) {
    String stored = profile.source().promptHash();
    // a profile that came with the catalogue does not tell what it was made from
    return stored == null || stored.equals(hash);
  }

  private static double votes(Title title) {
    if (title.rating() != null) return title.rating().count();
    return title.popularity() == null ? 0 : title.popularity();
  }

  private void work(
      List<Waiting> waiting,
      AtomicInteger next,
      AtomicBoolean ending,
      BlockingQueue<Result> results) {
    while (!ending.get() && !Thread.currentThread().isInterrupted()) {
      int at = next.getAndIncrement();
      if (at >= waiting.size()) return;
      results.add(one(waiting.get(at)));
    }
  }

  private Result one(Waiting waiting) {
    String hash = "";
    try {
      StoredTitle stored = store.byKey(Set.of(waiting.key())).get(waiting.key());
      if (stored == null) return new Result.Changed();
      hash = profiler.promptHash(stored.title());
      ContentProfile profile = profiler.profile(stored.title());
      TitleWrite write = new TitleWrite.SetProfile(stored.title().id(), profile, stored.seq());
      return switch (writer.write(List.of(write)).join().getFirst().result()) {
        case CREATED, REPLACED, UNCHANGED -> new Result.Written(waiting.id());
        case DELETED, MISSING, CONFLICT, REDIRECTED, NOT_JOINED, TAKEN -> new Result.Changed();
      };
    } catch (ProfileRefusedException e) {
      return new Result.Failed(waiting.id(), hash, Cause.REPLY, String.valueOf(e.getMessage()));
    } catch (LlmException e) {
      String message = String.valueOf(e.getMessage());
      return switch (e.kind()) {
        case BUSY, GARBLED -> new Result.Failed(waiting.id(), hash, Cause.PROVIDER, message);
        case TOO_LONG, DECLINED -> new Result.Failed(waiting.id(), hash, Cause.REPLY, message);
        case REFUSED, BUDGET -> new Result.Ended(message, null);
        case STOPPED -> new Result.Ended("interrupted", null);
      };
    } catch (CompletionException e) {
      return e.getCause() instanceof RuntimeException failure
          ? new Result.Ended("the store failed", failure)
          : new Result.Ended("the store failed", e);
    } catch (RuntimeException e) {
      return new Result.Ended("failed", e);
    } catch (Error e) { // else nobody would learn that this title has ended
      return new Result.Ended("failed", new IllegalStateException("writing a profile failed", e));
    }
  }

  /// What became of one title.
  private sealed interface Result {
    record Written(TitleId id) implements Result {}

    record Changed() implements Result {}

    record Failed(TitleId id, String promptHash, Cause cause, String reason) implements Result {}

    /// No title after this one would fare better.
    record Ended(String why, @Nullable RuntimeException failure) implements Result {}
  }

  private static final class Tally {
    private final int stopAfter;
    private long written;
    private long refused;
    private long failed;
    private long changed;
    private int inARow;
    private @Nullable String stopped;
    private @Nullable RuntimeException broken;

    Tally(int stopAfter) {
      this.stopAfter = stopAfter;
    }

    void count(Result result, FailedProfiles failures) {
      switch (result) {
        case Result.Written(TitleId id) -> {
          written++;
          inARow = 0;
          failures.remove(id);
        }
        case Result.Changed() -> changed++;
        case Result.Failed failure -> {
          if (failure.cause == Cause.REPLY) refused++;
          else failed++;
          failures.add(failure.id, failure.promptHash, failure.cause, failure.reason);
          if (++inARow >= stopAfter && stopped == null)
            stopped = inARow + " titles failed in a row, the last: " + failure.reason;
        }
        case Result.Ended(String why, @Nullable RuntimeException failure) -> {
          if (stopped == null) stopped = why;
          if (broken == null) broken = failure;
        }
      }
    }
  }
}

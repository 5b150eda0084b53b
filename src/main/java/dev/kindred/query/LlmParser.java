package dev.kindred.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kindred.catalogue.Filter;
import dev.kindred.index.TitleSearcher;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.llm.Chat;
import dev.kindred.llm.Instructions;
import dev.kindred.llm.LlmException;
import dev.kindred.llm.Question;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a request with a language model, whose reply is checked against the index before it
/// counts. Never fails and never takes longer than its time-out: whoever asks falls back to the
/// [Grammar] when the model is slow, wrong, or has spent its budget. A reply that comes too late is
/// kept for the next time. After three failures in a row the model is left alone for half a minute,
/// so that searches do not wait for one that is down. Thread-safe.
public final class LlmParser implements AutoCloseable {
  /// Name of the prompt.
  public static final String PROMPT = "query";

  /// What a searcher is told when a reading had to do without the model.
  public static final Interpretation.Note FELL_BACK =
      new Interpretation.Note(
          "parserFellBack", "the language model did not read it; read by rules");

  /// A longer text retells a plot, of which there is nothing to take apart.
  private static final int MAX_QUERY = 1_000;

  private static final int WAITING = 16;
  private static final int FAILURES = 3;
  private static final Duration REST = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Logger LOG = LoggerFactory.getLogger(LlmParser.class);

  private final Chat chat;
  private final Instructions how;
  private final Duration timeout;
  private final InstantSource clock;
  private final Cache<String, JsonNode> replies;
  private final ConcurrentMap<String, CompletableFuture<JsonNode>> onTheirWay =
      new ConcurrentHashMap<>();
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore slots = new Semaphore(WAITING);
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong restUntil = new AtomicLong(System.nanoTime());

  /// @param chat the caller's; best without retries, for which there is no time
  /// @param how the prompt [#PROMPT]
  /// @param clock tells the model what day it is
  public LlmParser(Chat chat, Instructions how, ParserOptions options, InstantSource clock) {
    this.chat = chat;
    this.how = how;
    this.timeout = options.timeout();
    this.clock = clock;
    replies =
        Caffeine.newBuilder().maximumSize(options.cacheEntries()).expireAfterWrite(KEPT).build();
  }

  /// Reads a request; empty when the grammar is to read it.
  ///
  /// @param filter what the caller demands besides; comes first in the filter of the result
  /// @param index what names are looked up in
  public Optional<Interpretation> read(String query, Filter filter, TitleSearcher index) {
    String text = query.strip();
    if (text.isEmpty() || text.length() > MAX_QUERY) return Optional.empty();
    try {
      JsonNode said = replies.getIfPresent(text);
      if (said == null) {
        if (restUntil.get() - System.nanoTime() > 0) return Optional.empty();
        said = asked(text).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      }
      return Optional.of(ModelReading.of(said, text, filter, index));
    } catch (TimeoutException e) {
      failed("no reply within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      failed(e.getCause() == null ? e.toString() : e.getCause().getMessage());
    } catch (InvalidJsonException e) {
      LOG.warn("a query is read by rules: the model's reading of it is wrong: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /// Gives up what is on its way; the chat stays its owner's.
  @Override
  public void close() {
    asking.shutdownNow();
  }

  /// The reply to a text, which many may wait for.
  private CompletableFuture<JsonNode> asked(String text) {
    CompletableFuture<JsonNode> mine = new CompletableFuture<>();
    CompletableFuture<JsonNode> other = onTheirWay.putIfAbsent(text, mine);
    if (other != null) return other;
    try {
      var _ = asking.submit(() -> answer(text, mine));
    } catch (RejectedExecutionException e) {
      onTheirWay.remove(text);
      mine.completeExceptionally(new IllegalStateException("the parser is closed", e));
    }
    return mine;
  }

  private void answer(String text, CompletableFuture<JsonNode> waiting) {
    try {
      JsonNode reply = ask(text);
      replies.put(text, reply);
      waiting.complete(reply);
    } catch (RuntimeException e) {
      waiting.completeExceptionally(e);
    } finally {
      onTheirWay.remove(text);
    }
  }

  private JsonNode ask(String text) {
    if (!slots.tryAcquire())
      throw new IllegalStateException(WAITING + " queries wait for the model already");
    try {
      String today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
      String said = Json.write(Json.object().put("query", text));
      JsonNode reply = Json.parse(chat.ask(Question.of(how, how.with("today", today), said)));
      Faults faults = new Faults();
      how.schema().check(reply, faults);
      faults.throwIfAny();
      failures.set(0);
      return reply;
    } catch (InvalidJsonException e) {
      throw new IllegalStateException(
          "the model's reply is not of the schema: " + e.getMessage(), e);
    } catch (LlmException e) {
      if (e.kind() == LlmException.Kind.BUDGET || e.kind() == LlmException.Kind.REFUSED)
        failures.set(FAILURES);
      throw e;
    } finally {
      slots.release();
    }
  }

  private void failed(@Nullable String why) {
    LOG.warn("a query is read by rules: {}", why);
    if (failures.incrementAndGet() < FAILURES) return;
    failures.set(0);
    restUntil.set(System.nanoTime() + REST.toNanos());
    LOG.warn("the model that reads queries is left alone for {} s", REST.toSeconds());
  }
}

package dev.kindred.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.Source;
import dev.kindred.catalogue.ContentProfile.SourceKind;
import dev.kindred.catalogue.StoreFullException;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.enrichment.LlmProfiler;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.json.Json;
import dev.kindred.llm.Budget;
import dev.kindred.llm.Chat;
import dev.kindred.llm.Instructions;
import dev.kindred.llm.LlmOptions;
import dev.kindred.testing.LlmServer;
import dev.kindred.testing.LlmServer.Answer;
import dev.kindred.testing.MemoryTitleStore;
import dev.kindred.testing.Titles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs against a provider at the wire.
@Timeout(60)
final class EnrichmentTest {
  private static final Answer GOOD = new Answer.Says(LlmServer.profile("A story that listens."));
  private static final Answer BAD = new Answer.Says("no");
  private static final Instructions HOW =
      Instructions.read(Path.of("embeddings/prompts"), LlmProfiler.PROMPT);

  @TempDir private Path folder;
  private final MemoryTitleStore store = new MemoryTitleStore();
  private volatile Function<String, Answer> model = title -> GOOD;
  private final LlmServer server = new LlmServer(request -> model.apply(name(request)));
  private LlmOptions llm =
      LlmOptions.DEFAULT
          .withModel(LlmOptions.Provider.OPEN_AI_COMPATIBLE, "tiny", server.url(), null)
          .withRetries(0);
  private Path failures = Path.of("");

  /// The title that a request is about, also when the request sends faults back.
  private static String name(com.fasterxml.jackson.databind.JsonNode request) {
    return Json.parse(request.at("/messages/1/content").asText()).path("name").asText();
  }

  @BeforeEach
  void nameTheFailures() {
    failures = folder.resolve("failures.jsonl");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theEstimateIsRightToTheCall() {
    put(20);
    EnrichPlan plan = plan(EnrichOptions.DEFAULT);
    assertThat(server.requests()).isEmpty();
    assertThat(plan.calls()).isEqualTo(20);

    EnrichReport report = run(EnrichOptions.DEFAULT);
    assertThat(report.written()).isEqualTo(20);
    assertThat(report.spent().calls()).isEqualTo(plan.calls());
    assertThat(server.requests()).hasSize(plan.calls());
    long characters = server.requests().stream().mapToLong(r -> Json.write(r).length()).sum();
    assertThat((double) plan.inputTokens())
        .isBetween(characters / 4.0 * 0.85, characters / 4.0 * 1.15);
    assertThat(report.stopped()).isNull();

    EnrichPlan again = plan(EnrichOptions.DEFAULT);
    assertThat(again.calls()).isZero();
    assertThat(again.upToDate()).isEqualTo(20);
  }

  @Test
  void asksOnlyAboutTitlesWithoutAProfileOfTheirPresentFacts() {
    put(3);
    run(EnrichOptions.DEFAULT);
    ContentProfile byHand = Titles.aProfile().build();
    store.write(List.of(new TitleWrite.SetProfile(new TitleId("t1"), byHand, null))).join();
    Title changed =
        Title.builder(new TitleId("t2"), Title.Kind.MOVIE, "Title 2").tagline("New").build();
    store.write(List.of(new TitleWrite.Put(changed, null, "api", null))).join();
    ContentProfile bundled =
        new ContentProfile(
            "p",
            null,
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            ContentProfile.Setting.UNKNOWN,
            null,
            List.of(),
            new Source(SourceKind.LLM, null, null, null));
    Title fourth = Title.builder(new TitleId("t4"), Title.Kind.MOVIE, "Title 4").build();
    store.write(List.of(new TitleWrite.Put(fourth, bundled, "sample", null))).join();

    EnrichPlan plan = plan(EnrichOptions.DEFAULT);
    assertThat(plan.waiting()).extracting(w -> w.id().value()).containsExactly("t2");
    assertThat(plan.byPeople()).isEqualTo(1);
    assertThat(plan.upToDate()).isEqualTo(2);
    assertThat(run(EnrichOptions.DEFAULT).written()).isEqualTo(1);
    assertThat(stored("t1").source().kind()).isEqualTo(SourceKind.HUMAN);
  }

  @Test
  void theBestKnownComeFirst() {
    for (int votes : new int[] {5, 900, 30}) {
      Title title =
          Title.builder(new TitleId("v" + votes), Title.Kind.MOVIE, "V" + votes)
              .rating(new Title.Rating(7, votes))
              .build();
      store.write(List.of(new TitleWrite.Put(title, null, "api", null))).join();
    }
    assertThat(plan(EnrichOptions.DEFAULT.withLimit(2)).waiting())
        .extracting(w -> w.id().value())
        .containsExactly("v900", "v30");
  }

  @Test
  void whatIsRefusedIsSkippedUntilItIsAskedForAgain() throws IOException {
    put(3);
    model = title -> title.equals("Title 2") ? BAD : GOOD;
    EnrichReport report = run(EnrichOptions.DEFAULT);
    assertThat(report.written()).isEqualTo(2);
    assertThat(report.refused()).isEqualTo(1);
    assertThat(report.spent().calls()).isEqualTo(4);
    assertThat(Files.readString(failures))
        .contains("\"id\":\"t2\"", "\"cause\":\"reply\"", "\"attempts\":1", "Unrecognized token");

    // what a crash left of a line costs nothing
    Files.writeString(failures, "{\"id\": \"t1\", \"pro", StandardOpenOption.APPEND);
    assertThat(plan(EnrichOptions.DEFAULT).calls()).isZero();
    assertThat(plan(EnrichOptions.DEFAULT).skipped()).isEqualTo(1);
    EnrichOptions retry = EnrichOptions.DEFAULT.withFailed(EnrichOptions.Failed.RETRY);
    assertThat(run(retry).refused()).isEqualTo(1);
    assertThat(Files.readString(failures)).contains("\"attempts\":2").hasLineCount(1);

    model = title -> GOOD;
    assertThat(run(retry).written()).isEqualTo(1);
    assertThat(failures).doesNotExist();
  }

  @Test
  void aProviderThatIsDownEndsTheRunAndIsTriedAgain() throws IOException {
    put(30);
    model = title -> new Answer.Status(500, "down", Map.of());
    EnrichReport report = run(EnrichOptions.DEFAULT.withConcurrency(1).withStopAfter(3));
    assertThat(report.failed()).isBetween(3L, 4L);
    assertThat(report.stopped())
        .startsWith("3 titles failed in a row, the last: model tiny: status 500");
    assertThat(Files.readString(failures)).contains("\"cause\":\"provider\"");
    model = title -> GOOD;
    assertThat(plan(EnrichOptions.DEFAULT).calls()).isEqualTo(30);
    assertThat(run(EnrichOptions.DEFAULT).written()).isEqualTo(30);
    assertThat(failures).doesNotExist();
  }

  @Test
  void aWrongKeyEndsTheRunAtOnce() {
    put(30);
    model = title -> new Answer.Status(401, "who are you", Map.of());
    EnrichReport report = run(EnrichOptions.DEFAULT.withConcurrency(1));
    assertThat(report.stopped()).contains("status 401");
    assertThat(server.requests().size()).isLessThanOrEqualTo(2);
    assertThat(failures).doesNotExist();
  }

  @Test
  void aSpentBudgetEndsTheRun() {
    put(9);
    llm = llm.withBudget(new Budget.Limits(4, 0, Duration.ofHours(1)));
    EnrichReport report = run(EnrichOptions.DEFAULT);
    assertThat(report.stopped()).isEqualTo("the budget of 4 calls is spent");
    assertThat(report.written()).isEqualTo(4);
    assertThat(server.requests()).hasSize(4);
  }

  /// Every profile that was answered is stored, and only the rest is asked for again.
  @Test
  void aRunThatIsKilledGoesOnWhereItWas() throws Exception {
    put(40);
    model = title -> new Answer.Late(LlmServer.profile("A story of two."), Duration.ofMillis(20));
    FutureTask<EnrichReport> first = new FutureTask<>(() -> run(EnrichOptions.DEFAULT));
    Thread thread = Thread.ofPlatform().start(first);
    while (store.lastSeq() < 40 + 10) Thread.sleep(1);
    thread.interrupt();
    EnrichReport report = first.get(20, TimeUnit.SECONDS);
    assertThat(report.stopped()).isEqualTo("interrupted");
    assertThat(report.written()).isBetween(10L, 39L);
    long written = store.lastSeq() - 40;
    assertThat(written).isEqualTo(report.written());

    EnrichPlan rest = plan(EnrichOptions.DEFAULT);
    assertThat(rest.calls()).isEqualTo(40 - (int) written);
    assertThat(run(EnrichOptions.DEFAULT).written()).isEqualTo(rest.calls());
    assertThat(store.lastSeq()).isEqualTo(80);
    assertThat(failures).doesNotExist();
  }

  @Test
  void aTitleThatChangesMeanwhileKeepsItsChange() {
    put(1);
    Title changed =
        Title.builder(new TitleId("t1"), Title.Kind.MOVIE, "Title 1").tagline("New").build();
    model =
        title -> {
          store.write(List.of(new TitleWrite.Put(changed, null, "api", null))).join();
          return GOOD;
        };
    EnrichReport report = run(EnrichOptions.DEFAULT);
    assertThat(report.changed()).isEqualTo(1);
    assertThat(report.written()).isZero();
    assertThat(plan(EnrichOptions.DEFAULT).calls()).isEqualTo(1);
  }

  @Test
  void aFullDiskComesOutAsSuch() {
    put(3);
    store.failWrites(new StoreFullException("the disk is full", new IOException()));
    assertThatThrownBy(() -> run(EnrichOptions.DEFAULT)).isInstanceOf(StoreFullException.class);
  }

  private EnrichPlan plan(EnrichOptions options) {
    try (Chat chat = new Chat(llm, new Budget(llm.budget()))) {
      return enrichment(chat).plan(options, Progress.SILENT);
    }
  }

  private EnrichReport run(EnrichOptions options) {
    try (Chat chat = new Chat(llm, new Budget(llm.budget()))) {
      Enrichment enrichment = enrichment(chat);
      EnrichPlan plan = enrichment.plan(options, Progress.SILENT);
      return enrichment.run(plan, options, Progress.SILENT);
    }
  }

  private Enrichment enrichment(Chat chat) {
    return new Enrichment(
        store,
        new TitleWriter(store, () -> {}),
        chat,
        HOW,
        "en",
        failures,
        () -> Instant.parse("2026-11-26T12:00:00Z"));
  }

  private void put(int n) {
    for (int i = 1; i <= n; i++) {
      Title title = Title.builder(new TitleId("t" + i), Title.Kind.MOVIE, "Title " + i).build();
      store.write(List.of(new TitleWrite.Put(title, null, "api", null))).join();
    }
  }

  private ContentProfile stored(String id) {
    StoredTitle title = store.find(new TitleId(id)).orElseThrow();
    ContentProfile profile = title.profile();
    if (profile == null) throw new AssertionError(id + " has no profile");
    return profile;
  }
}

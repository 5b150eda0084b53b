package dev.kindred.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import dev.kindred.json.JsonSchema;
import dev.kindred.llm.LlmException.Kind;
import dev.kindred.testing.LlmServer;
import dev.kindred.testing.LlmServer.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Providers at the wire, faults included, by a clock of the test's own.
@Timeout(60)
final class ChatTest {
  private static final String KEY = "sk-very-secret";
  private static final Answer YES = new Answer.Says("{\"a\": 1}");
  private static final JsonSchema SCHEMA =
      JsonSchema.of(
          Json.parse("{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"integer\"}}}"));

  /// Moves on only when somebody sleeps.
  private static final class Steps implements Time {
    private final List<Duration> slept = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanos() {
      return now;
    }

    @Override
    public synchronized void sleep(Duration time) {
      slept.add(time);
      now += time.toNanos();
    }
  }

  private final Steps time = new Steps();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final LlmServer server = new LlmServer(request -> next());

  private synchronized Answer next() {
    return answers.isEmpty() ? YES : answers.remove();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(LlmOptions.Provider.class)
  void speaksToEveryProvider(LlmOptions.Provider provider) {
    try (Chat chat = chat(options(provider))) {
      assertThat(chat.ask(question())).isEqualTo("{\"a\": 1}");
      assertThat(chat.spent()).isEqualTo(new Budget.Spent(1, 100, 50));
    }
    JsonNode request = server.requests().getFirst();
    assertThat(request.path("model").asText()).isEqualTo("tiny");
    assertThat(LlmServer.said(request)).isEqualTo("ask");
    assertThat(server.keys().getFirst()).endsWith(KEY);
    String all = Json.write(request);
    switch (provider) {
      case OPEN_AI_COMPATIBLE ->
          assertThat(request.at("/response_format/json_schema/schema/properties/a/type").asText())
              .isEqualTo("integer");
      case OLLAMA ->
          assertThat(request.at("/format/properties/a/type").asText()).isEqualTo("integer");
      case ANTHROPIC -> assertThat(all).contains("must follow this JSON schema");
    }
  }

  @Test
  void aProviderThatRefusesSchemasIsToldInWords() {
    answers.add(
        new Answer.Status(400, "{\"error\": \"response_format is not supported\"}", Map.of()));
    try (Chat chat = chat(options(LlmOptions.Provider.OPEN_AI_COMPATIBLE))) {
      assertThat(chat.ask(question())).contains("1");
      assertThat(chat.ask(question())).contains("1");
    }
    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().get(0).has("response_format")).isTrue();
    for (JsonNode told : server.requests().subList(1, 3)) {
      assertThat(told.has("response_format")).isFalse();
      assertThat(told.at("/messages/0/content").asText()).contains(SCHEMA.text());
    }
  }

  @Test
  void waitsAsLongAsTheProviderAsks() {
    answers.add(new Answer.Status(429, "slow down", Map.of("Retry-After", "7")));
    try (Chat chat = chat(options(LlmOptions.Provider.OPEN_AI_COMPATIBLE))) {
      assertThat(chat.ask(question())).contains("1");
      assertThat(chat.spent().calls()).isEqualTo(2);
    }
    assertThat(time.now)
        .isBetween(Duration.ofSeconds(7).toNanos(), Duration.ofSeconds(9).toNanos());
  }

  @Test
  void doublesItsWaitsAndGivesUpAfterTheLastRetry() {
    for (int i = 0; i < 9; i++) answers.add(new Answer.Status(503, "overloaded", Map.of()));
    try (Chat chat = chat(options(LlmOptions.Provider.OPEN_AI_COMPATIBLE).withRetries(3))) {
      assertThat(failure(chat).kind()).isEqualTo(Kind.BUSY);
    }
    assertThat(server.requests()).hasSize(4);
    assertThat(time.slept).hasSize(3);
    for (int i = 0; i < 3; i++)
      assertThat(time.slept.get(i))
          .isBetween(Duration.ofMillis(500L << i), Duration.ofMillis(1_000L << i));
  }

  @Test
  void doesNotWaitForAProviderThatIsAwayForHours() {
    answers.add(new Answer.Status(429, "tomorrow", Map.of("Retry-After", "86400")));
    try (Chat chat = chat(options(LlmOptions.Provider.OPEN_AI_COMPATIBLE))) {
      assertThat(failure(chat)).hasMessageContaining("tomorrow");
    }
    assertThat(time.slept).isEmpty();
  }

  @Test
  void aCutAnswerIsAskedForAgain() {
    answers.add(new Answer.Cut("{\"a\": 1}"));
    answers.add(new Answer.Status(200, "{\"choices\": [{\"mess", Map.of()));
    answers.add(new Answer.Says(" "));
    try (Chat chat = chat(options(LlmOptions.Provider.OPEN_AI_COMPATIBLE))) {
      assertThat(chat.ask(question())).isEqualTo("{\"a\": 1}");
    }
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void aProviderThatHangsOrIsSlowTimesOut() {
    answers.add(new Answer.Hangs());
    answers.add(new Answer.Late("{}", Duration.ofSeconds(30)));
    LlmOptions options =
        options(LlmOptions.Provider.OPEN_AI_COMPATIBLE).withTimeout(Duration.ofMillis(300));
    try (Chat chat = chat(options.withRetries(1))) {
      LlmException failure = failure(chat);
      assertThat(failure.kind()).isEqualTo(Kind.BUSY);
      assertThat(failure).hasMessage("model tiny: no answer within 300 ms");
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void anAnswerOfTenMegabytesIsNotRead() {
    answers.add(new Answer.Says("x".repeat(10 << 20)));
    try (Chat chat = chat(options(LlmOptions.Provider.OPEN_AI_COMPATIBLE))) {
      LlmException failure = failure(chat);
      assertThat(failure.kind()).isEqualTo(Kind.TOO_LONG);
      assertThat(failure).hasMessageContaining("longer than " + (1 << 20) + " bytes");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aRefusalIsFinalAndNeverRepeatsTheKey() {
    answers.add(new Answer.Status(401, "{\"error\": \"bad key " + KEY + "\"}", Map.of()));
    answers.add(new Answer.Status(422, "no\nthanks" + "!".repeat(5_000), Map.of()));
    try (Chat chat = chat(options(LlmOptions.Provider.OPEN_AI_COMPATIBLE))) {
      LlmException refused = failure(chat);
      assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
      assertThat(refused)
          .hasMessageContaining("status 401")
          .hasMessageNotContaining(KEY)
          .hasNoCause();
      LlmException declined = failure(chat);
      assertThat(declined.kind()).isEqualTo(Kind.DECLINED);
      assertThat(declined.getMessage()).contains("no thanks").hasSizeLessThan(400);
    }
    assertThat(options(LlmOptions.Provider.OLLAMA).toString()).doesNotContain(KEY);
  }

  @Test
  void stopsWhenTheBudgetIsSpent() {
    LlmOptions options = options(LlmOptions.Provider.OPEN_AI_COMPATIBLE);
    Budget calls = new Budget(new Budget.Limits(2, 0, Duration.ofHours(1)), time);
    try (Chat chat = new Chat(options, calls, time, new Random(1))) {
      chat.ask(question());
      chat.ask(question());
      assertThat(failure(chat)).hasMessage("the budget of 2 calls is spent");
      time.sleep(Duration.ofHours(1));
      assertThat(chat.ask(question())).contains("1");
    }
    Budget tokens = new Budget(new Budget.Limits(0, 160, Duration.ofHours(1)), time);
    try (Chat chat = new Chat(options, tokens, time, new Random(1))) {
      chat.ask(question());
      assertThat(failure(chat).kind()).isEqualTo(Kind.BUDGET);
    }
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void neverSendsMoreThanItsRateInAnyMinute() {
    try (Chat chat = chat(options(LlmOptions.Provider.OPEN_AI_COMPATIBLE).withRates(3, 0))) {
      for (int i = 0; i < 7; i++) chat.ask(question());
    }
    assertThat(time.now).isEqualTo(Duration.ofMinutes(2).toNanos());
    try (Chat chat = chat(options(LlmOptions.Provider.OPEN_AI_COMPATIBLE).withRates(0, 400))) {
      for (int i = 0; i < 4; i++) chat.ask(question()); // 150 tokens each, as the provider counts
    }
    assertThat(time.now).isEqualTo(Duration.ofMinutes(3).toNanos());
  }

  @Test
  void asksNoMoreAtATimeThanItMay() throws Exception {
    for (int i = 0; i < 12; i++) answers.add(new Answer.Late("{}", Duration.ofMillis(30)));
    try (Chat chat = chat(options(LlmOptions.Provider.OPEN_AI_COMPATIBLE).withConcurrency(3));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        var _ = threads.submit(() -> chat.ask(question()));
      }
    }
    assertThat(server.requests()).hasSize(12);
    assertThat(server.mostAtOnce()).isEqualTo(3);
  }

  @Test
  void anInterruptionEndsACall() throws Exception {
    answers.add(new Answer.Hangs());
    try (Chat chat = chat(options(LlmOptions.Provider.OPEN_AI_COMPATIBLE))) {
      List<Kind> kinds = new ArrayList<>();
      Thread asking = Thread.ofPlatform().start(() -> kinds.add(failure(chat).kind()));
      while (server.requests().isEmpty()) Thread.onSpinWait();
      asking.interrupt();
      asking.join();
      assertThat(kinds).containsExactly(Kind.STOPPED);
    }
  }

  @Test
  void withoutAModelThereIsNobodyToAsk() {
    assertThatThrownBy(() -> new Chat(LlmOptions.DEFAULT, new Budget(Budget.Limits.NONE)))
        .hasMessage("no language model is named");
  }

  private Chat chat(LlmOptions options) {
    return new Chat(options, new Budget(options.budget(), time), time, new Random(1));
  }

  private LlmOptions options(LlmOptions.Provider provider) {
    return LlmOptions.DEFAULT
        .withModel(provider, "tiny", server.url(), KEY)
        .withTimeout(Duration.ofSeconds(20));
  }

  private static Question question() {
    return new Question("do", List.of("ask"), "test", SCHEMA);
  }

  private static LlmException failure(Chat chat) {
    LlmException failure = catchThrowableOfType(LlmException.class, () -> chat.ask(question()));
    assertThat(failure).isNotNull();
    return failure;
  }
}

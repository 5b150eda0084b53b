package dev.kindred.llm;

import dev.kindred.llm.LlmException.Kind;
import dev.kindred.llm.LlmOptions.Output;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Asks a language model, within the limits of its options: so many questions at a time, so many
/// requests and tokens a minute, so much in all. What passes by itself (429, 5xx, time-outs, cut
/// answers) is tried again after a wait that doubles, from half of it to all of it by chance, or
/// after what the provider asks for. Blocking, interruptible, thread-safe.
public final class Chat implements AutoCloseable {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /// A provider that wants to be left alone for longer than this is taken to be away.
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private static final int MAX_MESSAGE = 300;

  /// What some models put around JSON whatever they are told.
  private static final Pattern FENCE =
      Pattern.compile("(?s)\\s*```(?:json)?\\s*(\\{.*})\\s*```\\s*");

  /// Words by which a provider says that it cannot hold a model to a schema.
  private static final List<String> ABOUT_SCHEMAS =
      List.of("response_format", "json_schema", "schema", "structured output", "\"format\"");

  private final LlmOptions options;
  private final Budget budget;
  private final Time time;
  private final RandomGenerator random;
  private final Wire wire;
  private final ChatModel model;
  private final Semaphore slots;
  private final Pace pace;
  private volatile boolean instructed;

  /// Prepares to ask; nothing is sent yet.
  ///
  /// @throws IllegalArgumentException when the options name no model
  public Chat(LlmOptions options, Budget budget) {
    this(options, budget, Time.SYSTEM, RandomGenerator.getDefault());
  }

  Chat(LlmOptions options, Budget budget, Time time, RandomGenerator random) {
    if (!options.configured()) throw new IllegalArgumentException("no language model is named");
    this.options = options;
    this.budget = budget;
    this.time = time;
    this.random = random;
    this.wire = new Wire(options.timeout());
    this.model = model(options, wire);
    this.slots = new Semaphore(options.concurrency(), true);
    this.pace = new Pace(options.requestsPerMinute(), options.tokensPerMinute(), time);
    this.instructed =
        options.output() == Output.INSTRUCTED
            || (options.output() == Output.AUTO
                && options.provider() == LlmOptions.Provider.ANTHROPIC);
  }

  /// The name of the model.
  public String model() {
    return options.model();
  }

  /// What was spent, by all that share the budget.
  public Budget.Spent spent() {
    return budget.spent();
  }

  /// The reply to a question, as the model wrote it: meant to be JSON of the schema, and to be
  /// checked.
  ///
  /// @throws LlmException when there is none; [Kind#BUSY] and [Kind#GARBLED] after all retries
  public String ask(Question question) {
    for (int attempt = 0; ; attempt++) {
      try {
        return once(question);
      } catch (LlmException e) {
        if (!e.passes() || attempt >= options.retries()) throw e;
        Duration asked = e.retryAfter();
        if (asked != null && asked.compareTo(LONGEST_PAUSE) > 0) throw e;
        if (asked != null) pace.pause(asked);
        sleep(asked == null ? backOff(attempt) : asked.plus(jitter(FIRST_WAIT)));
      }
    }
  }

  /// Gives up what is on its way.
  @Override
  public void close() {
    wire.close();
  }

  private String once(Question question) {
    int estimate = question.tokens();
    boolean told = instructed;
    Pace.Sent sent;
    try {
      slots.acquire();
    } catch (InterruptedException e) {
      throw stopped(e);
    }
    try {
      sent = pace.await(estimate);
      budget.take(estimate);
      ChatResponse response = model.chat(request(question, told));
      settle(response, sent, estimate);
      return text(response);
    } catch (InterruptedException e) {
      throw stopped(e);
    } catch (RuntimeException e) {
      LlmException failure = failure(e);
      if (told || options.output() != Output.AUTO || !refusesSchemas(failure)) throw failure;
      instructed = true; // and asked again, in words this time
    } finally {
      slots.release();
    }
    return once(question);
  }

  private void settle(ChatResponse response, Pace.Sent sent, int estimate) {
    TokenUsage usage = response.tokenUsage();
    String text = response.aiMessage().text();
    int input = count(usage == null ? null : usage.inputTokenCount(), estimate);
    int output =
        count(
            usage == null ? null : usage.outputTokenCount(),
            text == null ? 0 : Question.tokens(text));
    budget.settle(estimate, input, output);
    pace.settle(sent, input + output);
  }

  private static int count(@Nullable Integer counted, int estimate) {
    return counted == null || counted <= 0 ? estimate : counted;
  }

  private static String text(ChatResponse response) {
    String text = response.aiMessage().text();
    if (text == null || text.isBlank()) throw new LlmException(Kind.GARBLED, "an empty reply");
    Matcher fenced = FENCE.matcher(text);
    return fenced.matches() ? fenced.group(1) : text;
  }

  private ChatRequest request(Question question, boolean told) {
    List<ChatMessage> messages = new ArrayList<>();
    String instructions = question.instructions();
    if (told)
      instructions +=
          "\n\nAnswer with one JSON object and nothing else: no Markdown, no words around it. It must follow this JSON schema:\n"
              + question.schema().text();
    messages.add(SystemMessage.from(instructions));
    for (int i = 0; i < question.turns().size(); i++) {
      String turn = question.turns().get(i);
      messages.add(i % 2 == 0 ? UserMessage.from(turn) : AiMessage.from(turn));
    }
    ChatRequest.Builder request = ChatRequest.builder().messages(messages);
    if (!told)
      request.responseFormat(
          ResponseFormat.builder()
              .type(ResponseFormatType.JSON)
              .jsonSchema(
                  JsonSchema.builder()
                      .name(question.name())
                      .rootElement(JsonRawSchema.from(question.schema().text()))
                      .build())
              .build());
    return request.build();
  }

  private static boolean refusesSchemas(LlmException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return failure.kind() == Kind.DECLINED && ABOUT_SCHEMAS.stream().anyMatch(message::contains);
  }

  /// Ours is somewhere in the chain; anything else is an answer that LangChain4j could not read.
  private LlmException failure(RuntimeException cause) {
    for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof LlmException ours)
        return new LlmException(ours.kind(), said(ours), ours.retryAfter(), null);
      if (at instanceof ContentFilteredException)
        return new LlmException(Kind.DECLINED, "the provider filtered it: " + said(at));
    }
    return new LlmException(Kind.GARBLED, "not an answer of this protocol: " + said(cause));
  }

  /// A line of what the provider said, without the key, which it may have quoted.
  private String said(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.startsWith(name())) return message;
    String key = options.apiKey();
    if (key != null) message = message.replace(key, "(the key)");
    message = message.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (message.length() > MAX_MESSAGE) message = message.substring(0, MAX_MESSAGE - 1) + "…";
    return message.startsWith("the budget of") ? message : name() + ": " + message;
  }

  private String name() {
    return "model " + options.model();
  }

  private Duration backOff(int attempt) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt, 16));
    if (wait.compareTo(LONGEST_WAIT) > 0) wait = LONGEST_WAIT;
    return wait.dividedBy(2).plus(jitter(wait.dividedBy(2)));
  }

  private Duration jitter(Duration most) {
    return Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
  }

  private void sleep(Duration wait) {
    try {
      time.sleep(wait);
    } catch (InterruptedException e) {
      throw stopped(e);
    }
  }

  private static LlmException stopped(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new LlmException(Kind.STOPPED, "interrupted", null, cause);
  }

  private static ChatModel model(LlmOptions options, Wire wire) {
    return switch (options.provider()) {
      case OPEN_AI_COMPATIBLE -> Providers.openAi(options, wire);
      case OLLAMA -> Providers.ollama(options, wire);
      case ANTHROPIC -> Providers.anthropic(options, wire);
    };
  }
}

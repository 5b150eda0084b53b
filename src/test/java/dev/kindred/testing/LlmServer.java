package dev.kindred.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kindred.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A language model's provider on loopback that speaks OpenAI's, Ollama's and Anthropic's
/// protocols, and answers what a test tells it to, faults included.
public final class LlmServer implements AutoCloseable {
  /// What comes over the wire.
  public sealed interface Answer {
    /// A reply of the model.
    record Says(String text) implements Answer {}

    /// The same, late.
    record Late(String text, Duration after) implements Answer {}

    /// A status with a body of the provider's.
    record Status(int code, String body, Map<String, String> headers) implements Answer {}

    /// Half of an answer, then the connection ends.
    record Cut(String text) implements Answer {}

    /// Headers, and never a body.
    record Hangs() implements Answer {}
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Function<JsonNode, Answer> model;
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  /// @param model told each request's body; called by many threads
  public LlmServer(Function<JsonNode, Answer> model) {
    this(0, model);
  }

  private LlmServer(int port, Function<JsonNode, Answer> model) {
    this.model = model;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /// The bodies of all requests.
  public List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  /// The keys that were sent.
  public List<String> keys() {
    return List.copyOf(keys);
  }

  /// Most requests that were answered at one time.
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  /// The last thing said to the model.
  public static String said(JsonNode request) {
    JsonNode messages = request.path("messages");
    JsonNode content = messages.get(messages.size() - 1).path("content");
    return content.isTextual() ? content.asText() : content.path(0).path("text").asText();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      JsonNode request = Json.parse(exchange.getRequestBody().readAllBytes());
      requests.add(request);
      String bearer = exchange.getRequestHeaders().getFirst("Authorization");
      String key = exchange.getRequestHeaders().getFirst("x-api-key");
      keys.add(String.valueOf(bearer == null ? key : bearer));
      String path = exchange.getRequestURI().getPath();
      Answer answer = model.apply(request);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      switch (answer) {
        case Answer.Says(String text) -> send(exchange, 200, body(path, text));
        case Answer.Late(String text, Duration after) -> {
          if (!closed.await(after.toMillis(), TimeUnit.MILLISECONDS))
            send(exchange, 200, body(path, text));
        }
        case Answer.Status(int code, String body, Map<String, String> headers) -> {
          headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
          send(exchange, code, body);
        }
        case Answer.Cut(String text) -> {
          byte[] whole = body(path, text).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, whole.length);
          exchange.getResponseBody().write(whole, 0, whole.length / 2);
          exchange.getResponseBody().flush();
        }
        case Answer.Hangs() -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          closed.await();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      atOnce.decrementAndGet();
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String body(String path, String text) {
    var out = Json.object().put("model", "stand-in");
    if (path.endsWith("/messages")) {
      out.put("id", "m")
          .put("type", "message")
          .put("role", "assistant")
          .put("stop_reason", "end_turn");
      out.putArray("content").addObject().put("type", "text").put("text", text);
      out.putObject("usage").put("input_tokens", 100).put("output_tokens", 50);
    } else if (path.endsWith("/api/chat")) {
      out.put("done", true)
          .put("done_reason", "stop")
          .put("prompt_eval_count", 100)
          .put("eval_count", 50);
      out.putObject("message").put("role", "assistant").put("content", text);
    } else {
      out.put("id", "m").put("object", "chat.completion");
      var choice = out.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
      choice.putObject("message").put("role", "assistant").put("content", text);
      out.putObject("usage")
          .put("prompt_tokens", 100)
          .put("completion_tokens", 50)
          .put("total_tokens", 150);
    }
    return Json.write(out);
  }

  /// A profile that says nothing but what any title bears.
  public static String profile(String pitch) {
    return """
    {"pitch": "%s", "story": "What it is about turns on people who want something and on the price of it.",
     "themes": ["trust", "loss"], "moods": ["tense", "tender"], "tone": "quiet and wry", "pace": "measured",
     "style": ["patient camera", "dry dialogue"], "setting": {"place": null, "era": null},
     "audience": "patient viewers", "watchWhen": ["a quiet evening"]}
    """
        .formatted(pitch);
  }

  /// Serves by hand, for trying commands: `PORT [MILLISECONDS]`; every profile is the same.
  public static void main(String[] arguments) throws InterruptedException {
    Duration pause = Duration.ofMillis(arguments.length > 1 ? Long.parseLong(arguments[1]) : 0);
    try (LlmServer server =
        new LlmServer(
            Integer.parseInt(arguments[0]),
            request -> new Answer.Late(profile("A story for those who like to listen."), pause))) {
      System.out.println(server.url());
      new CountDownLatch(1).await();
    }
  }
}

package dev.kindred.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kindred.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The remote providers at the wire, over loopback.
final class RemoteEmbedderTest {
  private static final String KEY = "sk-very-secret";

  private record Answer(int status, String body) {}

  private final Queue<Answer> answers = new ArrayDeque<>();
  private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
  private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void speaksToAnOpenAiCompatibleServer() {
    answers.add(new Answer(200, openAi("[3.0, 4.0]", "[0.0, -2.0]")));
    try (Embedder embedder = open(EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE, 2)) {
      var vectors = embedder.embedAll(List.of("one", " ", "two"));
      assertThat(vectors.get(0).orElseThrow())
          .containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
      assertThat(vectors.get(1)).isEmpty();
      assertThat(vectors.get(2).orElseThrow()).containsExactly(0f, -1f);
      assertThat(embedder.cached(List.of("two")).getFirst()).isPresent();
    }
    JsonNode request = requests.remove();
    assertThat(request.get("model").asText()).isEqualTo("tiny");
    assertThat(request.get("input")).extracting(JsonNode::asText).containsExactly("one", "two");
    assertThat(authorizations).containsExactly("Bearer " + KEY);
  }

  @Test
  void speaksToOllama() {
    answers.add(new Answer(200, "{\"model\":\"tiny\",\"embeddings\":[[0.0,5.0]]}"));
    try (Embedder embedder = open(EmbeddingOptions.Provider.OLLAMA, null)) {
      assertThat(embedder.embedQuery("one")).containsExactly(0f, 1f);
      assertThat(embedder.dimensions()).isEqualTo(2);
    }
    assertThat(requests).hasSize(1);
  }

  @Test
  void triesAgainWhenTheServerIsBusy() {
    answers.add(new Answer(429, "{\"error\":{\"message\":\"slow down\"}}"));
    answers.add(new Answer(200, openAi("[1.0, 0.0]")));
    try (Embedder embedder = open(EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE, 2)) {
      assertThat(embedder.embedQuery("one")).containsExactly(1f, 0f);
    }
    assertThat(requests).hasSize(2);
  }

  @Test
  void refusesAWrongDimension() {
    answers.add(new Answer(200, openAi("[1.0, 0.0, 0.0]")));
    try (Embedder embedder = open(EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE, 2)) {
      assertThatThrownBy(() -> embedder.embedAll(List.of("one")))
          .isInstanceOf(EmbeddingException.class)
          .hasMessage("embedding model tiny answered 3 dimensions, expected 2");
      assertThat(embedder.cached(List.of("one")).getFirst()).isEmpty();
    }
  }

  @Test
  void refusesAVectorOfZeros() {
    answers.add(new Answer(200, openAi("[0.0, 0.0]")));
    try (Embedder embedder = open(EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE, 2)) {
      assertThatThrownBy(() -> embedder.embedQuery("one"))
          .hasMessage("embedding model tiny answered a vector that is zero or not finite");
    }
  }

  @Test
  void refusesValuesThatAreNoNumbers() {
    answers.add(new Answer(200, openAi("[\"NaN\", 1.0]")));
    try (Embedder embedder = open(EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE, 2)) {
      assertThatThrownBy(() -> embedder.embedQuery("one")).isInstanceOf(EmbeddingException.class);
    }
  }

  @Test
  void refusesTooFewVectors() {
    answers.add(new Answer(200, openAi("[1.0, 0.0]")));
    try (Embedder embedder = open(EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE, 2)) {
      assertThatThrownBy(() -> embedder.embedAll(List.of("one", "two")))
          .isInstanceOf(EmbeddingException.class);
    }
  }

  @Test
  void neverRepeatsTheKey() {
    answers.add(new Answer(401, "{\"error\":{\"message\":\"bad key " + KEY + "\"}}"));
    try (Embedder embedder = open(EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE, 2)) {
      assertThatThrownBy(() -> embedder.embedQuery("one"))
          .hasMessage("embedding model tiny failed, and its answer holds the API key")
          .hasNoCause();
    }
  }

  @Test
  void cutsTextsByCharactersAtAWord() {
    answers.add(new Answer(200, openAi("[1.0, 0.0]")));
    try (Embedder embedder = open(EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE, 2)) {
      embedder.embedAll(List.of("word ".repeat(1_000)));
    }
    assertThat(requests.remove().get("input").get(0).asText())
        .isEqualTo("word ".repeat((4 * 256 + 1) / 5).strip());
  }

  @Test
  void serversOfOneModelNameDoNotShareVectors() {
    try (Embedder here = open(EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE, 2);
        Embedder there =
            Embedder.open(
                options(EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE, 2, "/v2"),
                BundledVectors.NONE,
                id -> new MemoryVectorCache())) {
      assertThat(here.modelId()).matches("tiny-open-ai-compatible-[0-9a-f]{8}-d2-t256");
      assertThat(there.modelId()).isNotEqualTo(here.modelId());
    }
  }

  private Embedder open(EmbeddingOptions.Provider provider, @Nullable Integer dimensions) {
    return Embedder.open(
        options(provider, dimensions, provider == EmbeddingOptions.Provider.OLLAMA ? "" : "/v1"),
        BundledVectors.NONE,
        id -> new MemoryVectorCache());
  }

  private EmbeddingOptions options(
      EmbeddingOptions.Provider provider, @Nullable Integer dimensions, String path) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return EmbeddingOptions.DEFAULT.withRemote(provider, "tiny", url, KEY, dimensions);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(Json.parse(exchange.getRequestBody().readAllBytes()));
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      Answer answer = answers.remove();
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String openAi(String... vectors) {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < vectors.length; i++) {
      data.append(i == 0 ? "" : ",")
          .append(
              "{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":" + vectors[i] + "}");
    }
    return "{\"object\":\"list\",\"model\":\"tiny\",\"data\":["
        + data
        + "],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";
  }
}

package dev.kindred.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kindred.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server that speaks OpenAI's `/embeddings` over loopback, with small deterministic models: each
/// a [HashingEmbedder] of its own length. A model can be down, or held.
public final class EmbeddingServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HashingEmbedder> models = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Set<String> down = ConcurrentHashMap.newKeySet();

  public EmbeddingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/embeddings", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public EmbeddingServer with(String model, int dimensions) {
    models.put(model, new HashingEmbedder(dimensions));
    return this;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /// Refuses requests for a model from now on.
  public void down(String model) {
    down.add(model);
  }

  public void up(String model) {
    down.remove(model);
  }

  /// Lets requests for a model wait.
  public void hold(String model) {
    held.put(model, new CountDownLatch(1));
  }

  public void release(String model) {
    CountDownLatch latch = held.remove(model);
    if (latch != null) latch.countDown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = Json.parse(exchange.getRequestBody().readAllBytes());
      String model = request.get("model").asText();
      CountDownLatch latch = held.get(model);
      if (latch != null) latch.await();
      HashingEmbedder embedder = models.get(model);
      boolean refused = embedder == null || down.contains(model);
      byte[] body =
          Json.writeBytes(
              embedder == null || refused
                  ? Json.object().put("error", "no model " + model)
                  : embedded(request, embedder));
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(refused ? 400 : 200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ObjectNode embedded(JsonNode request, HashingEmbedder embedder) {
    ObjectNode out = Json.object().put("object", "list").put("model", "any");
    ArrayNode data = out.putArray("data");
    JsonNode input = request.get("input");
    for (int i = 0; i < input.size(); i++) {
      ArrayNode vector =
          data.addObject().put("object", "embedding").put("index", i).putArray("embedding");
      for (float value : embedder.apply(input.get(i).asText())) vector.add(value);
    }
    out.putObject("usage").put("prompt_tokens", 1).put("total_tokens", 1);
    return out;
  }

  @Override
  public void close() {
    held.values().forEach(CountDownLatch::countDown);
    server.stop(0);
    threads.shutdownNow();
  }
}

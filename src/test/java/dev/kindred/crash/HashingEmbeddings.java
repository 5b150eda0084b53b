package dev.kindred.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kindred.json.Json;
import dev.kindred.testing.HashingEmbedder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An embedding service that speaks OpenAI's `/embeddings` and computes next to nothing, so that a
/// Kindred that uses it starts without a model.
final class HashingEmbeddings implements AutoCloseable {
  static final int DIMENSIONS = 16;
  private final HashingEmbedder embedder = new HashingEmbedder(DIMENSIONS);
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  HashingEmbeddings() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/embeddings", this::embed);
    server.start();
  }

  /// What goes into the settings as `embedding.baseUrl`.
  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  private void embed(HttpExchange exchange) throws IOException {
    JsonNode request = Json.parse(exchange.getRequestBody().readAllBytes());
    ObjectNode answer = Json.object().put("object", "list").put("model", "hashing");
    ArrayNode data = answer.putArray("data");
    for (JsonNode text : request.get("input")) {
      ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
      ArrayNode vector = one.putArray("embedding");
      for (float value : embedder.apply(text.textValue())) vector.add(value);
    }
    answer.putObject("usage").put("prompt_tokens", 1).put("total_tokens", 1);
    byte[] body = Json.writeBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}

package dev.kindred.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.kindred.json.Json;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The OpenAPI document as JSON, and its reader at `/docs`.
final class SpecRoutes {
  private static final String FOLDER = "dev/kindred/http";
  private final ClassPathFile document;

  SpecRoutes() {
    this.document = new ClassPathFile(Json.writeBytes(read()), "application/json");
  }

  List<Route> routes() {
    return List.of(
        Route.api(
            HandlerType.GET,
            "/openapi.json",
            null,
            ctx -> document.write(ctx, "no-cache", SecurityHeaders.DATA_POLICY)),
        Route.api(HandlerType.GET, "/docs", null, ctx -> page(ctx, "docs.html")),
        Route.page("/docs/docs.js", ctx -> page(ctx, "docs.js")));
  }

  private static void page(Context ctx, String name) {
    ClassPathFile.find(FOLDER, name)
        .orElseThrow(() -> new IllegalStateException(name + " is missing from the class path"))
        .write(ctx, "no-cache", SecurityHeaders.DOCS_POLICY);
  }

  private static JsonNode read() {
    try (InputStream in = SpecRoutes.class.getResourceAsStream("openapi.yaml")) {
      if (in == null)
        throw new IllegalStateException("openapi.yaml is missing from the class path");
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read openapi.yaml", e);
    }
  }
}

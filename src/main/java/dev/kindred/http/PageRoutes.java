package dev.kindred.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// The web page with its assets, and the two libraries that pages use. Files come from the class
/// path by plain name only: names are matched as they stand in the address, never decoded.
final class PageRoutes {
  private static final String FRESH = "no-cache";
  private static final String A_DAY = "public, max-age=86400";

  /// name → Maven coordinates of the jars that may be served.
  private static final Map<String, String> LIBRARIES =
      Map.of("vue", "org.webjars.npm/vue", "swagger-ui", "org.webjars/swagger-ui");

  private final String folder;
  private final Map<String, String> libraryFolders = new HashMap<>();

  PageRoutes(String folder) {
    this.folder = folder;
    LIBRARIES.forEach((name, coordinates) ->
        version(coordinates)
            .ifPresent(version ->
                libraryFolders.put(name, "META-INF/resources/webjars/" + name + "/" + version)));
  }

  List<Route> routes() {
    return List.of(
        Route.page("/", this::page),
        Route.page("/title/<id>", this::page),
        Route.page("/jobs", this::page),
        Route.page("/assets/<path>", this::asset),
        Route.page("/webjars/<path>", this::library));
  }

  private void page(Context ctx) {
    send(ctx, ClassPathFile.find(folder, "index.html"), FRESH);
  }

  private void asset(Context ctx) {
    send(ctx, ClassPathFile.find(folder, rest(ctx, "/assets/")), FRESH);
  }

  private void library(Context ctx) {
    String path = rest(ctx, "/webjars/");
    int slash = path.indexOf('/');
    String at = slash < 0 ? null : libraryFolders.get(path.substring(0, slash));
    send(
        ctx,
        at == null ? Optional.empty() : ClassPathFile.find(at, path.substring(slash + 1)),
        A_DAY);
  }

  private static String rest(Context ctx, String prefix) {
    return ctx.req().getRequestURI().substring(prefix.length());
  }

  private static void send(Context ctx, Optional<ClassPathFile> file, String cacheControl) {
    file.orElseThrow(() ->
            new ProblemException(Problem.of(404, "notFound", "there is no such file on the page")))
        .write(ctx, cacheControl, SecurityHeaders.PAGE_POLICY);
  }

  private static Optional<String> version(String coordinates) {
    String path = "/META-INF/maven/" + coordinates + "/pom.properties";
    try (InputStream in = PageRoutes.class.getResourceAsStream(path)) {
      if (in == null) return Optional.empty();
      Properties properties = new Properties();
      properties.load(in);
      return Optional.ofNullable(properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " from the class path", e);
    }
  }
}

package dev.kindred.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.access.RateLimiter;
import dev.kindred.http.HttpOptions;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.time.Duration;

/// How the server listens, what it takes on, and how much of it from one caller, and the names of
/// the keys about it; see [SettingsTree].
///
/// @param http of which a file of settings says the part that a caller notices
public record ServerSettings(HttpOptions http, RateLimiter.Options rateLimit) {
  public static final ServerSettings DEFAULT =
      new ServerSettings(HttpOptions.DEFAULT, RateLimiter.Options.DEFAULT);

  void write(ObjectNode section) {
    section
        .put("host", http.host())
        .put("port", http.port())
        .<ObjectNode>set("corsOrigins", Json.strings(http.corsOrigins()))
        .put("maxBodyBytes", http.maxBodyBytes())
        .put("requestTimeout", DurationText.write(http.requestTimeout()))
        .put("searchThreads", http.searchThreads())
        .put("searchQueue", http.searchQueue())
        .putObject("rateLimit")
        .put("requestsPerMinute", rateLimit.requestsPerMinute())
        .put("maxCallers", rateLimit.maxCallers());
  }

  static ServerSettings read(JsonFields in, ServerSettings absent) {
    HttpOptions http = absent.http();
    String host = SettingsTree.text(in, "host", http.host());
    int port = SettingsTree.integer(in, "port", http.port());
    var corsOrigins =
        in.has("corsOrigins")
            ? in.texts("corsOrigins", 100, SettingsTree.MAX_TEXT)
            : http.corsOrigins();
    int maxBodyBytes = SettingsTree.integer(in, "maxBodyBytes", http.maxBodyBytes());
    Duration requestTimeout = SettingsTree.duration(in, "requestTimeout", http.requestTimeout());
    int searchThreads = SettingsTree.integer(in, "searchThreads", http.searchThreads());
    int searchQueue = SettingsTree.integer(in, "searchQueue", http.searchQueue());
    RateLimiter.Options rateLimit =
        SettingsTree.section(in, "rateLimit", absent.rateLimit(), ServerSettings::rateLimit);
    return SettingsTree.built(
        in,
        absent,
        () ->
            new ServerSettings(
                new HttpOptions(
                    host,
                    port,
                    corsOrigins,
                    searchThreads,
                    searchQueue,
                    requestTimeout,
                    maxBodyBytes,
                    http.idle(),
                    http.drain(),
                    http.pageFolder()),
                rateLimit));
  }

  private static RateLimiter.Options rateLimit(JsonFields in, RateLimiter.Options absent) {
    int requestsPerMinute =
        SettingsTree.integer(in, "requestsPerMinute", absent.requestsPerMinute());
    int maxCallers = SettingsTree.integer(in, "maxCallers", absent.maxCallers());
    return SettingsTree.built(
        in, absent, () -> new RateLimiter.Options(requestsPerMinute, maxCallers));
  }
}

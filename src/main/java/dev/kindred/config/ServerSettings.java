package dev.kindred.config;

import dev.kindred.access.RateLimiter;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// How the server listens and what it takes on.
///
/// @param host address to listen on; without access keys only loopback is used, whatever it says
/// @param port 0..65535; 0 takes a free one
/// @param corsOrigins origins whose pages may call the API from a browser, such as
///   `https://films.example`, or `*` alone for every one
/// @param maxBodyBytes largest request body, 1,024..67,108,864; streamed imports have no limit
/// @param requestTimeout longest a request may run, 100 ms..1 h; streamed imports have no limit
/// @param searchThreads searches that run at a time, 1..1,024
/// @param searchQueue searches that may wait for a thread, 1..100,000; more are refused
public record ServerSettings(
    String host,
    int port,
    List<String> corsOrigins,
    int maxBodyBytes,
    Duration requestTimeout,
    int searchThreads,
    int searchQueue,
    RateLimiter.Options rateLimit) {
  public static final ServerSettings DEFAULT =
      new ServerSettings(
          "127.0.0.1",
          7070,
          List.of(),
          2 << 20,
          Duration.ofSeconds(30),
          Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 1_024),
          256,
          RateLimiter.Options.DEFAULT);

  public ServerSettings {
    if (host.isBlank()) throw new IllegalArgumentException("host must not be blank");
    Ranges.check("port", port, 0, 65_535);
    corsOrigins = List.copyOf(corsOrigins);
    corsOrigins.forEach(ServerSettings::checkOrigin);
    if (corsOrigins.contains("*") && corsOrigins.size() > 1) {
      throw new IllegalArgumentException("corsOrigins must hold * alone, got " + corsOrigins);
    }
    Ranges.check("maxBodyBytes", maxBodyBytes, 1_024, 64 << 20);
    Ranges.check("requestTimeout", requestTimeout, Duration.ofMillis(100), Duration.ofHours(1));
    Ranges.check("searchThreads", searchThreads, 1, 1_024);
    Ranges.check("searchQueue", searchQueue, 1, 100_000);
  }

  public ServerSettings withHost(String value) {
    return new ServerSettings(
        value,
        port,
        corsOrigins,
        maxBodyBytes,
        requestTimeout,
        searchThreads,
        searchQueue,
        rateLimit);
  }

  public ServerSettings withPort(int value) {
    return new ServerSettings(
        host,
        value,
        corsOrigins,
        maxBodyBytes,
        requestTimeout,
        searchThreads,
        searchQueue,
        rateLimit);
  }

  private static void checkOrigin(String origin) {
    if (origin.equals("*")) return;
    URI uri = Ranges.webAddress("corsOrigins", origin);
    boolean bare =
        uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null;
    if (!bare) {
      throw new IllegalArgumentException(
          "corsOrigins must be origins without a path, such as https://films.example, got "
              + origin);
    }
  }
}

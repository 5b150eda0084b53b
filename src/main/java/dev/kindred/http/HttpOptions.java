package dev.kindred.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/// How the server listens and what it refuses.
///
/// @param host address to bind, a name or a literal
/// @param port 0..65535; 0 takes a free one
/// @param corsOrigins origins whose pages may call the API from a browser, such as
///   `https://films.example`, or `*` alone for every one; never with credentials
/// @param searchThreads searches that run at a time, 1..1,024
/// @param searchQueue searches that may wait for a thread, 1..100,000; more are refused with 503
/// @param requestTimeout longest a search may take, waiting included, 100 ms..1 h
/// @param maxBodyBytes largest JSON body, 1,024..67,108,864; imports have no limit
/// @param idle longest silence on a connection, and longest time a JSON body may take to arrive, at
///   most 1 h
/// @param drain longest that accepted requests may go on after [HttpServer#close], at most 1 h
/// @param pageFolder class path folder of the web page
public record HttpOptions(
    String host,
    int port,
    List<String> corsOrigins,
    int searchThreads,
    int searchQueue,
    Duration requestTimeout,
    int maxBodyBytes,
    Duration idle,
    Duration drain,
    String pageFolder) {
  private static final Duration MOST = Duration.ofHours(1);

  public static final HttpOptions DEFAULT =
      new HttpOptions(
          "127.0.0.1",
          7070,
          List.of(),
          Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 1_024),
          256,
          Duration.ofSeconds(30),
          2 << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(20),
          "web");

  public HttpOptions {
    if (host.isBlank()) throw new IllegalArgumentException("host must not be blank");
    inRange("port", port, 0, 65_535);
    corsOrigins = List.copyOf(corsOrigins);
    corsOrigins.forEach(HttpOptions::checkOrigin);
    if (corsOrigins.contains("*") && corsOrigins.size() > 1)
      throw new IllegalArgumentException("corsOrigins must hold * alone, got " + corsOrigins);
    inRange("searchThreads", searchThreads, 1, 1_024);
    inRange("searchQueue", searchQueue, 1, 100_000);
    inRange("requestTimeout", requestTimeout, Duration.ofMillis(100));
    inRange("maxBodyBytes", maxBodyBytes, 1_024, 64 << 20);
    inRange("idle", idle, Duration.ofMillis(1));
    inRange("drain", drain, Duration.ofMillis(1));
  }

  public HttpOptions withHost(String value) {
    return new HttpOptions(
        value,
        port,
        corsOrigins,
        searchThreads,
        searchQueue,
        requestTimeout,
        maxBodyBytes,
        idle,
        drain,
        pageFolder);
  }

  public HttpOptions withPort(int value) {
    return new HttpOptions(
        host,
        value,
        corsOrigins,
        searchThreads,
        searchQueue,
        requestTimeout,
        maxBodyBytes,
        idle,
        drain,
        pageFolder);
  }

  public HttpOptions withCorsOrigins(List<String> value) {
    return new HttpOptions(
        host,
        port,
        value,
        searchThreads,
        searchQueue,
        requestTimeout,
        maxBodyBytes,
        idle,
        drain,
        pageFolder);
  }

  /// Replaces what bounds search work.
  public HttpOptions withSearch(int threads, int queue, Duration time) {
    return new HttpOptions(
        host, port, corsOrigins, threads, queue, time, maxBodyBytes, idle, drain, pageFolder);
  }

  public HttpOptions withIdle(Duration value) {
    return new HttpOptions(
        host,
        port,
        corsOrigins,
        searchThreads,
        searchQueue,
        requestTimeout,
        maxBodyBytes,
        value,
        drain,
        pageFolder);
  }

  public HttpOptions withDrain(Duration value) {
    return new HttpOptions(
        host,
        port,
        corsOrigins,
        searchThreads,
        searchQueue,
        requestTimeout,
        maxBodyBytes,
        idle,
        value,
        pageFolder);
  }

  public HttpOptions withPageFolder(String value) {
    return new HttpOptions(
        host,
        port,
        corsOrigins,
        searchThreads,
        searchQueue,
        requestTimeout,
        maxBodyBytes,
        idle,
        drain,
        value);
  }

  /// Whether only this machine can reach [#host].
  ///
  /// @throws IllegalArgumentException when the host is unknown
  public boolean loopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("cannot resolve the host \"" + host + "\"", e);
    }
  }

  private static void inRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " must be " + min + ".." + max + ", got " + value);
    }
  }

  private static void inRange(String name, Duration value, Duration min) {
    if (value.compareTo(min) < 0 || value.compareTo(MOST) > 0)
      throw new IllegalArgumentException(
          "%s must be %dms..1h, got %dms".formatted(name, min.toMillis(), value.toMillis()));
  }

  private static void checkOrigin(String origin) {
    if (!origin.equals("*") && !origin.matches("https?://[^/?#@\\s]+"))
      throw new IllegalArgumentException(
          "corsOrigins must be * or origins without a path, such as https://films.example, got "
              + origin);
  }
}

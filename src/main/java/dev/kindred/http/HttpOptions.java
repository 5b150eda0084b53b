package dev.kindred.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/// How the server listens and what it refuses.
///
/// @param host address to bind, a name or a literal
/// @param port 0 picks a free one
/// @param corsOrigins exact origins whose pages may call the API, or `*`; never with credentials
/// @param searchThreads searches that run at once
/// @param searchQueue searches that may wait for a thread; more are refused with 503
/// @param searchTime longest a search may take, waiting included
/// @param bodyBytes largest JSON body; imports have no limit
/// @param idle longest silence on a connection, and longest time a JSON body may take to arrive
/// @param drain longest that accepted requests may go on after [HttpServer#close]
/// @param pageFolder class path folder of the web page
public record HttpOptions(
    String host,
    int port,
    List<String> corsOrigins,
    int searchThreads,
    int searchQueue,
    Duration searchTime,
    int bodyBytes,
    Duration idle,
    Duration drain,
    String pageFolder) {
  public static final HttpOptions DEFAULT =
      new HttpOptions(
          "127.0.0.1",
          7070,
          List.of(),
          Runtime.getRuntime().availableProcessors(),
          256,
          Duration.ofSeconds(10),
          1 << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(20),
          "web");

  public HttpOptions {
    corsOrigins = List.copyOf(corsOrigins);
    inRange("port", port, 0, 65_535);
    inRange("searchThreads", searchThreads, 1, 1_024);
    inRange("searchQueue", searchQueue, 1, 100_000);
    inRange("bodyBytes", bodyBytes, 1_024, 64 << 20);
    positive("searchTime", searchTime);
    positive("idle", idle);
    positive("drain", drain);
    for (String origin : corsOrigins) {
      if (!origin.equals("*") && !origin.matches("https?://[^/\\s]+")) {
        throw new IllegalArgumentException(
            "a CORS origin is * or scheme://host[:port] without a path, got \"" + origin + "\"");
      }
    }
  }

  public HttpOptions withHost(String value) {
    return new HttpOptions(
        value,
        port,
        corsOrigins,
        searchThreads,
        searchQueue,
        searchTime,
        bodyBytes,
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
        searchTime,
        bodyBytes,
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
        searchTime,
        bodyBytes,
        idle,
        drain,
        pageFolder);
  }

  /// Replaces what bounds search work.
  public HttpOptions withSearch(int threads, int queue, Duration time) {
    return new HttpOptions(
        host, port, corsOrigins, threads, queue, time, bodyBytes, idle, drain, pageFolder);
  }

  public HttpOptions withBodyBytes(int value) {
    return new HttpOptions(
        host,
        port,
        corsOrigins,
        searchThreads,
        searchQueue,
        searchTime,
        value,
        idle,
        drain,
        pageFolder);
  }

  public HttpOptions withIdle(Duration value) {
    return new HttpOptions(
        host,
        port,
        corsOrigins,
        searchThreads,
        searchQueue,
        searchTime,
        bodyBytes,
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
        searchTime,
        bodyBytes,
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
        searchTime,
        bodyBytes,
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

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(name + " must be above 0 and at most 1 h, got " + value);
    }
  }
}

package dev.kindred.app;

import dev.kindred.http.Backend;
import dev.kindred.http.HttpOptions;
import dev.kindred.http.HttpServer;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/// Where a running Kindred listens, and why it cannot.
final class Listening {
  private static final String LOOPBACK = "127.0.0.1";

  private Listening() {}

  /// @throws StartException when the address cannot be listened on
  static HttpServer listen(HttpOptions options, Backend backend, byte[] cursorSecret) {
    try {
      return new HttpServer(options, backend, cursorSecret);
    } catch (RuntimeException e) {
      BindException refused = bindException(e);
      if (refused == null) throw e;
      String reason = String.valueOf(refused.getMessage());
      throw new StartException(
          reason.startsWith("Address already in use")
              ? "port " + options.port() + " is in use; choose another with --port"
              : "cannot listen on %s:%d: %s"
                  .formatted(inAddress(options.host()), options.port(), reason),
          e);
    }
  }

  private static @Nullable BindException bindException(Throwable failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof BindException found) return found;
    }
    return null;
  }

  /// A host as it stands in a URL.
  static String inAddress(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /// Loopback while nobody needs a key, whatever the settings say.
  ///
  /// @param open whether anybody may do anything
  /// @throws StartException when the host makes no sense
  static HttpOptions options(HttpOptions settings, boolean open) {
    try {
      return open && !settings.loopback() ? settings.withHost(LOOPBACK) : settings;
    } catch (IllegalArgumentException e) {
      throw new StartException("server.host: " + e.getMessage(), e);
    }
  }
}

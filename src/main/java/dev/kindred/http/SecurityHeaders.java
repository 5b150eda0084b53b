package dev.kindred.http;

import java.util.Map;
import java.util.function.BiConsumer;

/// The headers every answer carries, whoever writes it.
final class SecurityHeaders {
  /// For answers that are data: nothing in them may run or load.
  static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

  static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; manifest-src 'self'";

  /// Swagger UI writes style attributes.
  static final String DOCS_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Permissions-Policy",
              "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
          "Content-Security-Policy", DATA_POLICY,
          "Cache-Control", "no-store",
          "Vary", "Origin, Accept-Encoding");

  private SecurityHeaders() {}

  static void write(BiConsumer<String, String> header) {
    ALWAYS.forEach(header);
  }
}

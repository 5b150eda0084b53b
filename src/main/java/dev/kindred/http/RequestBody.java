package dev.kindred.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/// Reads the JSON body of a request within a limit of size and time, whatever it declares.
final class RequestBody {
  /// Bytes thrown away so that a caller who is still sending reads the refusal instead of a reset.
  private static final long DRAINED = 16L << 20;

  private static final Duration DRAINING = Duration.ofSeconds(5);
  private final int maxBytes;
  private final Duration maxTime;

  RequestBody(int maxBytes, Duration maxTime) {
    this.maxBytes = maxBytes;
    this.maxTime = maxTime;
  }

  /// The body parsed. A missing Content-Type counts as JSON.
  JsonNode json(Context ctx) {
    requireType(ctx, "application/json");
    return Json.parse(read(ctx));
  }

  /// The body as it came, of one of the media types; a missing Content-Type counts as the first.
  byte[] bytes(Context ctx, String... types) {
    requireType(ctx, types);
    return read(ctx);
  }

  /// For calls that take no fields: the body is empty or an empty object.
  void none(Context ctx) {
    byte[] body = read(ctx);
    if (body.length == 0) return;
    JsonNode node = Json.parse(body);
    if (!node.isObject() || !node.isEmpty()) {
      throw new ProblemException(
          Problem.malformed("", "unexpectedBody", "this call takes no body, or {}"));
    }
  }

  /// Refuses a body of another media type or in a coding, with 415.
  static void requireType(Context ctx, String... types) {
    String coding = ctx.header("Content-Encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw new ProblemException(
          Problem.of(415, "unsupportedEncoding", "send the body without Content-Encoding"));
    }
    String given = ctx.header("Content-Type");
    if (given == null) return;
    String[] parts = given.toLowerCase(Locale.ROOT).split(";", -1);
    boolean utf8 = true;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=")) utf8 &= parameter.equals("charset=utf-8");
    }
    for (String type : types) {
      if (parts[0].strip().equals(type) && utf8) return;
    }
    throw new ProblemException(
        Problem.of(
            415,
            "unsupportedMediaType",
            "send Content-Type: " + String.join(" or ", types) + ", in UTF-8"));
  }

  private byte[] read(Context ctx) {
    if (ctx.req().getContentLengthLong() > maxBytes) throw tooLarge();
    long deadline = System.nanoTime() + maxTime.toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] chunk = new byte[8_192];
    try {
      InputStream in = ctx.req().getInputStream();
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (body.size() + n > maxBytes) throw tooLarge();
        if (System.nanoTime() > deadline) throw tooSlow();
        body.write(chunk, 0, n);
      }
    } catch (IOException e) {
      throw broken(e);
    }
    return body.toByteArray();
  }

  /// Reads on after a refusal, keeping nothing.
  static void discard(Context ctx) {
    if (ctx.header("Expect") != null) return; // the caller waits to be asked for the body
    long deadline = System.nanoTime() + DRAINING.toNanos();
    byte[] chunk = new byte[8_192];
    try {
      InputStream in = ctx.req().getInputStream();
      long left = DRAINED;
      while (left > 0 && System.nanoTime() < deadline) {
        int n = in.read(chunk);
        if (n < 0) return;
        left -= n;
      }
    } catch (IOException | IllegalStateException e) {
      // The body broke off: the refusal is written all the same, if anybody still listens.
      ctx.res().setHeader("Connection", "close");
    }
  }

  /// What an upload that broke off is answered, should the caller still listen.
  static ProblemException broken(IOException e) {
    if (e.getCause() instanceof TimeoutException) return tooSlow();
    return new ProblemException(
        Problem.of(400, "incompleteBody", "the body ended before it was complete"));
  }

  private static ProblemException tooSlow() {
    return new ProblemException(
        Problem.of(408, "requestTimeout", "the body took too long to arrive"));
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        Problem.of(413, "tooLarge", "the body may have at most " + maxBytes + " bytes"));
  }
}

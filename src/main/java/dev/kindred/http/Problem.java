package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Fault;
import dev.kindred.json.Json;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A refusal or failure as the caller sees it (RFC 9457). Its type is `about:blank`; programs look
/// at `code`.
///
/// @param code stable camelCase name, for programs
/// @param detail what was wrong, for people; never a secret or a stack trace
/// @param faults the fields at fault, may be empty
/// @param headers response headers that belong to it, such as `Retry-After`
public record Problem(
    int status, String code, String detail, List<Fault> faults, Map<String, String> headers) {
  public static final String CONTENT_TYPE = "application/problem+json";

  public Problem {
    faults = List.copyOf(faults);
    headers = Map.copyOf(headers);
    if (status < 400 || status > 599)
      throw new IllegalArgumentException("a problem has a status of 400..599, got " + status);
  }

  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of(), Map.of());
  }

  /// One field at fault: 400.
  public static Problem malformed(String pointer, String code, String detail) {
    return invalid(List.of(new Fault(pointer, Fault.Kind.MALFORMED, code, detail)));
  }

  /// Fields at fault: 400 when one is malformed, 422 when they only contradict each other.
  public static Problem invalid(List<Fault> faults) {
    boolean malformed = faults.stream().anyMatch(f -> f.kind() == Fault.Kind.MALFORMED);
    Fault first = faults.getFirst();
    String more = faults.size() > 1 ? " (and " + (faults.size() - 1) + " more)" : "";
    String at = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
    return new Problem(
        malformed ? 400 : 422,
        malformed ? "invalidRequest" : "inconsistentRequest",
        at + first.detail() + more,
        faults,
        Map.of());
  }

  /// Refused for now: 503.
  public static Problem unavailable(String code, String detail, Duration retryAfter) {
    return of(503, code, detail).with("Retry-After", Long.toString(seconds(retryAfter)));
  }

  public Problem with(String header, String value) {
    Map<String, String> more = new java.util.HashMap<>(headers);
    more.put(header, value);
    return new Problem(status, code, detail, faults, more);
  }

  /// Whole seconds, rounded up, at least 1.
  static long seconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }

  ObjectNode toJson(String instance, String requestId) {
    ObjectNode out = Json.object();
    out.put("type", "about:blank");
    out.put("title", HttpStatus.forStatus(status).getMessage());
    out.put("status", status);
    out.put("detail", detail);
    out.put("instance", instance);
    out.put("code", code);
    out.put("requestId", requestId);
    ArrayNode errors = out.putArray("errors");
    for (Fault fault : faults) {
      errors
          .addObject()
          .put("pointer", fault.pointer())
          .put("code", fault.code())
          .put("detail", fault.detail());
    }
    return out;
  }
}

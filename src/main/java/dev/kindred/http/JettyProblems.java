package dev.kindred.http;

import dev.kindred.json.Json;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Problem+json for what never reaches a route: broken requests, overlong headers, a server that is
/// stopping. Thread-safe.
final class JettyProblems extends ErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(JettyProblems.class);

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String id = Exchange.requestId(request.getHeaders().get(Exchange.REQUEST_ID));
    Object cause = request.getAttribute(ERROR_EXCEPTION);
    int status = cause instanceof HttpException e ? e.getCode() : response.getStatus();
    Problem problem = problem(status, cause instanceof HttpException e ? e.getReason() : null);
    if (problem.status() == 500) {
      LOG.error("request {} failed", id, cause instanceof Throwable failure ? failure : null);
    }
    response.setStatus(problem.status());
    SecurityHeaders.write(response.getHeaders()::put);
    problem.headers().forEach(response.getHeaders()::put);
    response.getHeaders().put(Exchange.REQUEST_ID, id);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    String path = status == 414 ? "" : String.valueOf(request.getHttpURI().getPath());
    byte[] body = Json.writeBytes(problem.toJson(path, id));
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static Problem problem(int status, @org.jspecify.annotations.Nullable String reason) {
    return switch (status) {
      case 404 -> Problem.of(404, "notFound", "there is nothing at this address");
      case 408 -> Problem.of(408, "requestTimeout", "the request took too long to arrive");
      case 414 ->
          Problem.of(
              414, "uriTooLong", "the address is too long; POST /v1/search takes long queries");
      case 431 -> Problem.of(431, "headersTooLarge", "the request headers are too large");
      case 503 ->
          Problem.unavailable("stopping", "the server is stopping", Duration.ofSeconds(5))
              .with("Connection", "close");
      default ->
          (status >= 400 && status < 500) || status == 501 || status == 505
              ? Problem.of(status, "badRequest", reason == null ? "the request is broken" : reason)
              : Problem.of(500, "internal", "the server failed; its log names this request");
    };
  }
}

package dev.kindred.http;

import dev.kindred.access.Scope;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import org.jspecify.annotations.Nullable;

/// One address and method, who may call it, and what it does.
///
/// @param path as Javalin writes it: `/v1/titles/{id}`
/// @param scope null for everybody
record Route(HandlerType method, String path, @Nullable Scope scope, Kind kind, Handler handler) {
  enum Kind {
    /// Part of the REST contract, described by `openapi.yaml`.
    API,
    /// Part of the web pages.
    PAGE
  }

  static Route api(HandlerType method, String path, @Nullable Scope scope, Handler handler) {
    return new Route(method, path, scope, Kind.API, handler);
  }

  static Route page(String path, Handler handler) {
    return new Route(HandlerType.GET, path, null, Kind.PAGE, handler);
  }
}

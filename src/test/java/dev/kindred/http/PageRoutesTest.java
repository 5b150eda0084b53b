package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageRoutesTest {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; manifest-src 'self'";
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/?q=love", "/title/tt1798709", "/title/a%2Fb", "/title/a/b", "/jobs"})
  void servesThePage(String address) {
    HttpResponse<String> page = server.send("GET", address);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Page for tests");
    assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(header(page, "Content-Security-Policy")).isEqualTo(POLICY);
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(header(page, "Permissions-Policy")).contains("camera=()");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
  }

  @ParameterizedTest
  @CsvSource({
    "/assets/js/main.js, text/javascript, no-cache",
    "/webjars/vue/dist/vue.runtime.esm-browser.prod.js, text/javascript, 'public, max-age=86400'",
    "/webjars/swagger-ui/swagger-ui.css, text/css, 'public, max-age=86400'",
    "/docs, text/html, no-cache",
    "/docs/docs.js, text/javascript, no-cache",
    "/openapi.json, application/json, no-cache",
  })
  void servesFilesOnceToThoseWhoKeepThem(String address, String type, String caching) {
    HttpResponse<String> first = server.send("GET", address);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(header(first, "Content-Type")).startsWith(type);
    assertThat(header(first, "Cache-Control")).isEqualTo(caching);
    String tag = header(first, "ETag");
    var again = server.request("GET", address, null).header("If-None-Match", tag);
    assertThat(server.send(again).statusCode()).isEqualTo(304);
    assertThat(server.send("HEAD", address).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/../index.html",
        "/assets/..%2findex.html",
        "/assets/%2e%2e/index.html",
        "/assets/%2e%2e%2findex.html",
        "/assets/..%5cindex.html",
        "/assets/..;/index.html",
        "/assets//js/main.js",
        "/assets/js%2fmain.js",
        "/assets/js/main.js%00.css",
        "/assets/js/main.js/",
        "/assets/js",
        "/assets/",
        "/assets/.hidden.js",
        "/assets/js/./main.js",
        "/assets/../dev/kindred/http/openapi.yaml",
        "/assets/dev/kindred/http/HttpServer.class",
        "/webjars/vue/../swagger-ui/5.34.1/swagger-ui.css",
        "/webjars/vue/..%2fpackage.json",
        "/webjars/vue/package.json%2f",
        "/webjars/vue",
        "/webjars/jquery/jquery.js",
        "/webjars/META-INF/MANIFEST.MF",
        "/docs/../openapi.yaml",
        "/docs/openapi.yaml",
      })
  void servesNothingElse(String address) throws IOException {
    String head = "GET " + address + " HTTP/1.1\nHost: localhost\nConnection: close\n\n";
    assertThat(server.raw(head, new byte[0])).matches("(?s)HTTP/1.1 (400|404) .*problem\\+json.*");
  }

  @Test
  void docsLoadNothingFromElsewhere() {
    HttpResponse<String> docs = server.send("GET", "/docs");
    assertThat(docs.body()).doesNotContain("http://", "https://", "<style", "onload");
    assertThat(header(docs, "Content-Security-Policy"))
        .contains("script-src 'self'; style-src 'self' 'unsafe-inline';");
    for (String file : new String[] {"/webjars/swagger-ui/swagger-ui-bundle.js", "/docs/docs.js"})
      assertThat(docs.body()).contains("src=\"" + file + "\"");
    assertThat(server.send("GET", "/docs/docs.js").body()).contains("/openapi.json");
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }
}

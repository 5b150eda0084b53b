package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.StoreFullException;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.catalogue.reader.Mapping;
import dev.kindred.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TitleRoutesTest {
  private static final String HER = "{\"kind\": \"movie\", \"name\": \"Her\"}";
  private static final String HIM = "{\"kind\": \"movie\", \"name\": \"Him\"}";
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersWhatItStored() {
    HttpResponse<String> put =
        server.send(
            "PUT",
            "/v1/titles/a",
            "{\"kind\": \"movie\", \"name\": \"Her\", \"profile\": {\"pitch\": \"Love.\"}}");
    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(header(put, "Location")).isEqualTo("/v1/titles/a");
    assertThat(json(put).at("/profile/pitch").textValue()).isEqualTo("Love.");
    HttpResponse<String> get = server.send("GET", "/v1/titles/a");
    assertThat(get.body()).isEqualTo(put.body());
    assertThat(header(get, "ETag")).isEqualTo(header(put, "ETag")).isEqualTo("\"1\"");
    assertThat(header(get, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void keepsTheProfileWhenNoneIsGiven() {
    server.send(
        "PUT",
        "/v1/titles/a",
        "{\"kind\": \"movie\", \"name\": \"Her\", \"profile\": {\"pitch\": \"Love.\"}}");
    HttpResponse<String> put = server.send("PUT", "/v1/titles/a", HER);
    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(json(put).at("/profile/pitch").textValue()).isEqualTo("Love.");
  }

  @Test
  void answersWhatItWroteThoughItIsDeletedOrChangedBeforeTheAnswer() {
    TitleId id = new TitleId("a");
    server.afterWrite = () -> server.titles.write(List.of(new TitleWrite.Delete(id, null))).join();
    HttpResponse<String> put = server.send("PUT", "/v1/titles/a", HER);
    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(header(put, "ETag")).isEqualTo("\"1\"");
    assertThat(json(put).get("name").textValue()).isEqualTo("Her");
    assertThat(json(put).at("/profile/source/kind").textValue()).isEqualTo("metadata");
    assertThat(server.send("GET", "/v1/titles/a").statusCode()).isEqualTo(404);

    Title other = Title.builder(id, Title.Kind.MOVIE, "Him").build();
    server.afterWrite =
        () -> server.titles.write(List.of(new TitleWrite.Put(other, null, "api", null))).join();
    HttpResponse<String> again = server.send("PUT", "/v1/titles/a", HER);
    assertThat(header(again, "ETag")).isEqualTo("\"3\"");
    assertThat(json(again).get("name").textValue()).isEqualTo("Her");
    assertThat(server.send("GET", "/v1/titles/a").body()).contains("Him");
  }

  @Test
  void derivesAProfileWhenNoneIsStored() {
    HttpResponse<String> put = server.send("PUT", "/v1/titles/a", HER);
    assertThat(json(put).at("/profile/source/kind").textValue()).isEqualTo("metadata");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a%2Fb%2fc",
        "%F0%9F%8E%AC%20100%25",
        "%2e%2e",
        "..%2f..%2fetc",
        "a%5Cb",
        "a;b=c",
        "a+b",
        "a%3Fb%23c",
        "import",
        "%22quoted%22",
      })
  void takesAnyId(String segment) throws IOException {
    String head = " /v1/titles/" + segment + " HTTP/1.1\nHost: localhost\nConnection: close\n";
    byte[] body = HER.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String type = "Content-Type: application/json\nContent-Length: " + body.length + "\n\n";
    assertThat(server.raw("PUT" + head + type, body)).startsWith("HTTP/1.1 201");
    String id = Percent.decode(segment, "");
    assertThat(server.titles.find(new dev.kindred.catalogue.TitleId(id))).isPresent();
    String get = server.raw("GET" + head + "\n", new byte[0]);
    assertThat(get).startsWith("HTTP/1.1 200");
    String answer = get.substring(get.indexOf("\r\n\r\n") + 4);
    assertThat(Json.parse(answer).get("id").textValue()).isEqualTo(id);
    assertThat(server.raw("DELETE" + head + "\n", new byte[0])).startsWith("HTTP/1.1 204");
  }

  @Test
  void createsOnlyUnderIfNoneMatchStar() {
    assertThat(put("If-None-Match", "*").statusCode()).isEqualTo(201);
    HttpResponse<String> again = put("If-None-Match", "*");
    assertThat(again.statusCode()).isEqualTo(412);
    assertThat(json(again).get("detail").textValue()).contains("\"1\"");
  }

  @Test
  void writesOnlyTheVersionNamedByIfMatch() {
    assertThat(put("If-Match", "\"1\"").statusCode()).isEqualTo(412);
    put("X-Any", "");
    assertThat(put("If-Match", "\"9\"").statusCode()).isEqualTo(412);
    assertThat(put("If-Match", "W/\"1\"").statusCode()).isEqualTo(412);
    assertThat(put("If-Match", "\"nonsense\"").statusCode()).isEqualTo(412);
    HttpResponse<String> replaced =
        server.send(server.request("PUT", "/v1/titles/a", HIM).header("If-Match", "\"1\""));
    assertThat(replaced.statusCode()).isEqualTo(200);
    assertThat(header(replaced, "ETag")).isEqualTo("\"2\"");
    var delete = server.request("DELETE", "/v1/titles/a", null).header("If-Match", "\"1\"");
    assertThat(server.send(delete).statusCode()).isEqualTo(412);
  }

  @Test
  void writesAnyVersionUnderIfMatchStar() {
    assertThat(put("If-Match", "*").statusCode()).isEqualTo(412);
    put("X-Any", "");
    assertThat(put("If-Match", "*").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesPreconditionsItDoesNotUnderstand() {
    assertThat(put("If-Match", "\"1\", \"2\"").statusCode()).isEqualTo(400);
    assertThat(put("If-None-Match", "\"1\"").statusCode()).isEqualTo(400);
    var both = server.request("PUT", "/v1/titles/a", HER).header("If-Match", "\"1\"");
    assertThat(server.send(both.header("If-None-Match", "*")).statusCode()).isEqualTo(400);
  }

  @Test
  void sendsNothingTheCallerHas() {
    put("X-Any", "");
    for (String tags : List.of("\"1\"", "W/\"1\"", "\"7\", \"1\"", "*")) {
      var get = server.request("GET", "/v1/titles/a", null).header("If-None-Match", tags);
      HttpResponse<String> response = server.send(get);
      assertThat(response.statusCode()).isEqualTo(304);
      assertThat(response.body()).isEmpty();
      assertThat(header(response, "ETag")).isEqualTo("\"1\"");
    }
    var other = server.request("GET", "/v1/titles/a", null).header("If-None-Match", "\"2\"");
    assertThat(server.send(other).statusCode()).isEqualTo(200);
  }

  @Test
  void deletesOnce() {
    put("X-Any", "");
    assertThat(server.send("DELETE", "/v1/titles/a").statusCode()).isEqualTo(204);
    HttpResponse<String> again = server.send("DELETE", "/v1/titles/a");
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(json(again).get("code").textValue()).isEqualTo("unknownTitle");
    assertThat(server.send("GET", "/v1/titles/a").statusCode()).isEqualTo(404);
  }

  @Test
  void saysWhenAWriteIsNotVisibleYet() {
    assertThat(server.send("PUT", "/v1/titles/a?refresh=wait", HER).statusCode()).isEqualTo(201);
    server.visible = false;
    HttpResponse<String> late = server.send("PUT", "/v1/titles/a?refresh=wait", HIM);
    assertThat(late.statusCode()).isEqualTo(202);
    assertThat(header(late, "ETag")).isEqualTo("\"2\"");
    assertThat(server.send("DELETE", "/v1/titles/a?refresh=wait").statusCode()).isEqualTo(202);
    assertThat(server.send("PUT", "/v1/titles/a", HER).statusCode()).isEqualTo(201);
  }

  @Test
  void walksTheWholeCatalogueOnce() {
    for (int i = 0; i < 7; i++) server.send("PUT", "/v1/titles/t" + i, HER);
    List<String> walked = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(server.send("GET", "/v1/titles?limit=3" + cursor));
      page.get("items").forEach(item -> walked.add(item.get("id").textValue()));
      cursor = page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asText();
    } while (!cursor.isEmpty());
    assertThat(walked).containsExactly("t0", "t1", "t2", "t3", "t4", "t5", "t6");
  }

  @Test
  void refusesAnAlteredCursorAndOneOfAnotherList() {
    for (int i = 0; i < 3; i++) {
      server.send("PUT", "/v1/titles/t" + i, HER);
      server.send("POST", "/v1/generations");
    }
    String titles = json(server.send("GET", "/v1/titles?limit=1")).get("nextCursor").asText();
    String jobs = json(server.send("GET", "/v1/jobs?limit=1")).get("nextCursor").asText();
    assertThat(server.send("GET", "/v1/jobs?cursor=" + jobs).statusCode()).isEqualTo(200);
    assertThat(server.send("GET", "/v1/jobs?cursor=" + titles).statusCode()).isEqualTo(400);
    assertThat(server.send("GET", "/v1/titles?cursor=" + jobs).statusCode()).isEqualTo(400);
    String altered = (titles.charAt(0) == 'A' ? "B" : "A") + titles.substring(1);
    assertThat(server.send("GET", "/v1/titles?cursor=" + altered).statusCode()).isEqualTo(400);
  }

  @Test
  void saysThatTheDiskIsFull() {
    server.titles.failWrites(new StoreFullException("full", new IOException("no space")));
    HttpResponse<String> put = server.send("PUT", "/v1/titles/a", HER);
    assertThat(put.statusCode()).isEqualTo(507);
    assertThat(json(put).get("code").textValue()).isEqualTo("storeFull");
  }

  @Test
  void tellsNothingOfAFailureButItsId() {
    server.titles.failWrites(new IllegalStateException("the password is hunter2"));
    HttpResponse<String> put = server.send("PUT", "/v1/titles/a", HER);
    assertThat(put.statusCode()).isEqualTo(500);
    assertThat(put.body()).doesNotContain("hunter2", "IllegalState", "at dev.kindred");
    assertThat(json(put).get("requestId").textValue()).isEqualTo(header(put, "X-Request-Id"));
  }

  @Test
  void importsAStreamOfAnySize() {
    String lines = "{\"id\": \"a\"}\n".repeat(200_000); // more than a JSON body may have
    var request = server.request("POST", "/v1/titles/import?source=mine", lines);
    HttpResponse<String> response =
        server.send(request.setHeader("Content-Type", "application/x-ndjson"));
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(header(response, "Location")).isEqualTo("/v1/jobs/job-1");
    assertThat(json(response).get("jobId").textValue()).isEqualTo("job-1");
    assertThat(server.imported).containsExactly(lines);
    assertThat(server.layouts).containsExactly(CatalogueFormat.KINDRED);
    JsonNode job = json(server.send("GET", "/v1/jobs/job-1"));
    assertThat(job.get("subject").textValue()).isEqualTo("mine");
    assertThat(job.at("/rejects/0/line").intValue()).isEqualTo(7);
  }

  @Test
  void importsAnyFileWithItsMapping() {
    String mapping = "format: csv\nfields: {name: t, kind: {constant: movie}}";
    String query = "?mapping=" + URLEncoder.encode(mapping, StandardCharsets.UTF_8);
    var request = server.request("POST", "/v1/titles/import" + query, "t\nAsh\n");
    assertThat(server.send(request.setHeader("Content-Type", "text/csv")).statusCode())
        .isEqualTo(202);
    assertThat(server.imported).containsExactly("t\nAsh\n");
    assertThat(server.layouts).containsExactly(Mapping.read(mapping));
    var unmapped = server.request("POST", "/v1/titles/import", "t\nAsh\n");
    assertThat(server.send(unmapped.setHeader("Content-Type", "text/csv")).statusCode())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "format: csv\\nfields: {nmae: t, kind: k}  | ?mapping/fields/nmae | line 2: no title field",
        "format: csv\\nformat: csv                 | ?mapping             | two columns cannot feed one field",
        "[                                        | ?mapping             | line 1"
      })
  void aFaultyMappingIsRefusedWithItsPlace(String mapping, String pointer, String detail) {
    String query =
        "?mapping=" + URLEncoder.encode(mapping.replace("\\n", "\n"), StandardCharsets.UTF_8);
    var request = server.request("POST", "/v1/titles/import" + query, "t\nAsh\n");
    HttpResponse<String> response = server.send(request.setHeader("Content-Type", "text/csv"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/errors/0/pointer").textValue()).isEqualTo(pointer);
    assertThat(json(response).at("/errors/0/detail").textValue()).contains(detail);
    assertThat(server.imported).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample", "a%20b", "-a"})
  void keepsSourceNamesPlain(String source) {
    var request = server.request("POST", "/v1/titles/import?source=" + source, "{}");
    HttpResponse<String> response =
        server.send(request.setHeader("Content-Type", "application/x-ndjson"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/errors/0/pointer").textValue()).isEqualTo("?source");
  }

  @Test
  void cancelsAJobOnce() {
    server.send("POST", "/v1/generations");
    HttpResponse<String> cancelled = server.send("DELETE", "/v1/jobs/job-1");
    assertThat(cancelled.statusCode()).isEqualTo(202);
    assertThat(json(cancelled).get("state").textValue()).isEqualTo("cancelled");
    assertThat(server.send("DELETE", "/v1/jobs/job-1").statusCode()).isEqualTo(409);
  }

  private HttpResponse<String> put(String header, String value) {
    return server.send(server.request("PUT", "/v1/titles/a", HER).header(header, value));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return RunningServer.json(response);
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }
}

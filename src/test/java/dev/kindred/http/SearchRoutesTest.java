package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;
import dev.kindred.search.CursorException;
import dev.kindred.search.SearchRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class SearchRoutesTest {
  @Test
  void writesTheAnswerAsTheContractSays() {
    try (RunningServer server = new RunningServer()) {
      HttpResponse<String> response =
          server.send(
              "POST",
              "/v1/search",
              "{\"query\": \"lonely\", \"filter\": {\"field\": \"year\", \"gte\": 2000}, \"facets\": [\"genres\", \"decade\"], \"explain\": \"reasons\"}");
      JsonNode expected =
          Json.parse(
              """
              {"searchId": "s-1", "total": {"value": 412, "relation": "gte"},
               "interpretation": {"kind": "request", "anchors": [], "wanted": [], "unwanted": [],
                 "filter": {"field": "year", "gte": 2000}, "text": "lonely", "confidence": 0.5, "parser": "none"},
               "items": [{"id": "tt1798709", "rank": 1, "score": 0.91,
                 "title": {"kind": "movie", "name": "Her", "originalName": "Her", "year": 2013, "endYear": 2014,
                   "runtimeMinutes": 126, "genres": ["Drama"], "synopsis": "A lonely writer",
                   "maturity": {"label": "R"}, "poster": "https://images.example/her.jpg",
                   "countries": [], "languages": []},
                 "profile": {"pitch": "The pitch of Her", "themes": ["loneliness"], "moods": ["tender"],
                   "tone": "warm", "pace": "measured"},
                 "highlights": {"synopsis": ["A <em>lonely</em> writer"]},
                 "sources": [{"name": "feel", "rank": 2, "score": 0.83}],
                 "reasons": [{"code": "sharedThemes", "themes": ["loneliness"], "text": "Shares it."}]}],
               "facets": {"genres": [{"value": "Drama", "count": 2}], "decade": [{"value": 2010, "count": 2}]},
               "scope": "textMatchesAndVectorCandidates", "timings": {"parse": 0.0, "retrieve": 12.35},
               "nextCursor": "next", "warnings": [{"code": "vectorsUnavailable", "detail": "words alone decided"}]}
              """);
      assertThat(Json.write(RunningServer.json(response)).length())
          .isEqualTo(Json.write(expected).length());
      assertThat((Object) Json.parse(Json.write(RunningServer.json(response))))
          .isEqualTo(Json.parse(Json.write(expected)));
    }
  }

  @Test
  void leavesOutWhatWasNotAskedFor() {
    try (RunningServer server = new RunningServer()) {
      JsonNode answer =
          RunningServer.json(server.send("POST", "/v1/search", "{\"highlight\": false}"));
      assertThat(answer.has("facets")).isFalse();
      assertThat(answer.at("/items/0").has("highlights")).isFalse();
      assertThat(answer.at("/items/0/reasons")).isEmpty();
      assertThat(answer.at("/interpretation/filter").isNull()).isTrue();
    }
  }

  @Test
  void asksTheSameInAnAddressAsInABody() {
    try (RunningServer server = new RunningServer()) {
      server.send(
          "POST",
          "/v1/search",
          "{\"query\": \"a b+c\", \"limit\": 3, \"cursor\": \"x\", \"mode\": \"vector\", \"filter\": {\"field\": \"year\", \"gte\": 2000}, \"facets\": [\"genres\", \"decade\"], \"diversity\": 0.25, \"highlight\": false, \"explain\": \"reasons\"}");
      server.send(
          "GET",
          "/v1/search?q=a+b%2Bc&limit=3&cursor=x&mode=vector&filter=%7B%22field%22%3A%22year%22%2C%22gte%22%3A2000%7D&facets=genres,decade&diversity=0.25&highlight=false&explain=reasons");
      server.send("POST", "/v1/search", "{}");
      server.send("GET", "/v1/search");
      server.send("POST", "/v1/search", "{\"query\": null, \"cursor\": null, \"filter\": null}");
      List<SearchRequest> asked = server.searched;
      assertThat(asked.get(1)).isEqualTo(asked.get(0));
      assertThat(asked.get(0).query()).isEqualTo("a b+c");
      assertThat(asked.get(3)).isEqualTo(asked.get(2)).isEqualTo(asked.get(4));
    }
  }

  @Test
  void namesTheCursorThatSearchRefuses() {
    try (RunningServer server = new RunningServer()) {
      server.search =
          request -> {
            throw new CursorException("the cursor belongs to another request");
          };
      JsonNode posted =
          RunningServer.json(server.send("POST", "/v1/search", "{\"cursor\": \"other\"}"));
      assertThat(posted.get("status").intValue()).isEqualTo(400);
      assertThat(posted.at("/errors/0/pointer").textValue()).isEqualTo("/cursor");
      JsonNode got = RunningServer.json(server.send("GET", "/v1/search?cursor=other"));
      assertThat(got.at("/errors/0/pointer").textValue()).isEqualTo("?cursor");
      assertThat(got.at("/errors/0/detail").textValue()).contains("another request");
    }
  }

  @Test
  void knowsNothingLikeAnUnknownTitle() {
    try (RunningServer server = new RunningServer()) {
      HttpResponse<String> response = server.send("GET", "/v1/titles/none/similar");
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("unknownTitle");
    }
  }

  @Test
  void completesNothingForBlankInput() {
    try (RunningServer server = new RunningServer()) {
      assertThat(server.send("GET", "/v1/suggest?q=").body()).isEqualTo("{\"items\":[]}");
      assertThat(server.send("GET", "/v1/suggest?q=bla").body())
          .isEqualTo(
              "{\"items\":[{\"kind\":\"title\",\"text\":\"Blade Runner\",\"id\":\"b\",\"year\":1982,\"score\":0.9},{\"kind\":\"mood\",\"text\":\"bla\",\"id\":null,\"year\":null,\"score\":0.1}]}");
    }
  }

  @Test
  void givesUpOnASlowSearch() {
    HttpOptions options = RunningServer.OPTIONS.withSearch(1, 8, Duration.ofMillis(100));
    CountDownLatch release = new CountDownLatch(1);
    try (RunningServer server = new RunningServer(options)) {
      server.search = request -> slow(request, release);
      HttpResponse<String> running = server.send("POST", "/v1/search", "{}");
      HttpResponse<String> waiting = server.send("POST", "/v1/search", "{}");
      for (HttpResponse<String> response : List.of(running, waiting)) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(RunningServer.json(response).get("code").textValue()).isEqualTo("timeout");
      }
      assertThat(server.searched).hasSize(1); // what only waited never ran
      release.countDown();
    }
  }

  @Test
  void refusesWhatItCannotQueue() throws Exception {
    HttpOptions options = RunningServer.OPTIONS.withSearch(1, 1, Duration.ofSeconds(20));
    CountDownLatch release = new CountDownLatch(1);
    try (RunningServer server = new RunningServer(options)) {
      server.search = request -> slow(request, release);
      List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        var request = server.request("POST", "/v1/search", "{}").build();
        all.add(server.client.sendAsync(request, BodyHandlers.ofString()));
      }
      CompletableFuture<?>[] answered =
          all.stream()
              .map(f -> f.thenAccept(r -> assertThat(r.statusCode()).isEqualTo(503)))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.anyOf(answered).join(); // refused at once, while others run and wait
      while (all.stream().filter(CompletableFuture::isDone).count() < 3) Thread.onSpinWait();
      assertThat(server.send("GET", "/health/live").statusCode()).isEqualTo(200);
      release.countDown();
      List<Integer> statuses = all.stream().map(f -> f.join().statusCode()).sorted().toList();
      assertThat(statuses).containsExactly(200, 200, 503, 503, 503);
      assertThat(server.send("GET", "/metrics").body())
          .contains("kindred_search_rejected_total{reason=\"overloaded\"} 3.0");
    }
  }

  private static dev.kindred.search.SearchAnswer slow(
      SearchRequest request, CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("a running search was interrupted", e);
    }
    return RunningServer.answer(request);
  }
}

package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MergeRoutesTest {
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer();
    put("tt/1", "{\"kind\": \"movie\", \"name\": \"Heat\", \"year\": 1995}");
    put("s42", "{\"kind\": \"movie\", \"name\": \"Heat\", \"year\": 1995}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anOldIdAnswersTheKeptTitleAndSaysWhereItLives() {
    HttpResponse<String> merged = merge("tt/1", "s42");
    assertThat(merged.statusCode()).isEqualTo(200);
    assertThat(id(merged)).isEqualTo("tt/1");
    HttpResponse<String> old = server.send("GET", "/v1/titles/s42");
    assertThat(old.body()).isEqualTo(merged.body());
    assertThat(header(old, "Content-Location")).isEqualTo("/v1/titles/tt%2F1");
    assertThat(header(old, "ETag")).isEqualTo(header(merged, "ETag"));
    assertThat(merged.headers().firstValue("Content-Location")).isEmpty();
    assertThat(id(server.send("GET", "/v1/titles/tt%2F1"))).isEqualTo("tt/1");
    assertThat(server.send("GET", "/v1/titles/s42/similar").statusCode()).isEqualTo(200);
  }

  @Test
  void aRepeatedMergeAnswersTheSameAgain() {
    assertThat(merge("tt/1", "s42").body()).isEqualTo(merge("tt/1", "s42").body());
  }

  @Test
  void anOldIdCannotBeDeleted() {
    merge("tt/1", "s42");
    isProblem(server.send("DELETE", "/v1/titles/s42"), 409, "mergedTitle", "\"tt/1\"");
    assertThat(server.send("GET", "/v1/titles/s42").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesWhatIsNotTwoTitles() {
    isProblem(merge("nobody", "s42"), 404, "unknownTitle", "\"nobody\"");
    isProblem(merge("s42", "nobody"), 404, "unknownTitle", "\"nobody\"");
    merge("tt/1", "s42");
    isProblem(merge("s42", "tt/1"), 409, "sameTitle", "one already");
    put("x", "{\"kind\": \"movie\", \"name\": \"X\"}");
    isProblem(merge("x", "s42"), 409, "mergedElsewhere", "into \"tt/1\"");
    put("part", "{\"kind\": \"season\", \"name\": \"1\", \"parentId\": \"x\"}");
    isProblem(merge("x", "part"), 422, "inconsistentRequest", "parent");
  }

  @Test
  void honoursIfMatch() {
    String tag = header(server.send("GET", "/v1/titles/tt%2F1"), "ETag");
    HttpResponse<String> stale = merge("tt/1", "s42", "\"999\"");
    isProblem(stale, 412, "preconditionFailed", tag);
    assertThat(id(server.send("GET", "/v1/titles/s42"))).isEqualTo("s42");
    assertThat(merge("tt/1", "s42", tag).statusCode()).isEqualTo(200);
    var split = server.request("POST", "/v1/titles/s42/split", null).header("If-Match", tag);
    assertThat(server.send(split).statusCode()).isEqualTo(412);
  }

  @Test
  void waitsForSearchesWhenAsked() {
    server.visible = false;
    String body = "{\"from\": \"s42\"}";
    assertThat(server.send("POST", "/v1/titles/tt%2F1/merge?refresh=wait", body).statusCode())
        .isEqualTo(202);
  }

  @Test
  void aSplitTakesTheMergeBack() {
    merge("tt/1", "s42");
    HttpResponse<String> split = server.send("POST", "/v1/titles/s42/split");
    assertThat(split.statusCode()).isEqualTo(200);
    assertThat(id(split)).isEqualTo("s42");
    assertThat(id(server.send("GET", "/v1/titles/s42"))).isEqualTo("s42");
    isProblem(server.send("POST", "/v1/titles/s42/split"), 409, "notMerged", "\"s42\"");
    isProblem(server.send("POST", "/v1/titles/nobody/split"), 404, "unknownTitle", "\"nobody\"");
  }

  @Test
  void answersWhatItLeftThoughItIsDeletedBeforeTheAnswer() {
    HttpResponse<String> undisturbed = merge("tt/1", "s42");
    server.afterWrite = () -> delete("s42");
    HttpResponse<String> split = server.send("POST", "/v1/titles/s42/split");
    assertThat(split.statusCode()).as(split.body()).isEqualTo(200);
    assertThat(id(split)).isEqualTo("s42");
    server.afterWrite = () -> {};
    assertThat(server.send("GET", "/v1/titles/s42").statusCode()).isEqualTo(404);

    put("s42", "{\"kind\": \"movie\", \"name\": \"Heat\", \"year\": 1995}");
    server.afterWrite = () -> delete("tt/1");
    HttpResponse<String> merged = merge("tt/1", "s42");
    assertThat(merged.statusCode()).as(merged.body()).isEqualTo(200);
    assertThat(merged.body()).isEqualTo(undisturbed.body());
    assertThat(server.send("GET", "/v1/titles/tt%2F1").statusCode()).isEqualTo(404);
  }

  @Test
  void pagesThroughTheLikelyDuplicates() {
    for (int i = 0; i < 4; i++) {
      put("a" + i, twin(i));
      put("b" + i, twin(i));
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      HttpResponse<String> page =
          server.send("GET", "/v1/duplicates?limit=2&minScore=0.5" + cursor);
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      JsonNode body = RunningServer.json(page);
      assertThat(body.at("/total/value").asInt()).isEqualTo(5);
      assertThat(body.at("/total/relation").textValue()).isEqualTo("eq");
      assertThat(body.get("titles").asInt()).isEqualTo(10);
      for (JsonNode item : body.get("items"))
        seen.add(item.at("/first/id").textValue() + "=" + item.at("/second/id").textValue());
      String next = body.get("nextCursor").textValue();
      cursor = next == null ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    assertThat(seen).containsExactly("a0=b0", "a1=b1", "a2=b2", "a3=b3", "tt/1=s42");
    assertThat(RunningServer.json(server.send("GET", "/v1/duplicates")).get("items")).hasSize(4);
  }

  @Test
  void aCursorBelongsToItsScore() {
    put("a1", twin(1));
    put("b1", twin(1));
    String next =
        RunningServer.json(server.send("GET", "/v1/duplicates?limit=1&minScore=0.5"))
            .get("nextCursor")
            .textValue();
    assertThat(next).isNotNull();
    HttpResponse<String> other =
        server.send("GET", "/v1/duplicates?limit=1&minScore=0.6&cursor=" + next);
    isProblem(other, 400, "invalidRequest", "?cursor");
  }

  private static String twin(int i) {
    return "{\"kind\": \"movie\", \"name\": \"Twin %d\", \"year\": 200%d, \"people\": [{\"name\": \"Ann Ode\", \"role\": \"director\"}]}"
        .formatted(i, i);
  }

  private void put(String id, String title) {
    HttpResponse<String> put = server.send("PUT", "/v1/titles/" + Percent.encode(id), title);
    assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
  }

  private void delete(String id) {
    server.titles.write(List.of(new TitleWrite.Delete(new TitleId(id), null))).join();
  }

  private HttpResponse<String> merge(String kept, String from) {
    return merge(kept, from, "*");
  }

  private HttpResponse<String> merge(String kept, String from, String ifMatch) {
    return server.send(
        server
            .request(
                "POST",
                "/v1/titles/" + Percent.encode(kept) + "/merge",
                "{\"from\": \"" + from + "\"}")
            .header("If-Match", ifMatch));
  }

  private static String id(HttpResponse<String> response) {
    return RunningServer.json(response).get("id").textValue();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }

  private static void isProblem(
      HttpResponse<String> response, int status, String code, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode problem = RunningServer.json(response);
    assertThat(problem.get("code").textValue()).isEqualTo(code);
    assertThat(problem.get("detail").textValue()).contains(detail);
  }
}

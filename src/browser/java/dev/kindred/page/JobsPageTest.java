package dev.kindred.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.RequestOptions;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@InChromium
final class JobsPageTest {
  @Test
  void showsAnImportAndWhatItRefused(Visitor visitor) {
    visitor.open("/");
    APIResponse accepted =
        visitor
            .page()
            .request()
            .post(
                "/v1/titles/import?source=jobs-page",
                RequestOptions.create()
                    .setHeader("Content-Type", "application/x-ndjson")
                    .setData("{\"id\":\"jobs-page\",\"kind\":\"movie\"}\n"));
    assertThat(accepted.status()).isEqualTo(202);
    visitor.the("footer a").getByText("Jobs").click();
    assertThat(visitor.the("h1")).hasText("Jobs");
    assertThat(visitor.page()).hasTitle("Jobs – Kindred");
    Locator job = visitor.the(".job").first();
    assertThat(job.locator("h2")).hasText("Import: jobs-page");
    assertThat(job.locator(".job-state")).hasText("Done");
    job.locator("summary").click();
    assertThat(job.locator("li").first())
        .hasText(Pattern.compile("Line 1\\s+/name\\s+is required"));
    assertThat(job.locator("button")).hasCount(0);
  }

  @Test
  void followsARunningJobAndCancelsIt(Visitor visitor) {
    AtomicReference<String> state = new AtomicReference<>("running");
    visitor
        .page()
        .route(
            Pattern.compile(".*/v1/jobs.*"),
            route -> {
              if (route.request().method().equals("DELETE")) state.set("cancelled");
              String job = job(state.get());
              boolean list = route.request().method().equals("GET");
              route.fulfill(
                  new Route.FulfillOptions()
                      .setContentType("application/json")
                      .setBody(list ? "{\"items\":[" + job + "],\"nextCursor\":null}" : job));
            });
    visitor.onAPhone().open("/jobs");
    Locator job = visitor.the(".job");
    assertThat(job.locator("progress")).hasAttribute("value", "250");
    assertThat(job.locator(".job-facts"))
        .hasText("25 % · 9,000 taken · 3 refused · 20,123 a second · 1 min 30 s left");
    assertThat(visitor.scrollsSideways()).isFalse();
    job.locator("button").click();
    assertThat(job.locator(".job-state")).hasText("Cancelled");
    assertThat(job.locator("progress")).hasCount(0);
    assertThat(visitor.the("#announcer")).containsText("films.jsonl");
  }

  private static String job(String state) {
    boolean over = state.equals("cancelled");
    return """
    {"id":"j1","kind":"import","state":"%s","subject":"films.jsonl","done":250,"total":1000,
     "accepted":9000,"unchanged":0,"rejected":3,"perSecond":20123.4,"secondsLeft":%s,"rejects":[],
     "detail":"importing titles","createdAt":"2026-11-26T10:00:00Z",
     "startedAt":"2026-11-26T10:00:00Z","finishedAt":%s}\
    """
        .formatted(state, over ? "null" : "90", over ? "\"2026-11-26T10:01:00Z\"" : "null");
  }
}

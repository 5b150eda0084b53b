package dev.kindred.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.RequestOptions;
import dev.kindred.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// The front page for whoever looks at it: rows, first questions, what one says of titles.
@InChromium
final class HomePageTest {
  private static final String CARD = ".home-card";

  @Test
  void somebodyNewIsAskedAndShownRowsEachTitleOnce(Visitor visitor) {
    visitor.open("/");

    assertThat(visitor.the(".onboarding h2")).hasText("Three you love?");
    assertThat(visitor.the(".choice")).hasCount(8);
    assertThat(visitor.the(".home-row").all().size()).isGreaterThanOrEqualTo(3);
    assertThat(visitor.ids(CARD)).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    for (Locator why : visitor.the(CARD + " .home-why").all()) assertThat(why).not().isEmpty();
    assertThat(visitor.the(".taste")).hasCount(0);
  }

  @Test
  void threePicksMakeThePageAnother(Visitor visitor) {
    visitor.open("/");
    List<String> before = visitor.ids(CARD);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Locator choice = visitor.the(".choice-button").nth(i);
      names.add(choice.locator(".choice-name").innerText());
      choice.press("Enter");
    }

    assertThat(visitor.the(".onboarding")).hasCount(0);
    assertThat(visitor.the("#announcer")).hasText("Your page now follows what you picked");
    assertThat(visitor.ids(CARD)).isNotEqualTo(before);
    assertThat(visitor.the(".home-row[data-placement=because] h2"))
        .containsText("Because you liked");
    assertThat(visitor.the(".taste summary")).containsText("Likes");
    visitor.the(".taste summary").click();
    assertThat(visitor.the(".taste-list")).containsText(names.getLast());

    visitor.open("/");
    assertThat(visitor.the(".taste")).hasCount(1);
    assertThat(visitor.the(".onboarding")).hasCount(0);
  }

  @Test
  void whatIsSaidIsToldWithTheListThatShowedIt(Visitor visitor) {
    List<JsonNode> told = events(visitor);
    visitor.open("/");
    Locator card = visitor.the(".home-row[data-placement=new] " + CARD).first();
    String title = card.getAttribute("data-id");
    card.locator("[data-mark=like]").click();

    assertThat(card.locator("[data-mark=like]")).hasAttribute("aria-pressed", "true");
    assertThat(visitor.the("#announcer")).hasText("Noted that you like it");
    JsonNode like = one(told, "like");
    assertThat(like.get("titleId").asText()).isEqualTo(title);
    assertThat(like.get("placement").asText()).isEqualTo("new");
    assertThat(like.get("position").asInt()).isEqualTo(1);
    assertThat(like.get("recommendationId").asText()).isNotEmpty();
    assertThat(visitor.the(".taste")).hasCount(1);

    card.locator("[data-mark=addToList]").click();
    assertThat(visitor.the("#announcer")).hasText("Put on your list");
    card.locator("[data-mark=addToList]").click();
    assertThat(visitor.the("#announcer")).hasText("Taken off your list");
    assertThat(one(told, "removeFromList").get("titleId").asText()).isEqualTo(title);

    visitor.button("Show it").click();
    assertThat(visitor.the(".home-changed")).hasCount(0);
  }

  @Test
  void whatComesIntoViewAndWhatIsFollowedIsTold(Visitor visitor) {
    List<JsonNode> told = events(visitor);
    visitor.open("/");
    Locator card = visitor.the(CARD).first();
    card.scrollIntoViewIfNeeded();
    String title = card.getAttribute("data-id");
    visitor.page().waitForCondition(() -> told.stream().anyMatch(e -> is(e, "impression")));
    JsonNode shown = one(told, "impression");
    assertThat(shown.get("position").asInt()).isPositive();

    card.locator(".card-link").click();
    assertThat(visitor.the(".title-lead .mark")).hasCount(4);
    visitor.page().waitForCondition(() -> told.stream().anyMatch(e -> is(e, "click")));
    JsonNode click = one(told, "click");
    assertThat(click.get("titleId").asText()).isEqualTo(title);

    visitor.the(".title-lead [data-mark=complete]").click();
    assertThat(visitor.the(".title-lead [data-mark=complete]"))
        .hasAttribute("aria-pressed", "true");
    visitor.page().waitForCondition(() -> told.stream().anyMatch(e -> is(e, "complete")));
    assertThat(one(told, "complete").get("recommendationId"))
        .isEqualTo(click.get("recommendationId"));

    visitor.page().goBack();
    assertThat(visitor.the(CARD).first()).hasAttribute("data-id", title);
  }

  @Test
  void whoIsForgottenIsNewAgain(Visitor visitor) {
    List<JsonNode> told = events(visitor);
    visitor.open("/");
    likeTheFirst(visitor);
    String user = one(told, "like").get("userId").asText();
    visitor.the(".taste summary").click();
    visitor.button("Forget me…").click();
    visitor.button("Forget me").click();

    assertThat(visitor.the(".taste")).hasCount(0);
    assertThat(visitor.the(".onboarding")).hasCount(1);
    assertThat(visitor.page().request().get("/v1/users/" + user).status()).isEqualTo(404);
    likeTheFirst(visitor);
    assertThat(told.getLast().get("userId").asText()).isNotEqualTo(user);
  }

  @Test
  void aSearchIsForWhoeverLooksAtThePage(Visitor visitor) {
    List<JsonNode> told = events(visitor);
    visitor.open("/");
    likeTheFirst(visitor);
    Locator results = visitor.the("ol.results > li.result");
    int shown = results.count();
    visitor.the(".show-more").click(); // of a search that was made before the visitor had an id
    assertThat(results).hasCount(2 * shown);

    String user = one(told, "like").get("userId").asText();
    String blocked = "blade-runner-1982";
    APIResponse put =
        visitor
            .page()
            .request()
            .put(
                "/v1/users/" + user,
                RequestOptions.create()
                    .setData(Map.of("blocked", Map.of("titles", List.of(blocked)))));
    assertThat(put.ok()).isTrue();
    visitor.search("Blade Runner");
    assertThat(visitor.resultIds()).isNotEmpty().doesNotContain(blocked);
    visitor.searchBox().fill("blade run");
    visitor.press("ArrowDown");
    Locator titles = visitor.the("#suggestions [data-kind=title]");
    assertThat(titles.filter(new Locator.FilterOptions().setHasText("Blade Runner 2049")))
        .hasCount(1);
    assertThat(titles.filter(new Locator.FilterOptions().setHasText("1982"))).hasCount(0);
    visitor.open("/title/blade-runner-2049-2017");
    Locator like = visitor.the("section[data-by=story] .row-item[data-id]");
    assertThat(like.first()).isVisible();
    assertThat(visitor.ids("section .row-item[data-id]")).doesNotContain(blocked);
  }

  @Test
  void fitsAPhone(Visitor visitor) {
    visitor.onAPhone().open("/");

    assertThat(visitor.scrollsSideways()).isFalse();
    for (Locator mark : visitor.the(CARD + " .mark").all().subList(0, 4))
      assertThat(mark.boundingBox().height).isGreaterThanOrEqualTo(40);
  }

  /// The events that the page sends from now on.
  private static List<JsonNode> events(Visitor visitor) {
    List<JsonNode> told = new CopyOnWriteArrayList<>();
    visitor
        .page()
        .onRequest((Request request) -> {
          if (request.url().endsWith("/v1/events"))
            Json.parse(request.postData().getBytes(StandardCharsets.UTF_8)).forEach(told::add);
        });
    return told;
  }

  private static boolean is(JsonNode event, String type) {
    return event.get("type").asText().equals(type);
  }

  private static void likeTheFirst(Visitor visitor) {
    visitor.the(CARD + " [data-mark=like]").first().click();
    assertThat(visitor.the(".taste")).hasCount(1);
  }

  private static JsonNode one(List<JsonNode> told, String type) {
    return told.stream().filter(event -> is(event, type)).findFirst().orElseThrow();
  }
}

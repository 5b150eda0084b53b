package dev.kindred.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.RequestOptions;
import dev.kindred.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The page of a service that wants a key: it asks for one in words, and goes on once it has it.
@InChromium
final class KeysPageTest {
  private static final String DIALOG = "dialog.key-dialog[open]";

  private final List<String> made = new ArrayList<>();
  private String admin = "";

  @BeforeEach
  void lock(Visitor visitor) {
    admin = key(visitor, "admin");
  }

  /// The service is open again without any.
  @AfterEach
  void unlock(Visitor visitor) {
    for (String id : made.reversed()) {
      APIResponse revoked = visitor.page().request().delete("/v1/keys/" + id, withKey());
      assertThat(revoked.status()).isEqualTo(204);
    }
  }

  @Test
  void asksForAKeyUntilOneWillDo(Visitor visitor) {
    visitor.onAPhone().page().navigate("/");
    Locator dialog = visitor.the(DIALOG);
    assertThat(dialog.locator("h2")).hasText("This catalogue needs a key");
    assertThat(dialog).containsText("Whoever runs this service can give you one");
    assertThat(visitor.scrollsSideways()).isFalse();
    give(visitor, "not a key");
    assertThat(dialog).containsText("The key was not accepted");
    give(visitor, key(visitor, "events"));
    assertThat(dialog.locator("h2")).hasText("This needs another key");
    assertThat(dialog).containsText("Your key may not look at the catalogue");
    assertThat(dialog).containsText("scope “read”");

    visitor.button("Not now").click();
    Locator notice = visitor.the(".notice-error");
    assertThat(notice).hasCount(1);
    assertThat(notice).containsText("Your key may not look at the catalogue");
    visitor.searchBox().pressSequentially("alien");
    visitor.page().waitForResponse("**/v1/suggest*", () -> visitor.press("s"));
    assertThat(dialog).hasCount(0);

    visitor.button("Enter an API key").click();
    give(visitor, key(visitor, "read"));
    visitor.settled();
    assertThat(visitor.the(".home-row").first()).isVisible();
    assertThat(visitor.the("ol.results > li.result").first()).isVisible();
    assertThat(notice).hasCount(0);
    assertThat(dialog).hasCount(0);
    visitor.search("robots");
    assertThat(visitor.takeComplaints()).isNotEmpty().allMatch(text -> text.contains("40"));
  }

  @Test
  void whatIsShownIsToldOnceToAKeyThatMayNot(Visitor visitor) {
    List<String> told = new ArrayList<>();
    visitor
        .page()
        .onRequest(request -> {
          if (request.url().endsWith("/v1/events")) told.add(request.method());
        });
    visitor.page().navigate("/");
    give(visitor, key(visitor, "read"));
    visitor.settled();
    visitor.the(".home-row").first().scrollIntoViewIfNeeded();
    visitor.page().waitForCondition(() -> !told.isEmpty());
    visitor.the(".home-row").last().scrollIntoViewIfNeeded();
    visitor.page().waitForTimeout(4_000); // longer than a glance, and what is shown is gathered for
    assertThat(told).containsExactly("POST");
    assertThat(visitor.takeComplaints()).isNotEmpty().allMatch(text -> text.contains("40"));
  }

  @Test
  void whatIsSaidIsNotedOnceAKeyMayDoSo(Visitor visitor) {
    visitor.page().navigate("/");
    give(visitor, key(visitor, "read"));
    visitor.settled();
    Locator like = visitor.the(".home-card [data-mark=like]").first();
    Locator dialog = visitor.the(DIALOG);
    assertThat(dialog).hasCount(0); // what is merely shown is not asked about

    like.click();
    assertThat(dialog).containsText("Your key may not note what you do");
    visitor.press("Escape");
    assertThat(visitor.the(".complaint")).containsText("Not noted: Your key may not note what");
    assertThat(like).hasAttribute("aria-pressed", "false");

    like.click();
    give(visitor, key(visitor, "read", "events"));
    assertThat(visitor.the("#announcer")).hasText("Noted that you like it");
    assertThat(like).hasAttribute("aria-pressed", "true");
    assertThat(visitor.the(".complaint p")).hasCount(0);
    assertThat(visitor.the(".taste")).hasCount(1);
    assertThat(visitor.takeComplaints()).isNotEmpty().allMatch(text -> text.contains("40"));
  }

  private static void give(Visitor visitor, String key) {
    visitor.the(DIALOG + " input").fill(key);
    visitor.button("Use this key").click();
  }

  /// The secret of a new key.
  private String key(Visitor visitor, String... scopes) {
    APIResponse answer =
        visitor
            .page()
            .request()
            .post(
                "/v1/keys",
                withKey().setData(Map.of("name", "of a test", "scopes", List.of(scopes))));
    JsonNode key = Json.parse(answer.body());
    made.add(key.at("/id").asText());
    return key.at("/secret").asText();
  }

  private RequestOptions withKey() {
    RequestOptions options = RequestOptions.create();
    return admin.isEmpty() ? options : options.setHeader("Authorization", "Bearer " + admin);
  }
}

package dev.kindred.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InChromium
final class TitlePageTest {
  private static final int ROW = 12;

  @Test
  void showsATitleItsProfileAndWhatIsLikeIt(Visitor visitor) {
    visitor.open("/title/blade-runner-1982");
    assertThat(visitor.the("h1.title-heading")).hasText("Blade Runner");
    assertThat(visitor.page()).hasTitle("Blade Runner (1982) – Kindred");
    assertThat(visitor.the(".title-facts")).containsText("1 h 57 min");
    assertThat(visitor.the(".profile")).containsText("brooding");
    assertThat(visitor.the(".people")).containsText("Ridley Scott");
    for (String by : List.of("story", "feel")) {
      String items = "section[data-by=" + by + "] .row-item[data-id]";
      assertThat(visitor.the(items)).hasCount(ROW);
      assertThat(visitor.ids(items)).doesNotHaveDuplicates().doesNotContain("blade-runner-1982");
    }
    assertThat(visitor.ids("section[data-by=story] .row-item").getFirst())
        .isEqualTo("blade-runner-2049-2017");
    assertThat(visitor.the("section[data-by=story] .row-reason").first())
        .containsText("Harrison Ford");
  }

  @Test
  void leadsToSimilarTitlesAndToEverythingOfAPerson(Visitor visitor) {
    visitor.open("/title/blade-runner-1982");
    visitor.the("section[data-by=story] [data-id=blade-runner-2049-2017] .card-link").click();
    assertThat(visitor.the("h1.title-heading")).hasText("Blade Runner 2049");
    visitor.the(".people").getByText("Harrison Ford").click();
    assertThat(visitor.the("h1.view-heading")).hasText("Harrison Ford");
    visitor.settled();
    assertThat(visitor.resultIds()).contains("blade-runner-1982", "blade-runner-2049-2017");
    visitor.page().goBack();
    assertThat(visitor.the("h1.title-heading")).hasText("Blade Runner 2049");
  }

  @Test
  void fitsAPhone(Visitor visitor) {
    visitor.onAPhone().open("/title/blade-runner-1982");
    assertThat(visitor.the("section[data-by=feel] .row-item[data-id]")).hasCount(ROW);
    assertThat(visitor.scrollsSideways()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b 🎬?#%", "../../docs", "\"><i>'"})
  void whatACatalogueHoldsIsTextNeverMarkup(String id, Visitor visitor) {
    String name = "<script>window.ran = 1</script> Zyzzyx & <b>bold</b>";
    String synopsis = "A zyzzyx <img src=x onerror='window.ran = 1'> &lt;em&gt; </em> walks.";
    String address = "/v1/titles/" + Visitor.encoded(id) + "?refresh=wait";
    Map<String, Object> title = Map.of("kind", "movie", "name", name, "synopsis", synopsis);
    APIResponse put = visitor.page().request().put(address, RequestOptions.create().setData(title));
    assertThat(put.status()).as(put.text()).isEqualTo(201);
    try {
      visitor.open("/").search("zyzzyx walks");
      Locator found = visitor.the("li.result").first();
      assertThat(found).hasAttribute("data-id", id);
      assertThat(found.locator(".card-link")).hasText(name);
      assertThat(found.locator(".card-summary")).containsText("onerror='window.ran = 1'");
      found.locator(".card-link").click();
      assertThat(visitor.the("h1.title-heading")).hasText(name);
      visitor.page().reload();
      assertThat(visitor.the("h1.title-heading")).hasText(name);
      assertThat(visitor.the(".title-synopsis")).hasText(synopsis);
      assertThat(visitor.page().evaluate("window.ran")).isNull();
    } finally {
      assertThat(visitor.page().request().delete(address).ok()).isTrue();
    }
  }

  @Test
  void anUnknownTitleSaysSo(Visitor visitor) {
    visitor.open("/title/none-such");
    assertThat(visitor.the(".not-found h1")).hasText("There is no such title here");
    assertThat(visitor.takeComplaints()).hasSize(1).allMatch(text -> text.contains("404"));
    visitor.the(".not-found .button").click();
    assertThat(visitor.the("h1.hero-heading")).isVisible();
  }

  @Test
  void theFooterLeadsToTheDescriptionOfTheApi(Visitor visitor) {
    visitor.open("/title/blade-runner-1982").the("footer a").getByText("API").click();
    assertThat(visitor.page()).hasURL(Pattern.compile("/docs$"));
    assertThat(visitor.the(".opblock-summary-path").first()).containsText("/v1/");
    assertThat(
            visitor
                .page()
                .getByRole(AriaRole.HEADING)
                .filter(new Locator.FilterOptions().setHasText("Kindred"))
                .first())
        .isVisible();
  }
}

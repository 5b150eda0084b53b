package dev.kindred.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// How a search was read, shown as chips and edited.
@InChromium
final class ReadingPageTest {
  private static final String WISHED =
      "/?q=something+like+Blade+Runner+but+hopeful,+without+gore,+after+1990";

  @Test
  void showsHowTheQueryWasRead(Visitor visitor) {
    visitor.open(WISHED);
    assertThat(visitor.the(".reading-label"))
        .hasText(new String[] {"like Blade Runner", "hopeful", "not gore", "from 1991"});
    assertThat(visitor.the(".reading-chip.is-negated")).hasText("not gore");
    assertThat(visitor.the(".reading-reset")).hasCount(0);
    assertThat(visitor.the("h1.view-heading")).containsText("“something like Blade Runner");
  }

  @Test
  void aChipIsRemovedAndBackBringsItBack(Visitor visitor) {
    visitor.open(WISHED);
    List<String> before = visitor.resultIds();
    List<String> asked = bodies(visitor);
    visitor.button("Remove from 1991").click();
    assertThat(visitor.the(".reading-label"))
        .hasText(new String[] {"like Blade Runner", "hopeful", "not gore"});
    visitor.settled();
    assertThat(visitor.the("h1.view-heading")).hasText(Pattern.compile("like Blade Runner"));
    assertThat(asked).anyMatch(body -> body.contains("\"interpretation\":{"));
    assertThat(asked).noneMatch(body -> body.contains("\"query\""));
    List<String> after = visitor.resultIds();
    assertThat(after).isNotEqualTo(before).contains("solaris-1972");

    String edited = visitor.address();
    assertThat(edited).contains("reading={").contains("\"wanted\":[\"hopeful\"]");
    visitor.page().reload();
    visitor.settled();
    assertThat(visitor.resultIds()).isEqualTo(after);

    visitor.page().goBack();
    assertThat(visitor.the(".reading-label")).hasCount(4);
    visitor.settled();
    assertThat(visitor.resultIds()).isEqualTo(before);
    visitor.page().goForward();
    assertThat(visitor.the(".reading-label")).hasCount(3);
    visitor.settled();
    assertThat(visitor.address()).isEqualTo(edited);

    visitor.button("Back to what I typed").click();
    assertThat(visitor.the(".reading-label")).hasCount(4);
    assertThat(visitor.address()).doesNotContain("reading=");
  }

  @Test
  void everyKindOfChipTurnsToNotAndBack(Visitor visitor) {
    visitor.open(WISHED);
    for (String label : List.of("like Blade Runner", "hopeful", "from 1991")) {
      Locator turn = visitor.button("Not: " + label);
      assertThat(turn).hasAttribute("aria-pressed", "false");
      turn.click();
      assertThat(turn).hasAttribute("aria-pressed", "true");
      assertThat(visitor.the(".reading-label").getByText("not " + label)).isVisible();
    }
    visitor.settled();
    assertThat(visitor.the(".card-facts").first()).hasText(Pattern.compile("^19[1-8]|^1990"));
    assertThat(visitor.address())
        .contains("\"weight\":-1")
        .contains("\"unwanted\":[\"gore\",\"hopeful\"]")
        .contains("{\"not\":{\"field\":\"year\",\"gte\":1991}}");
    visitor.button("Not: gore").click();
    visitor.button("Not: like Blade Runner").click();
    assertThat(visitor.the(".reading-label"))
        .hasText(new String[] {"like Blade Runner", "gore", "not hopeful", "not from 1991"});
  }

  @Test
  void comparativesTurnIntoTheirOpposite(Visitor visitor) {
    visitor.open("/?q=like+Alien+but+less+violent");
    assertThat(visitor.the(".reading-label")).hasText(new String[] {"like Alien", "less violent"});
    visitor.button("Not: less violent").click();
    assertThat(visitor.the(".reading-label")).hasText(new String[] {"like Alien", "more violent"});
    visitor.button("Not: more violent").click();
    assertThat(visitor.the(".reading-chip.is-negated")).hasText("less violent");
  }

  @Test
  void wishesAndTitlesAreAdded(Visitor visitor) {
    visitor.open("/?q=robots");
    assertThat(visitor.the(".reading-label")).hasText("“robots”");
    add(visitor, "hopeful", "Enter");
    add(visitor, "without war", "Enter");
    assertThat(visitor.the(".reading-label"))
        .hasText(new String[] {"hopeful", "not war", "“robots”"});

    visitor.button("Add").click();
    visitor.page().keyboard().type("wall-e");
    assertThat(visitor.the("#add-suggestion-0")).hasAttribute("data-kind", "title");
    visitor.press("ArrowDown", "Enter");
    assertThat(visitor.the(".reading-chip.is-title")).containsText("like WALL·E");
    visitor.settled();
    assertThat(visitor.resultIds()).isNotEmpty().doesNotContain("wall-e-2008");

    visitor.button("Add").click();
    visitor.page().keyboard().type("animatio");
    visitor.the("#add-suggestions [data-kind=genre]").first().click();
    assertThat(visitor.the(".reading-chip.is-condition")).hasText("Animation");
    visitor.settled();
    assertThat(visitor.the(".card-genres").first()).containsText("Animation");
  }

  @Test
  void aNameBecomesSomethingToBeLike(Visitor visitor) {
    visitor.open("/?q=Blade+Runner");
    assertThat(visitor.the(".reading-heading")).hasText("Looking for the title");
    assertThat(visitor.the(".reading-turn")).hasCount(0);
    assertThat(visitor.resultIds()).startsWith("blade-runner-1982");
    visitor.button("Find something like it").click();
    assertThat(visitor.the(".reading-label")).hasText("like Blade Runner");
    visitor.settled();
    assertThat(visitor.resultIds()).isNotEmpty().doesNotContain("blade-runner-1982");
  }

  @Test
  void filtersOfTheSideStayOutOfTheReading(Visitor visitor) {
    visitor.open("/?q=like+Alien+but+funny&f.kind=movie&f.decade=1980&f.decade=1990");
    assertThat(visitor.the(".reading-label")).hasText(new String[] {"like Alien", "funny"});
    visitor.button("Remove funny").click();
    assertThat(visitor.the(".reading-label")).hasText("like Alien");
    assertThat(visitor.the(".active-filters .chip")).hasCount(3);
    visitor.settled();
    assertThat(visitor.the(".card-facts").allInnerTexts())
        .isNotEmpty()
        .allMatch(facts -> facts.matches("(?s)19[89].*"));
  }

  @Test
  void theLastChipLeavesTheCatalogue(Visitor visitor) {
    visitor.open("/?q=robots").button("Remove “robots”").click();
    assertThat(visitor.the("h1.hero-heading")).isVisible();
    assertThat(visitor.searchBox()).isFocused();
    assertThat(visitor.address()).isEqualTo("/");
  }

  @Test
  void aNewTextIsReadAnew(Visitor visitor) {
    visitor.open(WISHED).button("Remove hopeful").click();
    visitor.search("quiet love story in Hong Kong");
    assertThat(visitor.address()).doesNotContain("reading=");
    assertThat(visitor.the(".reading-label").first()).not().hasText("like Blade Runner");
  }

  @Test
  void theKeyboardAloneEdits(Visitor visitor) {
    visitor.open(WISHED).button("Remove hopeful").focus();
    visitor.press("Enter");
    assertThat(visitor.button("Remove not gore")).isFocused();
    visitor.press("Shift+Tab", "Space");
    Locator turned = visitor.button("Not: gore");
    assertThat(turned).hasAttribute("aria-pressed", "false");
    assertThat(turned).isFocused();
    visitor.button("Add").focus();
    visitor.press("Enter");
    visitor.page().keyboard().type("tender");
    visitor.press("Escape", "Escape");
    assertThat(visitor.button("Add")).isFocused();
    assertThat(visitor.the(".reading-label")).hasCount(3);
    assertThat(visitor.the("#announcer"))
        .hasText(Pattern.compile("\\d+\\+? titles for like Blade Runner, gore"));
  }

  @Test
  void anAddressThatHoldsNoReadingIsReadAsIfItHeldNone(Visitor visitor) {
    for (String nonsense : List.of("{", "[]", "7", "{}", "{\"anchors\":7}", "{\"wanted\":[1]}")) {
      visitor.open("/?q=robots&reading=" + Visitor.encoded(nonsense));
      assertThat(visitor.the(".reading-label")).hasText("“robots”");
    }
    visitor.open("/?reading=" + Visitor.encoded("{\"anchors\":[{\"weight\":99}]}"));
    assertThat(visitor.the(".notice-error")).containsText("/interpretation/anchors/0");
    assertThat(visitor.takeComplaints()).isNotEmpty().allMatch(text -> text.contains("400"));
  }

  @Test
  void fitsAPhone(Visitor visitor) {
    visitor.onAPhone().open(WISHED);
    assertThat(visitor.scrollsSideways()).isFalse();
    assertThat(visitor.the(".reading-turn").first().boundingBox().width).isGreaterThanOrEqualTo(44);
    visitor.button("Add").click();
    visitor.page().keyboard().type("her");
    Locator list = visitor.the("#add-suggestions");
    assertThat(list).isVisible();
    assertThat(list.boundingBox().x).isGreaterThanOrEqualTo(0);
    assertThat(visitor.scrollsSideways()).isFalse();
  }

  private static void add(Visitor visitor, String typed, String key) {
    visitor.button("Add").click();
    visitor.page().keyboard().type(typed);
    visitor.press(key);
    visitor.settled();
  }

  private static List<String> bodies(Visitor visitor) {
    List<String> bodies = new ArrayList<>();
    visitor
        .page()
        .onRequest((Request request) -> {
          if (request.url().endsWith("/v1/search")) bodies.add(String.valueOf(request.postData()));
        });
    return bodies;
  }
}

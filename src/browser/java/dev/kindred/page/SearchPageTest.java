package dev.kindred.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@InChromium
final class SearchPageTest {
  private static final int PAGE = 30;
  private static final String ROBOTS = "/?q=something+slow+and+rainy+with+robots";

  @Test
  void showsTheWholeCatalogueAtHome(Visitor visitor) {
    visitor.open("/");
    assertThat(visitor.the("h1.hero-heading")).isVisible();
    assertThat(visitor.the("ol.results > li.result")).hasCount(PAGE);
    assertThat(visitor.the(".result .why")).hasCount(0);
    assertThat(visitor.count("kind", "movie") + visitor.count("kind", "series"))
        .isEqualTo(visitor.found());
  }

  @Test
  void everyExampleFindsWhatItSays(Visitor visitor) {
    visitor.open("/");
    for (String example : visitor.the(".examples .chip").allInnerTexts()) {
      visitor.open("/").the(".examples .chip").getByText(example).click();
      assertThat(visitor.the("h1.view-heading")).containsText(example);
      visitor.settled();
      List<String> best = visitor.resultIds().stream().limit(10).toList();
      switch (example) {
        case "a heist that goes wrong but stays funny" ->
            assertThat(best).contains("lock-stock-and-two-smoking-barrels-1998", "snatch-2000");
        case "slow, rainy, melancholy science fiction" ->
            assertThat(best).contains("blade-runner-1982", "blade-runner-2049-2017");
        case "animation by Hayao Miyazaki" ->
            assertThat(best).contains("spirited-away-2001", "princess-mononoke-1997");
        case "Nordic crime series" ->
            assertThat(best).contains("the-bridge-2011", "the-killing-2007", "trapped-2015");
        default -> throw new AssertionError("an example without an expectation: " + example);
      }
    }
  }

  @Test
  void suggestsWhileTypingAndFollowsTheChoiceOfTheKeyboard(Visitor visitor) {
    visitor.open("/").searchBox().pressSequentially("blde run");
    Locator first = visitor.the("#suggestion-0");
    assertThat(first).hasAttribute("data-kind", "title");
    assertThat(first).hasAttribute("aria-selected", "false");
    assertThat(visitor.searchBox()).hasAttribute("aria-expanded", "true");
    visitor.press("ArrowDown");
    assertThat(first).hasAttribute("aria-selected", "true");
    assertThat(visitor.searchBox()).hasAttribute("aria-activedescendant", "suggestion-0");
    visitor.press("Escape");
    assertThat(visitor.the("#suggestions")).isHidden();
    assertThat(visitor.searchBox()).hasValue("blde run");
    visitor.press("ArrowDown");
    assertThat(visitor.the("#suggestions")).isVisible();
    visitor.press("ArrowDown", "Enter");
    assertThat(visitor.the("h1.title-heading")).containsText("Blade Runner");
    assertThat(visitor.address()).startsWith("/title/blade-runner-");
    assertThat(visitor.searchBox()).hasValue("");
  }

  @Test
  void aSuggestedPersonLeadsToTheirTitles(Visitor visitor) {
    visitor.open("/").searchBox().pressSequentially("hayao miy");
    visitor.the("#suggestions [data-kind=person]").first().click();
    assertThat(visitor.the("h1.view-heading")).hasText("Hayao Miyazaki");
    visitor.settled();
    assertThat(visitor.resultIds()).contains("spirited-away-2001");
    assertThat(visitor.the("[data-filter=\"people:Hayao Miyazaki\"]")).isVisible();
  }

  @Test
  void enterShowsExplainedResults(Visitor visitor) {
    visitor.open("/").search("something slow and rainy with robots");
    Locator best = visitor.the("li.result").first();
    assertThat(best.locator(".why-source").first()).isVisible();
    assertThat(best.locator("em.match").first()).containsText("robot");
    assertThat(best.locator(".why-list")).isHidden();
    best.locator(".why summary").click();
    assertThat(best.locator(".why-list")).containsText("Mentions robot");
    assertThat(best.locator(".why-list li").last()).containsText("by story");
    assertThat(visitor.the(".result-count")).hasText(Pattern.compile("\\d+\\+ titles"));
    assertThat(visitor.page()).hasTitle(Pattern.compile("robots.*Kindred"));
  }

  @Test
  void facetsNarrowWidenAndLiveInTheAddress(Visitor visitor) {
    visitor.open("/");
    int all = visitor.found();
    int dramas = visitor.count("genres", "Drama");
    visitor.facet("genres", "Drama").check();
    assertThat(visitor.the(".result-count")).hasText(dramas + " titles");
    assertThat(visitor.address()).isEqualTo("/?f.genres=Drama");

    int either = dramas + visitor.count("genres", "Comedy");
    visitor.facet("genres", "Comedy").check();
    assertThat(visitor.the("[data-filter=\"genres:Comedy\"]")).isVisible();
    visitor.settled();
    int dramaOrComedy = visitor.found();
    assertThat(dramaOrComedy).isGreaterThan(dramas).isLessThanOrEqualTo(either);

    int nineties = visitor.count("decade", "1990");
    visitor.facet("decade", "1990").check();
    assertThat(visitor.the(".result-count")).hasText(nineties + " titles");
    String narrowed = "/?f.genres=Drama&f.genres=Comedy&f.decade=1990";
    assertThat(visitor.address()).isEqualTo(narrowed);

    visitor.page().reload();
    assertThat(visitor.the(".result-count")).hasText(nineties + " titles");
    assertThat(visitor.facet("genres", "Comedy")).isChecked();
    assertThat(visitor.facet("decade", "1990")).isChecked();

    visitor.the("[data-filter=\"decade:1990\"]").click();
    assertThat(visitor.the(".result-count")).hasText(dramaOrComedy + " titles");
    visitor.page().goBack();
    assertThat(visitor.the(".result-count")).hasText(nineties + " titles");
    assertThat(visitor.address()).isEqualTo(narrowed);

    visitor.button("Clear all").click();
    assertThat(visitor.the(".result-count")).hasText(all + " titles");
    assertThat(visitor.the(".active-filters")).hasCount(0);
    assertThat(visitor.address()).isEqualTo("/");
  }

  @Test
  void yearsNarrow(Visitor visitor) {
    visitor.open("/").the("input[name=yearFrom]").fill("1950");
    visitor.press("Tab");
    assertThat(visitor.the("[data-filter=year]")).containsText("1950 and later");
    visitor.the("input[name=yearTo]").fill("1959");
    visitor.press("Enter");
    assertThat(visitor.the("[data-filter=year]")).containsText("1950–1959");
    visitor.settled();
    assertThat(visitor.address()).isEqualTo("/?yearFrom=1950&yearTo=1959");
    assertThat(visitor.count("decade", "1950")).isEqualTo(visitor.found());
    assertThat(visitor.the(".card-facts").allInnerTexts()).allMatch(text -> text.startsWith("195"));
  }

  @Test
  void filtersStayWhenANewTextIsSearched(Visitor visitor) {
    visitor.open("/?f.kind=series").search("a detective in the north");
    assertThat(visitor.the("[data-filter=\"kind:series\"]")).isVisible();
    assertThat(visitor.the(".card-facts").allInnerTexts())
        .allMatch(text -> text.contains("series"));
  }

  @Test
  void showsMoreWithoutRepeatsAndComesBackToTheSamePlace(Visitor visitor) {
    visitor.open(ROBOTS);
    List<String> first = visitor.resultIds();
    visitor.the(".show-more").click();
    assertThat(visitor.the("ol.results > li.result")).hasCount(2 * PAGE);
    List<String> both = visitor.resultIds();
    assertThat(both).doesNotHaveDuplicates().startsWith(first.toArray(String[]::new));
    Locator next = visitor.the(".card-link").nth(PAGE);
    assertThat(next).isFocused();

    next.click();
    assertThat(visitor.the("h1.title-heading")).isVisible();
    visitor.page().goBack();
    assertThat(visitor.the("ol.results > li.result")).hasCount(2 * PAGE);
    assertThat(next).isFocused();
    assertThat(next).isInViewport();
    assertThat(visitor.resultIds()).isEqualTo(both);
  }

  @Test
  void wordsAloneAreAnOption(Visitor visitor) {
    visitor.open("/?q=robots");
    assertThat(visitor.the("#search-options")).isHidden();
    visitor.button("Options").click();
    visitor.the("#search-options input[value=lexical]").check();
    assertThat(visitor.page()).hasURL(Pattern.compile("mode=lexical"));
    visitor.settled();
    assertThat(visitor.the(".why-source").allInnerTexts()).containsOnly("Words");
    visitor.press("Escape");
    assertThat(visitor.the("#search-options")).isHidden();
    assertThat(visitor.button("Options")).isFocused();
  }

  @Test
  void anEmptyAnswerSaysWhatToDrop(Visitor visitor) {
    visitor.open("/?q=robots&mode=lexical&f.genres=Western&f.decade=1920");
    assertThat(visitor.the(".notice-empty")).isVisible();
    visitor.the(".way").filter(new Locator.FilterOptions().setHasText("any filter")).click();
    assertThat(visitor.the("li.result").first()).isVisible();
    assertThat(visitor.address()).isEqualTo("/?q=robots&mode=lexical");
  }

  @Test
  void aFailureIsSaidAndCanBeRetried(Visitor visitor) {
    visitor.open("/");
    visitor.page().route("**/v1/search", Route::abort);
    visitor.searchBox().fill("robots");
    visitor.press("Enter");
    assertThat(visitor.the(".notice-error")).containsText("Kindred cannot be reached");
    assertThat(visitor.takeComplaints()).isNotEmpty().allMatch(text -> text.contains("ERR_FAILED"));
    visitor.page().unroute("**/v1/search");
    visitor.button("Try again").click();
    assertThat(visitor.the("li.result").first()).isVisible();
    assertThat(visitor.the(".notice-error")).hasCount(0);
  }

  @Test
  void whatTheServiceRefusesIsShownInItsWords(Visitor visitor) {
    visitor.open("/?q=" + "long ".repeat(2_000));
    assertThat(visitor.the(".notice-error")).containsText("/query");
    assertThat(visitor.the(".notice-id code")).not().isEmpty();
    assertThat(visitor.takeComplaints()).isNotEmpty().allMatch(text -> text.contains("400"));
  }

  @Test
  void theThemeIsRemembered(Visitor visitor) {
    visitor.open("/");
    Locator root = visitor.the("html");
    Object day = ground(visitor);
    visitor.the(".theme-toggle").click();
    assertThat(root).hasAttribute("data-theme", "dark");
    Object night = ground(visitor);
    assertThat(night).isNotEqualTo(day);
    visitor.page().reload();
    assertThat(root).hasAttribute("data-theme", "dark");
    assertThat(ground(visitor)).isEqualTo(night);
    visitor.button("Switch to the light theme").click();
    assertThat(root).hasAttribute("data-theme", "light");
    assertThat(ground(visitor)).isEqualTo(day);
  }

  @Test
  void fitsAPhone(Visitor visitor) {
    visitor.onAPhone();
    for (String address : List.of("/", ROBOTS + "&f.genres=Drama&f.decade=2010", "/title/none")) {
      visitor.open(address);
      assertThat(visitor.scrollsSideways()).as(address).isFalse();
    }
    assertThat(visitor.takeComplaints()).hasSize(1).allMatch(text -> text.contains("404"));
  }

  @Test
  void filtersAreASheetOnAPhone(Visitor visitor) {
    visitor.onAPhone().open("/?q=robots");
    Locator sheet = visitor.the("dialog.filter-sheet");
    assertThat(sheet).isHidden();
    assertThat(visitor.the(".sidebar")).hasCount(0);
    visitor.button("Filters").click();
    visitor.facet("genres", "Drama").check();
    assertThat(visitor.page()).hasURL(Pattern.compile("f\\.genres=Drama"));
    visitor.settled();
    assertThat(sheet).isVisible();
    sheet.locator(".sheet-foot button").click();
    assertThat(sheet).isHidden();
    assertThat(visitor.button("Filters (1)")).isVisible();
    visitor.the("[data-filter=\"genres:Drama\"]").click();
    assertThat(visitor.button("Filters")).isVisible();
  }

  @Test
  void theKeyboardAloneIsEnough(Visitor visitor) {
    visitor.open(ROBOTS).press("Tab");
    assertThat(visitor.the(".skip-link")).isFocused();
    assertThat(visitor.the(".skip-link")).isInViewport();
    visitor.press("Enter");
    assertThat(visitor.the("main")).isFocused();
    visitor.press("/");
    assertThat(visitor.searchBox()).isFocused();
    visitor.page().keyboard().type("quiet love story in Hong Kong");
    visitor.press("Enter");
    assertThat(visitor.the("h1.view-heading")).containsText("Hong Kong");
    visitor.settled();
    Locator best = visitor.the(".card-link").first();
    for (int i = 0; i < 100 && !isFocused(best); i++) visitor.press("Tab");
    assertThat(best).isFocused();
    visitor.press("Enter");
    assertThat(visitor.the("h1.title-heading")).hasText("In the Mood for Love");
    assertThat(visitor.the("h1.title-heading")).isFocused();
  }

  private static boolean isFocused(Locator locator) {
    return (Boolean) locator.evaluate("element => element === document.activeElement");
  }

  private static Object ground(Visitor visitor) {
    return visitor.page().evaluate("getComputedStyle(document.body).backgroundColor");
  }
}

package dev.kindred.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Somebody with a fresh browser profile on the page: a desktop screen, light theme, until
/// [#onAPhone]. Collects what the browser complains of: console errors and warnings, exceptions,
/// violations of the content security policy.
final class Visitor implements AutoCloseable {
  private static final String REPORT_VIOLATIONS =
      "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI));";

  private final RunningKindred kindred;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Visitor(RunningKindred kindred) {
    this.kindred = kindred;
    context =
        kindred
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(kindred.address())
                    .setViewportSize(1440, 900)
                    .setColorScheme(ColorScheme.LIGHT)
                    .setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(15_000);
    context.addInitScript(REPORT_VIOLATIONS);
    page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning"))
        complaints.add(message.type() + ": " + message.text());
    });
    page.onPageError(error -> complaints.add("exception: " + error));
  }

  Page page() {
    return page;
  }

  Visitor onAPhone() {
    page.setViewportSize(390, 844);
    return this;
  }

  /// Goes to an address of the page and waits for what is asked there.
  Visitor open(String address) {
    page.navigate(address);
    return settled();
  }

  /// Waits until what was asked last is on screen.
  Visitor settled() {
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    assertThat(page.locator("h1").first()).not().isEmpty();
    return this;
  }

  Locator the(String selector) {
    return page.locator(selector);
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator searchBox() {
    return page.getByRole(
        AriaRole.COMBOBOX,
        new Page.GetByRoleOptions().setName("Search films and series").setExact(true));
  }

  Locator facet(String field, String value) {
    return the("fieldset[data-facet=" + field + "] input.facet-check[value=\"" + value + "\"]");
  }

  /// How many titles a facet says that a value has.
  int count(String field, String value) {
    String text =
        the("fieldset[data-facet=" + field + "] .facet-option")
            .filter(new Locator.FilterOptions().setHas(the("input[value=\"" + value + "\"]")))
            .locator(".facet-count")
            .innerText();
    return number(text);
  }

  /// How many titles the page says that it found; a lower bound when a plus follows.
  int found() {
    return number(the(".result-count").innerText());
  }

  Visitor press(String... keys) {
    for (String key : keys) page.keyboard().press(key);
    return this;
  }

  Visitor search(String query) {
    searchBox().fill(query);
    searchBox().press("Enter");
    assertThat(the("h1.view-heading")).containsText(query);
    return settled();
  }

  List<String> resultIds() {
    return ids("ol.results > li.result");
  }

  List<String> ids(String selector) {
    return the(selector).all().stream().map(item -> item.getAttribute("data-id")).toList();
  }

  /// The address after the host, decoded.
  String address() {
    String rest = page.url().substring(kindred.address().length());
    return URLDecoder.decode(rest, StandardCharsets.UTF_8);
  }

  /// Whether the page is wider than its window.
  boolean scrollsSideways() {
    return (Boolean) page.evaluate("document.documentElement.scrollWidth > innerWidth");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// What the browser complained of since the last call.
  List<String> takeComplaints() {
    List<String> taken = List.copyOf(complaints);
    complaints.clear();
    return taken;
  }

  @Override
  public void close() {
    context.close();
  }

  private static int number(String text) {
    return Integer.parseInt(text.replaceAll("\\D", ""));
  }
}

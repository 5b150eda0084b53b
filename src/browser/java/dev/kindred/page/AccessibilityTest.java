package dev.kindred.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a script can check of WCAG 2.2 level AA, over whole pages in both themes.
@InChromium
final class AccessibilityTest {
  /// Returns what is wrong with the document, one line a fault.
  private static final String AUDIT =
      """
      () => {
        const faults = [];
        const shown = element => element.checkVisibility({ visibilityProperty: true });
        const all = selector => [...document.querySelectorAll(selector)].filter(shown);
        const told = element => element.outerHTML.slice(0, 120);
        const hidden = element => element.closest('[aria-hidden=true]');

        if (!document.documentElement.lang) faults.push('the document names no language');
        if (all('main').length !== 1) faults.push('there must be one main');
        const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
        for (const id of new Set(ids)) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push('id twice: ' + id);

        for (const control of all('a[href], button, input, select, textarea, summary, [role]')) {
          if (['status', 'alert', 'timer', 'search', 'presentation'].includes(control.role) || hidden(control)) continue;
          const by = (control.getAttribute('aria-labelledby') ?? '').split(' ');
          const name = control.getAttribute('aria-label') || control.title || control.innerText
            || [...(control.labels ?? [])].map(label => label.textContent).join('')
            || by.map(id => document.getElementById(id)?.textContent ?? '').join('');
          if (!name?.trim()) faults.push('no name: ' + told(control));
        }
        for (const image of all('img')) if (!image.hasAttribute('alt')) faults.push('no alt: ' + told(image));
        for (const drawing of all('svg')) {
          if (!hidden(drawing) && !drawing.getAttribute('aria-label')) faults.push('not hidden, no name: ' + told(drawing));
        }
        for (const property of ['aria-controls', 'aria-labelledby', 'aria-activedescendant', 'for']) {
          for (const element of all(`[${property}]`)) {
            if (!document.getElementById(element.getAttribute(property))) faults.push(property + ' leads nowhere: ' + told(element));
          }
        }

        const headings = all('h1, h2, h3, h4, h5, h6').map(heading => Number(heading.localName[1]));
        if (headings.filter(level => level === 1).length !== 1) faults.push('there must be one h1: ' + headings);
        headings.reduce((above, level) => {
          if (level > above + 1) faults.push(`h${level} follows h${above}`);
          return level;
        }, headings[0]);

        const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
        const ink = canvas.getContext('2d', { willReadFrequently: true });
        const over = (colours) => {
          ink.clearRect(0, 0, 1, 1);
          for (const colour of colours) {
            ink.fillStyle = colour;
            ink.fillRect(0, 0, 1, 1);
          }
          return [...ink.getImageData(0, 0, 1, 1).data].slice(0, 3);
        };
        const luminance = rgb => rgb
          .map(channel => channel / 255)
          .map(channel => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
          .reduce((sum, channel, index) => sum + channel * [0.2126, 0.7152, 0.0722][index], 0);
        const grounds = element => {
          const layers = [];
          for (let at = element; at; at = at.parentElement) {
            const style = getComputedStyle(at);
            if (style.backgroundImage !== 'none') return null;
            layers.unshift(style.backgroundColor);
          }
          return layers;
        };
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const seen = new Set();
        let checked = 0;
        while (texts.nextNode()) {
          const element = texts.currentNode.parentElement;
          if (!texts.currentNode.data.trim() || seen.has(element) || !shown(element)) continue;
          seen.add(element);
          if (element.closest('.visually-hidden, .cover-art, noscript, :disabled')) continue;
          const behind = grounds(element);
          if (!behind) continue;
          const style = getComputedStyle(element);
          const [a, b] = [over(behind), over([...behind, style.color])].map(luminance);
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          const size = parseFloat(style.fontSize);
          const needed = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
          checked++;
          if (ratio < needed) faults.push(`contrast ${ratio.toFixed(2)} of ${needed}: ${told(element)}`);
        }
        if (checked < 5) faults.push('hardly any text to check: ' + checked);
        return [...new Set(faults)];
      }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?q=something+slow+and+rainy+with+robots&f.genres=Drama",
        "/?q=something+like+Blade+Runner+but+hopeful,+without+gore,+after+1990",
        "/?q=robots&mode=lexical&f.genres=Western&f.decade=1920",
        "/title/blade-runner-1982",
        "/jobs"
      })
  void holdsInBothThemes(String address, Visitor visitor) {
    visitor.open(address);
    if (address.startsWith("/title"))
      assertThat(visitor.the("section[data-by=feel] .row-item[data-id]").first()).isVisible();
    assertThat(faults(visitor)).as("light").isEmpty();
    visitor.the(".theme-toggle").click();
    assertThat(faults(visitor)).as("dark").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Filters", "Options"})
  void holdsInWhatOpensOnAPhone(String button, Visitor visitor) {
    visitor.onAPhone().open("/?q=robots").button(button).click();
    assertThat(faults(visitor)).as("light").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "her"})
  void holdsWhileAdding(String typed, Visitor visitor) {
    visitor.open("/?q=like+Alien+but+hopeful").button("Add").click();
    visitor.page().keyboard().type(typed);
    if (!typed.isEmpty()) assertThat(visitor.the("#add-suggestion-0")).isVisible();
    assertThat(faults(visitor)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"blade", "hayao"})
  void holdsWhileSuggesting(String typed, Visitor visitor) {
    visitor.open("/").searchBox().pressSequentially(typed);
    visitor.press("ArrowDown");
    assertThat(visitor.the("#suggestion-0")).isVisible();
    assertThat(faults(visitor)).isEmpty();
  }

  @SuppressWarnings("unchecked") // the script returns strings
  private static List<String> faults(Visitor visitor) {
    return (List<String>) visitor.page().evaluate(AUDIT);
  }
}

package dev.kindred.index.lucene;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.testing.Indexes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HighlightsTest {
  @TempDir Path folder;

  @Test
  void marksStemmedMatchesAndLeavesTheRestAsItIs() {
    Title title =
        aTitle()
            .named("Amélie")
            .about("Two brothers are running. Nothing happens here. Everybody runs.")
            .withKeywords("on the run", "winter")
            .build();
    assertThat(highlights(title, "run brother amelie"))
        .isEqualTo(
            Map.of(
                "name", List.of("<em>Amélie</em>"),
                "synopsis",
                    List.of(
                        "Two <em>brothers</em> are <em>running</em>."
                            + " … Everybody <em>runs</em>."),
                "keywords", List.of("on the <em>run</em>")));
  }

  @Test
  void escapesWhatMeansSomethingInHtml() {
    Title title =
        aTitle()
            .withId("x")
            .named("<script>alert('Tom & \"Jerry\"')</script> night")
            .about("<em>night</em> falls &amp; stays")
            .starring("<b>Night</b>")
            .withKeywords("night<img onerror=x>")
            .build();
    assertThat(highlights(title, "night"))
        .isEqualTo(
            Map.of(
                "name",
                List.of(
                    "&lt;script&gt;alert(&#39;Tom &amp; &quot;Jerry&quot;&#39;)&lt;/script&gt;"
                        + " <em>night</em>"),
                "synopsis",
                List.of("&lt;em&gt;<em>night</em>&lt;/em&gt; falls &amp;amp; stays"),
                "people",
                List.of("&lt;b&gt;<em>Night</em>&lt;/b&gt;"),
                "keywords",
                List.of("<em>night</em>&lt;img onerror=x&gt;")));
  }

  @Test
  void marksOtherNamesAndPeople() {
    Title title =
        Title.builder(new TitleId("hero"), Title.Kind.MOVIE, "Hero")
            .originalName("Ying xiong")
            .aliases(List.of(new Title.Alias("El héroe", "es"), new Title.Alias("Held", "de")))
            .people(Title.Role.CAST, List.of("Jet Li", "Maggie Cheung"))
            .build();
    assertThat(highlights(title, "xiong heroe cheung"))
        .isEqualTo(
            Map.of(
                "originalName", List.of("Ying <em>xiong</em>"),
                "aliases", List.of("El <em>héroe</em>"),
                "people", List.of("Maggie <em>Cheung</em>")));
  }

  @Test
  void nothingIsMarkedWhereNothingMatches() {
    Title title = aTitle().named("Heat").about("A thief.").build();
    assertThat(highlights(title, "xyzzy")).isEmpty();
    assertThat(highlights(title, "")).isEmpty();
    assertThat(highlights(title, "?!")).isEmpty();
  }

  @Test
  void emojiAndAstralCharactersStayWhole() {
    Title title = aTitle().withId("e").named("🎬👩‍🚀 night 𝔘").build();
    assertThat(highlights(title, "night"))
        .isEqualTo(Map.of("name", List.of("🎬👩‍🚀 <em>night</em> 𝔘")));
  }

  private Map<String, List<String>> highlights(Title title, String text) {
    try (TitleIndex index =
            Indexes.bulkLoaded(
                folder.resolve(text.replaceAll("\\W", "_") + "-"), Indexes.indexed(title));
        TitleSearcher searcher = index.acquire()) {
      TitleKey key = new TitleKey(1);
      return searcher
          .highlights(text, searcher.documents(List.of(key)).values())
          .getOrDefault(key, Map.of());
    }
  }
}

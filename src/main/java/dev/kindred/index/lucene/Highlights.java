package dev.kindred.index.lucene;

import dev.kindred.catalogue.Title;
import java.io.IOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.WholeBreakIterator;
import org.jspecify.annotations.Nullable;

/// Marks where a text matches a title's name, aliases, people, synopsis and keywords, by analysing
/// them anew. Passages are HTML-escaped, matches stand in `<em>`.
final class Highlights {
  private static final int PASSAGES = 2;
  private final UnifiedHighlighter sentences;
  private final UnifiedHighlighter whole;
  private final TextQuery query;

  Highlights(Analyzers analyzers, TextQuery query) {
    this.query = query;
    DefaultPassageFormatter formatter = new DefaultPassageFormatter("<em>", "</em>", " … ", true);
    sentences =
        UnifiedHighlighter.builderWithoutSearcher(analyzers.perField())
            .withFormatter(formatter)
            .withMaxNoHighlightPassages(0)
            .withBreakIterator(() -> BreakIterator.getSentenceInstance(Locale.ROOT))
            .build();
    whole =
        UnifiedHighlighter.builderWithoutSearcher(analyzers.perField())
            .withFormatter(formatter)
            .withMaxNoHighlightPassages(0)
            .withBreakIterator(WholeBreakIterator::new)
            .build();
  }

  Map<String, List<String>> of(Title title) throws IOException {
    Map<String, List<String>> found = new LinkedHashMap<>();
    Query names = query.highlighted(Schema.NAME);
    put(found, "name", whole(Schema.NAME, names, title.name()));
    if (title.originalName() != null)
      put(found, "originalName", whole(Schema.NAME, names, title.originalName()));
    Query people = query.highlighted(Schema.PEOPLE);
    put(
        found,
        "people",
        title.people().stream().map(Title.Person::name).distinct().limit(50).toList(),
        Schema.PEOPLE,
        people);
    if (title.synopsis() != null) put(found, "synopsis", synopsis(title.synopsis()));
    put(found, "keywords", title.keywords(), Schema.KEYWORDS, query.highlighted(Schema.KEYWORDS));
    return found;
  }

  private @Nullable String synopsis(String text) throws IOException {
    Object passages =
        sentences.highlightWithoutSearcher(
            Schema.SYNOPSIS, query.highlighted(Schema.SYNOPSIS), text, PASSAGES);
    return passages == null ? null : passages.toString();
  }

  private @Nullable String whole(String field, Query terms, String text) throws IOException {
    Object passage = whole.highlightWithoutSearcher(field, terms, text, 1);
    return passage == null ? null : passage.toString();
  }

  private void put(
      Map<String, List<String>> found, String name, List<String> texts, String field, Query terms)
      throws IOException {
    List<String> marked = new ArrayList<>();
    for (String text : texts) {
      String one = whole(field, terms, text);
      if (one != null) marked.add(one);
    }
    if (!marked.isEmpty()) found.put(name, marked);
  }

  private static void put(Map<String, List<String>> found, String name, @Nullable String passage) {
    if (passage != null) found.put(name, List.of(passage));
  }
}

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
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.WholeBreakIterator;
import org.jspecify.annotations.Nullable;

/// Marks where a text matches a title's names, people, synopsis and keywords, by analysing them
/// anew. Passages are HTML-escaped, matches stand in `<em>`.
final class Highlights {
  private static final int PASSAGES = 2;
  private final UnifiedHighlighter sentences;
  private final UnifiedHighlighter whole;
  private final TextQuery query;

  Highlights(Analyzers analyzers, TextQuery query) {
    this.query = query;
    Marks formatter = new Marks();
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
    put(found, "name", whole(Schema.NAME, query.highlighted(Schema.NAME), title.name()));
    Query others = query.highlighted(Schema.ALIASES);
    if (title.originalName() != null)
      put(found, "originalName", whole(Schema.ALIASES, others, title.originalName()));
    put(
        found,
        "aliases",
        title.aliases().stream().map(Title.Alias::text).distinct().toList(),
        Schema.ALIASES,
        others);
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

  /// Escapes the five characters that mean something in HTML, and no other: Lucene's own formatter
  /// writes every space and accent as a number.
  private static final class Marks extends PassageFormatter {
    @Override
    public String format(Passage[] passages, String content) {
      StringBuilder out = new StringBuilder();
      for (Passage passage : passages) {
        if (!out.isEmpty()) out.append(" … ");
        int at = passage.getStartOffset();
        for (int i = 0; i < passage.getNumMatches(); i++) {
          int start = Math.max(at, passage.getMatchStarts()[i]);
          int end = Math.min(passage.getMatchEnds()[i], passage.getEndOffset());
          if (end <= start) continue; // within the match before
          escape(content, at, start, out);
          out.append("<em>");
          escape(content, start, end, out);
          out.append("</em>");
          at = end;
        }
        escape(content, at, passage.getEndOffset(), out);
        while (Character.isWhitespace(out.charAt(out.length() - 1)))
          out.setLength(out.length() - 1);
      }
      return out.toString();
    }

    private static void escape(String text, int from, int to, StringBuilder out) {
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        switch (c) {
          case '&' -> out.append("&amp;");
          case '<' -> out.append("&lt;");
          case '>' -> out.append("&gt;");
          case '"' -> out.append("&quot;");
          case '\'' -> out.append("&#39;");
          default -> out.append(c);
        }
      }
    }
  }
}

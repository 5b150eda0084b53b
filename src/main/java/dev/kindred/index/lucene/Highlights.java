package dev.kindred.index.lucene;

import dev.kindred.catalogue.Title;
import dev.kindred.index.lucene.Analyzers.Token;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Marks where a text matches a title's names, people, synopsis and keywords, by analysing them
/// anew. Passages are HTML-escaped, matches stand in `<em>`. Works as Lucene's unified highlighter
/// does, with its scores and formats, without what that one prepares for each text: a page has a
/// thousand short ones.
final class Highlights {
  private static final int PASSAGES = 2;
  private static final double K1 = 1.2;
  private static final double B = 0.75;
  private static final double PIVOT = 87;

  private final Analyzers analyzers;
  private final TextQuery query;

  Highlights(Analyzers analyzers, TextQuery query) {
    this.analyzers = analyzers;
    this.query = query;
  }

  Map<String, List<String>> of(Title title) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    put(found, "name", whole(Schema.NAME, query.highlighted(Schema.NAME), title.name()));
    Set<String> others = query.highlighted(Schema.ALIASES);
    if (title.originalName() != null)
      put(found, "originalName", whole(Schema.ALIASES, others, title.originalName()));
    put(
        found,
        "aliases",
        title.aliases().stream().map(Title.Alias::text).distinct().toList(),
        Schema.ALIASES,
        others);
    Set<String> people = query.highlighted(Schema.PEOPLE);
    put(
        found,
        "people",
        title.people().stream().map(Title.Person::name).distinct().limit(50).toList(),
        Schema.PEOPLE,
        people);
    if (title.synopsis() != null) put(found, "synopsis", synopsis(title.synopsis()));
    put(found, "keywords", title.keywords(), Schema.TEXT, query.highlighted(Schema.TEXT));
    return found;
  }

  /// A stretch of a text and the matches in it, in order.
  private record Passage(int start, int end, List<Token> matches) {
    /// Lucene's: BM25 without rarity, a sentence of [#PIVOT] characters being of middling length.
    /// Each distinct word saturates, so two words tell more than one twice.
    double score() {
      Map<String, Integer> frequencies = new HashMap<>();
      for (Token match : matches) frequencies.merge(match.term(), 1, Integer::sum);
      double norm = K1 * (1 - B + B * (end - start) / PIVOT);
      double score = 0;
      for (int frequency : frequencies.values()) score += frequency / (frequency + norm);
      return score;
    }
  }

  /// The best sentences, in their order.
  private @Nullable String synopsis(String text) {
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(text);
    List<Passage> passages = new ArrayList<>();
    for (Token match : matches(Schema.TEXT, query.highlighted(Schema.TEXT), text)) {
      if (passages.isEmpty() || match.start() >= passages.getLast().end()) {
        int start = Math.max(sentences.preceding(match.start() + 1), 0);
        int end = Math.min(sentences.following(match.start()), text.length());
        passages.add(new Passage(start, end, new ArrayList<>()));
      }
      passages.getLast().matches().add(match);
    }
    if (passages.isEmpty()) return null;
    return marked(
        passages.stream()
            .sorted(Comparator.comparingDouble(Passage::score).reversed())
            .limit(PASSAGES)
            .sorted(Comparator.comparingInt(Passage::start))
            .toList(),
        text);
  }

  private @Nullable String whole(String field, Set<String> terms, String text) {
    List<Token> matches = matches(field, terms, text);
    return matches.isEmpty() ? null : marked(List.of(new Passage(0, text.length(), matches)), text);
  }

  private List<Token> matches(String field, Set<String> terms, String text) {
    if (terms.isEmpty()) return List.of();
    return analyzers.tokens(field, text).stream().filter(t -> terms.contains(t.term())).toList();
  }

  private void put(
      Map<String, List<String>> found,
      String name,
      List<String> texts,
      String field,
      Set<String> terms) {
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

  private static String marked(List<Passage> passages, String text) {
    StringBuilder out = new StringBuilder();
    for (Passage passage : passages) {
      if (!out.isEmpty()) out.append(" … ");
      int at = passage.start();
      for (Token match : passage.matches()) {
        int start = Math.max(at, match.start());
        int end = Math.min(match.end(), passage.end());
        if (end <= start) continue; // within the match before
        escape(text, at, start, out);
        out.append("<em>");
        escape(text, start, end, out);
        out.append("</em>");
        at = end;
      }
      escape(text, at, passage.end(), out);
      while (Character.isWhitespace(out.charAt(out.length() - 1))) out.setLength(out.length() - 1);
    }
    return out.toString();
  }

  /// Escapes the five characters that mean something in HTML, and no other.
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

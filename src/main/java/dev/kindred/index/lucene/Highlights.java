package dev.kindred.index.lucene;

import dev.kindred.catalogue.Title;
import dev.kindred.index.lucene.Analyzers.Token;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.PassageScorer;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Marks where a text matches a title's names, people, synopsis and keywords, by analysing them
/// anew. Passages are HTML-escaped, matches stand in `<em>`. Works as Lucene's unified highlighter
/// does, whose passages, scores and formats it uses, without what that one prepares for each text:
/// a page has a thousand short ones.
final class Highlights {
  private static final int PASSAGES = 2;
  private static final PassageScorer SCORER = new PassageScorer();
  private static final Marks MARKS = new Marks();

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
    put(found, "keywords", title.keywords(), Schema.KEYWORDS, query.highlighted(Schema.KEYWORDS));
    return found;
  }

  /// The best sentences, in their order.
  private @Nullable String synopsis(String text) {
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(text);
    List<Passage> passages = new ArrayList<>();
    Passage last = null;
    for (Token match : matches(Schema.SYNOPSIS, query.highlighted(Schema.SYNOPSIS), text)) {
      if (last == null || match.start() >= last.getEndOffset()) {
        last = new Passage();
        last.setStartOffset(Math.max(sentences.preceding(match.start() + 1), 0));
        last.setEndOffset(Math.min(sentences.following(match.start()), text.length()));
        passages.add(last);
      }
      mark(last, match);
    }
    if (passages.isEmpty()) return null;
    for (Passage passage : passages) passage.setScore(SCORER.score(passage, text.length()));
    return MARKS.format(
        passages.stream()
            .sorted(Comparator.comparingDouble(Passage::getScore).reversed())
            .limit(PASSAGES)
            .sorted(Comparator.comparingInt(Passage::getStartOffset))
            .toArray(Passage[]::new),
        text);
  }

  private @Nullable String whole(String field, Set<String> terms, String text) {
    List<Token> matches = matches(field, terms, text);
    if (matches.isEmpty()) return null;
    Passage passage = new Passage();
    passage.setStartOffset(0);
    passage.setEndOffset(text.length());
    for (Token match : matches) mark(passage, match);
    return MARKS.format(new Passage[] {passage}, text);
  }

  private List<Token> matches(String field, Set<String> terms, String text) {
    if (terms.isEmpty()) return List.of();
    return analyzers.tokens(field, text).stream().filter(t -> terms.contains(t.term())).toList();
  }

  private static void mark(Passage passage, Token match) {
    passage.addMatch(match.start(), match.end(), new BytesRef(match.term()), Integer.MAX_VALUE);
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

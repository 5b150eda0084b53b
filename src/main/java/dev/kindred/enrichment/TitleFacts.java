package dev.kindred.enrichment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.Title.Role;
import dev.kindred.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a model is told of a title, and what its profile is checked against. Ratings, popularity,
/// availability and links are left out: they change all day and say nothing of what a title is
/// like, so a change of them does not redo a profile.
final class TitleFacts {
  private static final int MAX_SYNOPSIS = 4_000;
  private static final int MAX_KEYWORDS = 40;
  private static final int MAX_CAST = 10;
  private static final int MAX_CREW = 4;

  private TitleFacts() {}

  /// As the model sees it: one JSON object, in which whatever others wrote is a quoted string.
  static String json(Title title) {
    ObjectNode out = Json.object();
    out.put("kind", Json.name(title.kind()));
    out.put("name", title.name());
    text(out, "originalName", title.originalName());
    number(out, "year", title.year());
    number(out, "endYear", title.endYear());
    number(out, "runtimeMinutes", title.runtimeMinutes());
    texts(out, "genres", title.genres(), MAX_KEYWORDS);
    texts(out, "countries", title.countries(), MAX_KEYWORDS);
    texts(out, "languages", title.languages(), MAX_KEYWORDS);
    if (title.maturity() != null) out.put("maturity", title.maturity().label());
    text(out, "franchise", title.franchise());
    for (Role role : Role.values())
      if (role != Role.CAST) texts(out, Json.name(role), title.people(role), MAX_CREW);
    cast(out, title);
    texts(out, "keywords", title.keywords(), MAX_KEYWORDS);
    text(out, "tagline", title.tagline());
    text(out, "synopsis", title.synopsis());
    return Json.write(out);
  }

  /// Everything written about the title, in lower case: what a profile may repeat.
  static String words(Title title) {
    List<String> words = new ArrayList<>();
    words.add(title.name());
    add(words, title.originalName());
    title.aliases().forEach(alias -> words.add(alias.text()));
    words.addAll(title.genres());
    words.addAll(title.keywords());
    add(words, title.franchise());
    for (Title.Person person : title.people()) {
      words.add(person.name());
      add(words, person.character());
    }
    add(words, title.tagline());
    add(words, title.synopsis());
    return String.join(" \n ", words).toLowerCase(Locale.ROOT);
  }

  private static void cast(ObjectNode out, Title title) {
    ArrayNode cast = Json.array();
    for (Title.Person person : title.people()) {
      if (person.role() != Role.CAST || cast.size() == MAX_CAST) continue;
      cast.add(
          person.character() == null
              ? person.name()
              : person.name() + " as " + cut(person.character()));
    }
    if (!cast.isEmpty()) out.set("cast", cast);
  }

  private static void texts(ObjectNode out, String name, List<String> texts, int most) {
    if (!texts.isEmpty())
      out.set(name, Json.strings(texts.stream().limit(most).map(TitleFacts::cut).toList()));
  }

  private static void text(ObjectNode out, String name, @Nullable String text) {
    if (text != null) out.put(name, cut(text));
  }

  private static void number(ObjectNode out, String name, @Nullable Integer number) {
    if (number != null) out.put(name, number);
  }

  private static String cut(String text) {
    if (text.length() <= MAX_SYNOPSIS) return text;
    int end = Character.isHighSurrogate(text.charAt(MAX_SYNOPSIS - 1)) ? 1 : 0;
    return text.substring(0, MAX_SYNOPSIS - end);
  }

  private static void add(List<String> words, @Nullable String text) {
    if (text != null) words.add(text);
  }
}

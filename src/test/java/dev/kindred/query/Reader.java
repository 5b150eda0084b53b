package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Filter.Bound;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.Titles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Reads queries by the [Grammar] over the bundled catalogue and a few titles more, and writes what
/// was read in one line.
final class Reader implements AutoCloseable {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private final TitleIndex index;
  private final TitleSearcher searcher;
  private final Grammar grammar = new Grammar(() -> NOW);

  Reader(Path folder) throws IOException {
    List<Title> titles = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("index/catalogue/titles.jsonl"))) {
      JsonFields in = JsonFields.of(Json.parse(line), "", new Faults());
      titles.add(Objects.requireNonNull(TitleJson.read(in, null)));
    }
    titles.add(Titles.aTitle().withId("it-2017").named("It").from(2017).build());
    titles.add(Titles.aTitle().withId("them-1954").named("Them!").from(1954).build());
    titles.add(Titles.aTitle().withId("something-2019").named("Something").from(2019).build());
    titles.add(Titles.aTitle().withId("that-2020").named("That").from(2020).build());
    titles.add(Titles.aTitle().withId("hope-2013").named("Hope").from(2013).build());
    List<IndexedTitle> indexed = new ArrayList<>();
    for (Title title : titles)
      indexed.add(Indexes.indexed(indexed.size() + 1, title, Titles.aProfile().build()));
    index = Indexes.bulkLoaded(folder, indexed);
    searcher = index.acquire();
  }

  Interpretation interpretation(String query) {
    return interpretation(query, Filter.NONE);
  }

  Interpretation interpretation(String query, Filter filter) {
    return grammar.read(query, filter, searcher);
  }

  /// `kind | like … | want … | not … | filter | text`, empty parts left out.
  String line(String query) {
    return line(interpretation(query));
  }

  static String line(Interpretation read) {
    List<String> parts = new ArrayList<>();
    if (read.kind() != Interpretation.Kind.REQUEST) parts.add(Json.name(read.kind()));
    add(parts, "like", read.anchors().stream().map(Reader::line).toList());
    add(parts, "want", read.wanted().stream().map(Aspect::phrase).toList());
    add(parts, "not", read.unwanted().stream().map(Aspect::phrase).toList());
    String filter = line(read.filter());
    if (!filter.isEmpty()) parts.add("filter: " + filter);
    if (!read.text().isEmpty() && (read.kind() == Interpretation.Kind.REQUEST
            || read.kind() == Interpretation.Kind.CONVERSATION))
      parts.add("text: " + read.text());
    read.notes().forEach(note -> parts.add("note: " + note.code()));
    return String.join(" | ", parts);
  }

  private static void add(List<String> parts, String name, List<String> values) {
    if (!values.isEmpty()) parts.add(name + ": " + String.join("; ", values));
  }

  private static String line(Preference anchor) {
    String name =
        switch (anchor) {
          case Preference.OfTitle title -> title.id().value();
          case Preference.OfPerson person ->
              (person.period() == Preference.Period.ANY ? "" : Json.name(person.period()) + " ")
                  + person.name();
          case Preference.OfGenre genre -> genre.name();
          case Preference.OfText text -> text.text();
        };
    return anchor.weight() < 0 ? "-" + name : name;
  }

  static String line(Filter filter) {
    return switch (filter) {
      case Filter.All all ->
          all.parts().stream().map(Reader::nested).collect(Collectors.joining(" & "));
      case Filter.Any any ->
          any.parts().stream().map(Reader::nested).collect(Collectors.joining(" or "));
      case Filter.Not not -> "not " + nested(not.part());
      // one name stands for all the names of a genre
      case Filter.AnyOf leaf ->
          leaf.field().name()
              + "="
              + (leaf.field().name().equals("genres") || leaf.field().name().equals("maturity")
                  ? value(leaf.values().getFirst())
                  : leaf.values().stream().map(Reader::value).collect(Collectors.joining(",")));
      case Filter.AllOf leaf -> leaf.field().name() + "=all" + leaf.values();
      case Filter.Range range -> {
        String name = range.field().name();
        if (range.lower() != null && range.lower().equals(range.upper()))
          yield name + "=" + number(range.lower());
        String lower = range.lower() == null ? "" : name + ">" + bound(range.lower());
        String upper = range.upper() == null ? "" : name + "<" + bound(range.upper());
        yield lower + (lower.isEmpty() || upper.isEmpty() ? "" : " & ") + upper;
      }
      case Filter.Exists exists -> "has " + exists.field().name();
      case Filter.Available available -> "available " + available.region();
    };
  }

  private static String nested(Filter filter) {
    boolean group =
        filter instanceof Filter.Any
            || filter instanceof Filter.All
            || (filter instanceof Filter.Range(_, Bound lower, Bound upper)
                && lower != null
                && upper != null
                && !lower.equals(upper));
    return group ? "(" + line(filter) + ")" : line(filter);
  }

  private static String bound(Bound bound) {
    return (bound.edge() == Filter.Edge.INCLUSIVE ? "=" : "") + number(bound);
  }

  private static String number(Bound bound) {
    return String.valueOf((long) bound.value());
  }

  private static String value(Filter.Value value) {
    return switch (value) {
      case Filter.Text text -> text.value();
      case Filter.Decimal number -> String.valueOf(number.value());
      case Filter.Flag flag -> String.valueOf(flag.value());
    };
  }

  @Override
  public void close() {
    searcher.close();
    index.close();
  }
}

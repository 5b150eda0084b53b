package dev.kindred.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.index.Suggestion;
import dev.kindred.index.TitleSearcher;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Nearest;
import dev.kindred.query.Interpretation.Kind;
import dev.kindred.query.Interpretation.Note;
import dev.kindred.query.Interpretation.Parser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A model's reply made an [Interpretation]: nothing of it is taken on trust. Names must be in the
/// query and in the index, genres and people in a filter must be known, a filter may only name
/// fields that people speak of. A name that the person did type and nobody knows becomes a note, as
/// the grammar does it; anything else that does not fit makes the whole reading wrong.
final class ModelReading {
  private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Set<String> FIELDS =
      Set.of(
          "year",
          "endYear",
          "decade",
          "runtimeMinutes",
          "seasonNumber",
          "genres",
          "countries",
          "languages",
          "kind",
          "maturity",
          "rating.average",
          "rating.count");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /// A model does not tell how sure it is.
  private static final double CONFIDENCE = 0.8;

  private static final double CONFIDENCE_UNKNOWN_NAME = 0.5;

  private final TitleSearcher index;
  private final Faults faults = new Faults();
  private final List<Note> notes = new ArrayList<>();
  private final List<String> queryWords;
  private final String query;

  private ModelReading(String query, TitleSearcher index) {
    this.query = query;
    this.index = index;
    queryWords = List.of(WORDS.split(query.toLowerCase(Locale.ROOT), -1));
  }

  /// @param reply of the schema
  /// @throws InvalidJsonException when the reply does not fit the query or the index
  static Interpretation of(JsonNode reply, String query, Filter filter, TitleSearcher index) {
    return new ModelReading(query, index).read(reply, filter);
  }

  private Interpretation read(JsonNode reply, Filter filter) {
    if (reply.path("kind").asText().equals("description"))
      return new Interpretation(
          Kind.DESCRIPTION,
          List.of(),
          List.of(),
          List.of(),
          filter,
          query,
          0.5,
          Parser.LLM,
          List.of());
    List<Preference> anchors = new ArrayList<>();
    anchors(reply.path("like"), "/like", 1, anchors);
    anchors(reply.path("dislike"), "/dislike", -1, anchors);
    Set<Aspect> unwanted = aspects(reply.path("unwanted"));
    Set<Aspect> wanted = aspects(reply.path("wanted"));
    for (Aspect aspect : unwanted) {
      if (wanted.removeIf(w -> w.text().equalsIgnoreCase(aspect.text())))
        notes.add(
            new Note(
                "contradiction",
                "\"" + aspect.text() + "\" is both asked for and refused; read as refused"));
    }
    Filter own = known(FilterJson.read(reply.path("filter"), "/filter", faults), "/filter");
    faults.throwIfAny();
    String text = reply.path("text").asText().strip();
    boolean name =
        reply.path("kind").asText().equals("name")
            && anchors.size() == 1
            && anchors.getFirst().weight() > 0
            && wanted.isEmpty()
            && unwanted.isEmpty()
            && own.equals(Filter.NONE);
    boolean nothing =
        anchors.isEmpty() && wanted.isEmpty() && unwanted.isEmpty() && own.equals(Filter.NONE);
    return new Interpretation(
        name ? Kind.NAME : Kind.REQUEST,
        anchors,
        List.copyOf(wanted),
        List.copyOf(unwanted),
        Filter.and(filter, own),
        name || (nothing && text.isEmpty()) ? query : text,
        notes.isEmpty() ? CONFIDENCE : CONFIDENCE_UNKNOWN_NAME,
        Parser.LLM,
        notes);
  }

  private void anchors(JsonNode list, String at, double weight, List<Preference> anchors) {
    for (int i = 0; i < list.size(); i++) {
      JsonNode one = list.get(i);
      String pointer = at + "/" + i;
      String name = one.path("name").asText().strip();
      Preference anchor =
          switch (one.path("type").asText()) {
            case "title" -> title(name, one.path("year"), weight);
            case "person" -> person(name, period(one.path("period").asText()), weight);
            default -> genre(name, weight);
          };
      boolean typed = isTyped(name);
      if (anchor != null && (typed || anchor instanceof Preference.OfGenre)) {
        anchors.add(anchor);
      } else if (typed) {
        notes.add(
            new Note(
                "unknownAnchor", "no title, person or genre called \"" + name + "\" is known"));
      } else {
        faults.inconsistent(
            pointer, "notInQuery", "names \"" + name + "\", which the query does not");
      }
    }
  }

  private @Nullable Preference title(String name, JsonNode year, double weight) {
    Suggestion best = null;
    for (Suggestion one : named(name, Suggestion.Kind.TITLE)) {
      if (one.id() == null) continue;
      boolean dated = year.isInt() && one.year() != null && one.year() == year.intValue();
      if (dated) return new Preference.OfTitle(one.id(), one.text(), weight);
      if (best == null) best = one;
    }
    return best == null || best.id() == null
        ? null
        : new Preference.OfTitle(best.id(), best.text(), weight);
  }

  private @Nullable Preference person(String name, Preference.Period period, double weight) {
    List<Suggestion> people = named(name, Suggestion.Kind.PERSON);
    return people.isEmpty()
        ? null
        : new Preference.OfPerson(people.getFirst().text(), period, weight);
  }

  private @Nullable Preference genre(String name, double weight) {
    return genre(name).map(known -> new Preference.OfGenre(known, weight)).orElse(null);
  }

  /// A genre as the catalogue spells it, also by another of its names.
  private Optional<String> genre(String name) {
    List<Suggestion> genres = named(name, Suggestion.Kind.GENRE);
    if (!genres.isEmpty()) return Optional.of(genres.getFirst().text());
    Lexicon.Genre known = Lexicon.genre(name.toLowerCase(Locale.ROOT));
    if (known == null || known.groups().size() != 1) return Optional.empty();
    return known.groups().getFirst().stream()
        .flatMap(spelling -> named(spelling, Suggestion.Kind.GENRE).stream())
        .map(Suggestion::text)
        .findFirst();
  }

  private List<Suggestion> named(String name, Suggestion.Kind kind) {
    List<Suggestion> found = new ArrayList<>(index.named(name));
    String lower = name.toLowerCase(Locale.ROOT);
    if (found.isEmpty() && kind == Suggestion.Kind.TITLE)
      found.addAll(index.named(lower.startsWith("the ") ? name.substring(4) : "the " + name));
    return found.stream().filter(one -> one.kind() == kind).toList();
  }

  private static Preference.Period period(String name) {
    return switch (name) {
      case "early" -> Preference.Period.EARLY;
      case "late" -> Preference.Period.LATE;
      default -> Preference.Period.ANY;
    };
  }

  /// Whether the person typed a name, or something near it, its letters without spaces, or its
  /// initials.
  private boolean isTyped(String name) {
    List<String> words =
        List.of(WORDS.split(name.toLowerCase(Locale.ROOT), -1)).stream()
            .filter(word -> !word.isEmpty())
            .toList();
    String joined = String.join("", words);
    StringBuilder initials = new StringBuilder();
    words.forEach(word -> initials.append(word.charAt(0)));
    if (String.join("", queryWords).contains(joined)) return true;
    if (words.size() > 1 && queryWords.contains(initials.toString())) return true;
    return words.stream()
        .filter(word -> word.length() > 3)
        .anyMatch(
            word -> Nearest.to(word, queryWords).filter(near -> near.length() > 2).isPresent());
  }

  private static Set<Aspect> aspects(JsonNode list) {
    Set<Aspect> aspects = new LinkedHashSet<>();
    for (JsonNode one : list) {
      String phrase = one.asText().strip();
      if (!phrase.isEmpty() && !phrase.equalsIgnoreCase("more") && !phrase.equalsIgnoreCase("less"))
        aspects.add(Aspect.parse(phrase));
    }
    return aspects;
  }

  /// A filter with the genres and people as the catalogue spells them.
  private Filter known(Filter filter, String at) {
    return switch (filter) {
      case Filter.All(List<Filter> parts) ->
          parts.isEmpty() ? filter : new Filter.All(parts.stream().map(p -> known(p, at)).toList());
      case Filter.Any(List<Filter> parts) ->
          new Filter.Any(parts.stream().map(p -> known(p, at)).toList());
      case Filter.Not(Filter part) -> new Filter.Not(known(part, at));
      case Filter.AnyOf(FilterField field, List<Filter.Value> values) ->
          new Filter.AnyOf(allowed(field, at), known(field, values, at));
      case Filter.AllOf(FilterField field, List<Filter.Value> values) ->
          new Filter.AllOf(allowed(field, at), known(field, values, at));
      case Filter.Range range -> {
        var _ = allowed(range.field(), at);
        yield range;
      }
      case Filter.Exists(FilterField field) -> new Filter.Exists(allowed(field, at));
      case Filter.Available available -> {
        faults.malformed(at, "unknownField", "a query has no condition on \"available\"");
        yield available;
      }
    };
  }

  private FilterField allowed(FilterField field, String at) {
    if (!FIELDS.contains(field.name()) && !isOfPeople(field))
      faults.malformed(at, "unknownField", "a query has no condition on \"" + field.name() + "\"");
    return field;
  }

  private static boolean isOfPeople(FilterField field) {
    return field.name().equals("people") || field.name().startsWith("people.");
  }

  private List<Filter.Value> known(FilterField field, List<Filter.Value> values, String at) {
    List<Filter.Value> known = new ArrayList<>();
    for (Filter.Value value : values) known.add(known(field, value, at));
    return known;
  }

  private Filter.Value known(FilterField field, Filter.Value value, String at) {
    if (!(value instanceof Filter.Text(String text))) return value;
    Optional<String> spelt = Optional.of(text);
    if (field.name().equals("genres")) spelt = genre(text);
    else if (field.name().equals("countries"))
      spelt = Optional.of(text).filter(COUNTRIES::contains);
    else if (isOfPeople(field))
      spelt = named(text, Suggestion.Kind.PERSON).stream().findFirst().map(Suggestion::text);
    if (spelt.isEmpty())
      faults.malformed(at, "unknownValue", "no title has " + field.name() + " \"" + text + "\"");
    return new Filter.Text(spelt.orElse(text));
  }
}

package dev.kindred.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.Title.Alias;
import dev.kindred.catalogue.Title.Availability;
import dev.kindred.catalogue.Title.Kind;
import dev.kindred.catalogue.Title.Links;
import dev.kindred.catalogue.Title.Maturity;
import dev.kindred.catalogue.Title.Person;
import dev.kindred.catalogue.Title.Rating;
import dev.kindred.catalogue.Title.Role;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The JSON form of a title: the same in the API, in NDJSON files and in the store. Absent fields
/// are left out. Reading is strict: every fault is recorded with its pointer.
public final class TitleJson {
  static final int MAX_NAME = 1_000;
  static final int MAX_TEXT = 20_000;
  static final int MAX_ENTRIES = 500;
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*");
  private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

  private TitleJson() {}

  /// Reads the fields of a title; the caller ends `in` after reading what else it allows there.
  ///
  /// @param id the id given outside the object, as in a URL; the object may then repeat it but not
  ///   contradict it
  /// @return the title, or null when a fault was recorded
  public static @Nullable Title read(JsonFields in, @Nullable TitleId id) {
    Faults faults = in.faults();
    int before = faults.count();
    TitleId titleId = titleId(in, id);
    if (!in.has("kind")) faults.malformed(in.pointer("kind"), "required", "is required");
    Kind kind = in.choice("kind", Kind.class);
    String name = in.requiredText("name", MAX_NAME);
    Title.Builder title =
        Title.builder(
            titleId == null ? new TitleId("invalid") : titleId,
            kind == null ? Kind.OTHER : kind,
            name.isEmpty() ? "invalid" : name);
    title.originalName(in.text("originalName", MAX_NAME));
    title.aliases(aliases(in));
    title.parentId(reference(in, "parentId", titleId));
    title.seasonNumber(in.integer("seasonNumber", 0, 100_000));
    title.episodeNumber(in.integer("episodeNumber", 0, 1_000_000));
    title.editionOf(reference(in, "editionOf", titleId));
    Integer year = in.integer("year", 1800, 2200);
    Integer endYear = in.integer("endYear", 1800, 2200);
    if (year != null && endYear != null && endYear < year) {
      faults.inconsistent(
          in.pointer("endYear"),
          "endBeforeStart",
          "endYear " + endYear + " is before year " + year);
    }
    title.year(year).endYear(endYear);
    title.releaseDate(parsed(in, "releaseDate", LocalDate::parse, "a date such as 1982-06-25"));
    title.runtimeMinutes(in.integer("runtimeMinutes", 0, 100_000));
    title.genres(in.texts("genres", MAX_ENTRIES, 200));
    title.synopsis(in.text("synopsis", MAX_TEXT));
    title.tagline(in.text("tagline", MAX_TEXT));
    title.keywords(in.texts("keywords", MAX_ENTRIES, 200));
    people(in, title);
    title.countries(codes(in, "countries", COUNTRY, "an ISO 3166-1 alpha-2 code such as GB"));
    title.languages(codes(in, "languages", LANGUAGE, "a BCP 47 tag such as en or pt-BR"));
    title.maturity(maturity(in));
    title.franchise(in.text("franchise", MAX_NAME));
    title.popularity(in.number("popularity", 0, 1e12));
    title.rating(rating(in));
    title.availability(availability(in));
    title.poster(poster(in));
    title.links(links(in));
    title.attributes(attributes(in));
    return faults.count() > before ? null : title.build();
  }

  /// The JSON form, fields in the order of the contract.
  public static ObjectNode write(Title title) {
    ObjectNode out = Json.object();
    out.put("id", title.id().value());
    out.put("kind", Json.name(title.kind()));
    out.put("name", title.name());
    putText(out, "originalName", title.originalName());
    if (!title.aliases().isEmpty()) {
      ArrayNode aliases = out.putArray("aliases");
      for (Alias alias : title.aliases())
        putText(aliases.addObject().put("text", alias.text()), "language", alias.language());
    }
    if (title.parentId() != null) out.put("parentId", title.parentId().value());
    putInteger(out, "seasonNumber", title.seasonNumber());
    putInteger(out, "episodeNumber", title.episodeNumber());
    if (title.editionOf() != null) out.put("editionOf", title.editionOf().value());
    putInteger(out, "year", title.year());
    putInteger(out, "endYear", title.endYear());
    if (title.releaseDate() != null) out.put("releaseDate", title.releaseDate().toString());
    putInteger(out, "runtimeMinutes", title.runtimeMinutes());
    putTexts(out, "genres", title.genres());
    putText(out, "synopsis", title.synopsis());
    putText(out, "tagline", title.tagline());
    putTexts(out, "keywords", title.keywords());
    if (!title.people().isEmpty()) {
      ArrayNode people = out.putArray("people");
      for (Person person : title.people()) {
        ObjectNode one =
            people.addObject().put("name", person.name()).put("role", Json.name(person.role()));
        putText(one, "character", person.character());
      }
    }
    putTexts(out, "countries", title.countries());
    putTexts(out, "languages", title.languages());
    if (title.maturity() != null) {
      ObjectNode maturity = out.putObject("maturity");
      putText(maturity, "system", title.maturity().system());
      maturity.put("label", title.maturity().label());
    }
    putText(out, "franchise", title.franchise());
    if (title.popularity() != null) out.put("popularity", title.popularity());
    if (title.rating() != null) {
      out.putObject("rating")
          .put("average", title.rating().average())
          .put("count", title.rating().count());
    }
    if (!title.availability().isEmpty()) {
      ArrayNode windows = out.putArray("availability");
      for (Availability window : title.availability()) {
        ObjectNode one = windows.addObject();
        putTexts(one, "regions", window.regions());
        if (window.from() != null) one.put("from", window.from().toString());
        if (window.until() != null) one.put("until", window.until().toString());
      }
    }
    putText(out, "poster", title.poster());
    if (title.links() != null) {
      ObjectNode links = out.putObject("links");
      putText(links, "imdb", title.links().imdb());
      putText(links, "tmdb", title.links().tmdb());
      putText(links, "movielens", title.links().movielens());
    }
    if (!title.attributes().isEmpty()) {
      ObjectNode attributes = out.putObject("attributes");
      title.attributes().forEach((name, value) -> attributes.set(name, json(value)));
    }
    return out;
  }

  static void putText(ObjectNode out, String name, @Nullable String value) {
    if (value != null) out.put(name, value);
  }

  static void putTexts(ObjectNode out, String name, List<String> values) {
    if (!values.isEmpty()) out.set(name, Json.strings(values));
  }

  private static void putInteger(ObjectNode out, String name, @Nullable Integer value) {
    if (value != null) out.put(name, value);
  }

  private static JsonNode json(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text text -> Json.array().textNode(text.value());
      case AttributeValue.Texts texts -> Json.strings(texts.values());
      case AttributeValue.Decimal number -> Json.array().numberNode(number.value());
      case AttributeValue.Flag flag -> Json.array().booleanNode(flag.value());
    };
  }

  private static @Nullable TitleId titleId(JsonFields in, @Nullable TitleId outside) {
    if (!in.has("id") && outside != null) return outside;
    String value = in.requiredText("id", TitleId.MAX_BYTES);
    if (value.isEmpty()) return null;
    String fault = TitleId.fault(value);
    if (fault != null) {
      in.faults().malformed(in.pointer("id"), "invalidId", fault);
      return null;
    }
    if (outside != null && !outside.value().equals(value)) {
      in.faults()
          .inconsistent(
              in.pointer("id"), "idMismatch", "id \"" + value + "\" is not the id of the address");
    }
    return new TitleId(value);
  }

  /// A field that names a title by its id; null when it is absent, or no id.
  ///
  /// @param self the title that it must not name
  public static @Nullable TitleId reference(JsonFields in, String name, @Nullable TitleId self) {
    String value = in.text(name, TitleId.MAX_BYTES);
    if (value == null) return null;
    String fault = TitleId.fault(value);
    if (fault != null) {
      in.faults().malformed(in.pointer(name), "invalidId", fault);
      return null;
    }
    TitleId id = new TitleId(value);
    if (id.equals(self))
      in.faults().inconsistent(in.pointer(name), "refersToItself", name + " is the title itself");
    return id;
  }

  private static List<Alias> aliases(JsonFields in) {
    List<Alias> aliases = new ArrayList<>();
    for (JsonFields alias : in.objects("aliases", MAX_ENTRIES)) {
      String text = alias.requiredText("text", MAX_NAME);
      String language = alias.text("language", 35);
      if (language != null && !LANGUAGE.matcher(language).matches()) {
        in.faults()
            .malformed(
                alias.pointer("language"),
                "invalidCode",
                "must be a BCP 47 tag such as en or pt-BR, got " + language);
      }
      alias.end();
      if (!text.isEmpty()) aliases.add(new Alias(text, language));
    }
    return aliases;
  }

  private static void people(JsonFields in, Title.Builder title) {
    for (JsonFields person : in.objects("people", MAX_ENTRIES)) {
      String name = person.requiredText("name", MAX_NAME);
      if (!person.has("role"))
        in.faults().malformed(person.pointer("role"), "required", "is required");
      Role role = person.choice("role", Role.class);
      String character = person.text("character", MAX_NAME);
      person.end();
      if (!name.isEmpty() && role != null) title.person(new Person(name, role, character));
    }
  }

  private static List<String> codes(JsonFields in, String name, Pattern pattern, String expected) {
    List<String> codes = in.texts(name, MAX_ENTRIES, 35);
    for (int i = 0; i < codes.size(); i++) {
      if (!pattern.matcher(codes.get(i)).matches()) {
        in.faults()
            .malformed(
                in.pointer(name) + "/" + i,
                "invalidCode",
                "must be " + expected + ", got " + codes.get(i));
      }
    }
    return codes;
  }

  private static @Nullable Maturity maturity(JsonFields in) {
    JsonNode node = in.node("maturity");
    if (node == null) return null;
    if (node.isTextual()) { // a bare label is understood
      String label = in.text("maturity", 50);
      return label == null ? null : new Maturity(null, label);
    }
    JsonFields maturity = Objects.requireNonNull(in.object("maturity"));
    String system = maturity.text("system", 50);
    String label = maturity.requiredText("label", 50);
    maturity.end();
    return label.isEmpty() ? null : new Maturity(system, label);
  }

  private static @Nullable Rating rating(JsonFields in) {
    JsonFields rating = in.object("rating");
    if (rating == null) return null;
    Double average = rating.number("average", -1e6, 1e6);
    if (average == null && !rating.has("average")) {
      in.faults().malformed(rating.pointer("average"), "required", "is required");
    }
    int count = rating.integer("count", 0, Integer.MAX_VALUE, 0);
    rating.end();
    return average == null ? null : new Rating(average, count);
  }

  private static List<Availability> availability(JsonFields in) {
    List<Availability> windows = new ArrayList<>();
    for (JsonFields window : in.objects("availability", MAX_ENTRIES)) {
      List<String> regions =
          codes(window, "regions", COUNTRY, "an ISO 3166-1 alpha-2 code such as GB");
      Instant from =
          parsed(window, "from", Instant::parse, "an RFC 3339 time such as 2026-01-31T00:00:00Z");
      Instant until =
          parsed(window, "until", Instant::parse, "an RFC 3339 time such as 2026-01-31T00:00:00Z");
      window.end();
      if (from != null && until != null && !from.isBefore(until)) {
        in.faults()
            .inconsistent(window.pointer("until"), "endBeforeStart", "until must be after from");
      }
      windows.add(new Availability(regions, from, until));
    }
    return windows;
  }

  private static @Nullable String poster(JsonFields in) {
    String poster = in.text("poster", 2_000);
    if (poster != null && !poster.startsWith("https://") && !poster.startsWith("/")) {
      in.faults().malformed(in.pointer("poster"), "invalidUrl", "must start with https:// or /");
    }
    return poster;
  }

  private static @Nullable Links links(JsonFields in) {
    JsonFields links = in.object("links");
    if (links == null) return null;
    Links read =
        new Links(links.text("imdb", 100), links.text("tmdb", 100), links.text("movielens", 100));
    links.end();
    return read;
  }

  private static Map<String, AttributeValue> attributes(JsonFields in) {
    JsonFields object = in.object("attributes");
    if (object == null) return Map.of();
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    if (object.names().size() > MAX_ENTRIES) {
      in.faults()
          .malformed(
              in.pointer("attributes"),
              "outOfRange",
              "must have at most " + MAX_ENTRIES + " entries");
      return Map.of();
    }
    for (String name : object.names()) {
      JsonNode value = object.node(name);
      if (value == null) continue;
      if (!ATTRIBUTE.matcher(name).matches()) {
        in.faults()
            .malformed(
                object.pointer(name),
                "invalidName",
                "an attribute name is a letter, then letters, digits or _, at most 64");
      } else if (value.isTextual()) {
        String text = object.text(name, MAX_TEXT);
        if (text != null) attributes.put(name, new AttributeValue.Text(text));
      } else if (value.isNumber()) {
        Double number = object.number(name, -1e15, 1e15);
        if (number != null) attributes.put(name, new AttributeValue.Decimal(number));
      } else if (value.isBoolean()) {
        attributes.put(name, new AttributeValue.Flag(value.booleanValue()));
      } else if (value.isArray()) {
        attributes.put(name, new AttributeValue.Texts(object.texts(name, MAX_ENTRIES, MAX_NAME)));
      } else {
        in.faults()
            .malformed(
                object.pointer(name),
                "wrongType",
                "must be a string, a number, true or false, or a list of strings");
      }
    }
    return attributes;
  }

  static <T> @Nullable T parsed(
      JsonFields in, String name, Function<CharSequence, T> parser, String expected) {
    String text = in.text(name, 100);
    if (text == null) return null;
    try {
      return parser.apply(text);
    } catch (DateTimeParseException e) {
      in.faults()
          .malformed(in.pointer(name), "invalidTime", "must be " + expected + ", got " + text);
      return null;
    }
  }
}

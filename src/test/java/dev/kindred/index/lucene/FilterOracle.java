package dev.kindred.index.lucene;

import dev.kindred.catalogue.AttributeValue;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.Title;
import dev.kindred.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The filter grammar read plainly, one title at a time: what the index must agree with.
final class FilterOracle {
  private FilterOracle() {}

  static boolean passes(Filter filter, Title title, ContentProfile profile) {
    return switch (filter) {
      case Filter.All all -> all.parts().stream().allMatch(part -> passes(part, title, profile));
      case Filter.Any any -> any.parts().stream().anyMatch(part -> passes(part, title, profile));
      case Filter.Not not -> !passes(not.part(), title, profile);
      case Filter.AnyOf leaf -> {
        Set<Object> values = values(leaf.field(), title, profile);
        yield leaf.values().stream().map(FilterOracle::plain).anyMatch(values::contains);
      }
      case Filter.AllOf leaf -> {
        Set<Object> values = values(leaf.field(), title, profile);
        yield leaf.values().stream().map(FilterOracle::plain).allMatch(values::contains);
      }
      case Filter.Range leaf ->
          values(leaf.field(), title, profile).stream()
              .anyMatch(value -> value instanceof Double number && within(leaf, number));
      case Filter.Exists leaf -> !values(leaf.field(), title, profile).isEmpty();
      case Filter.Available leaf ->
          title.availability().isEmpty()
              || title.availability().stream().anyMatch(window -> isOpen(window, leaf));
    };
  }

  private static boolean isOpen(Title.Availability window, Filter.Available asked) {
    boolean there =
        window.regions().isEmpty()
            || (asked.region() != null && window.regions().contains(asked.region()));
    boolean begun = window.from() == null || !asked.at().isBefore(window.from());
    return there && begun && (window.until() == null || asked.at().isBefore(window.until()));
  }

  /// The distinct values of a field: strings, doubles, booleans.
  static Set<Object> values(FilterField field, Title title, ContentProfile profile) {
    List<Object> found = new ArrayList<>();
    switch (field.name()) {
      case "id" -> found.add(title.id().value());
      case "kind" -> found.add(Json.name(title.kind()));
      case "name" -> found.add(title.name());
      case "originalName" -> add(found, title.originalName());
      case "aliases" -> title.aliases().forEach(alias -> found.add(alias.text()));
      case "parentId" -> add(found, title.parentId() == null ? null : title.parentId().value());
      case "editionOf" -> add(found, title.editionOf() == null ? null : title.editionOf().value());
      case "genres" -> found.addAll(title.genres());
      case "keywords" -> found.addAll(title.keywords());
      case "people" -> title.people().forEach(person -> found.add(person.name()));
      case "countries" -> found.addAll(title.countries());
      case "languages" -> found.addAll(title.languages());
      case "maturity" -> add(found, title.maturity() == null ? null : title.maturity().label());
      case "maturity.system" ->
          add(found, title.maturity() == null ? null : title.maturity().system());
      case "maturity.code" -> add(found, title.maturity() == null ? null : title.maturity().code());
      case "maturity.labelCode" ->
          add(found, title.maturity() == null ? null : title.maturity().labelCode());
      case "franchise" -> add(found, title.franchise());
      case "themes" -> found.addAll(profile.themes());
      case "moods" -> found.addAll(profile.moods());
      case "tone" -> add(found, profile.tone());
      case "pace" -> add(found, profile.pace() == null ? null : Json.name(profile.pace()));
      case "style" -> found.addAll(profile.style());
      case "profile.source" -> found.add(Json.name(profile.source().kind()));
      case "year" -> add(found, title.year());
      case "endYear" -> add(found, title.endYear());
      case "decade" -> add(found, title.year() == null ? null : title.year() / 10 * 10);
      case "runtimeMinutes" -> add(found, title.runtimeMinutes());
      case "seasonNumber" -> add(found, title.seasonNumber());
      case "episodeNumber" -> add(found, title.episodeNumber());
      case "popularity" -> add(found, title.popularity());
      case "rating.average" -> add(found, title.rating() == null ? null : title.rating().average());
      case "rating.count" -> add(found, title.rating() == null ? null : title.rating().count());
      case "releaseDate" ->
          add(found, title.releaseDate() == null ? null : title.releaseDate().toEpochDay());
      default -> {
        if (field.name().startsWith("people.")) {
          title.people().stream()
              .filter(person -> field.name().equals("people." + Json.name(person.role())))
              .forEach(person -> found.add(person.name()));
        } else if (field.name().startsWith(FilterField.ATTRIBUTES)) {
          AttributeValue value =
              title.attributes().get(field.name().substring(FilterField.ATTRIBUTES.length()));
          switch (value) {
            case null -> {}
            case AttributeValue.Text text -> found.add(text.value());
            case AttributeValue.Texts texts -> found.addAll(texts.values());
            case AttributeValue.Decimal number -> found.add(number.value() + 0.0);
            case AttributeValue.Flag flag -> found.add(flag.value());
          }
        } else {
          throw new AssertionError("the oracle does not know " + field.name());
        }
      }
    }
    found.remove(""); // such as the code of a label without letters
    return new LinkedHashSet<>(found);
  }

  /// A title's own values as a filter would name them.
  static Stream<Filter.Value> asked(FilterField field, Title title, ContentProfile profile) {
    return values(field, title, profile).stream()
        .map(value ->
            switch (value) {
              case String text -> new Filter.Text(text);
              case Double number -> new Filter.Decimal(number);
              case Boolean flag -> new Filter.Flag(flag);
              default -> throw new AssertionError("a value of " + field + ": " + value);
            });
  }

  private static void add(List<Object> values, @Nullable Object value) {
    if (value instanceof Number number) values.add(number.doubleValue() + 0.0);
    else if (value != null) values.add(value);
  }

  private static Object plain(Filter.Value value) {
    return switch (value) {
      case Filter.Text text -> text.value();
      case Filter.Decimal number -> number.value() + 0.0;
      case Filter.Flag flag -> flag.value();
    };
  }

  private static boolean within(Filter.Range range, double value) {
    Filter.Bound lower = range.lower();
    Filter.Bound upper = range.upper();
    boolean above =
        lower == null
            || (lower.edge() == Filter.Edge.INCLUSIVE
                ? value >= lower.value()
                : value > lower.value());
    boolean below =
        upper == null
            || (upper.edge() == Filter.Edge.INCLUSIVE
                ? value <= upper.value()
                : value < upper.value());
    return above && below;
  }
}

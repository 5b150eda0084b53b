package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a retold plot says of the title's facts. People misremember, so it weighs and filters
/// nothing.
///
/// @param fromYear earliest year named, or the first of a decade named; null when there is none
/// @param toYear the latest
/// @param genres names of each genre named, as catalogues spell it
public record Hints(
    @Nullable Integer fromYear, @Nullable Integer toYear, List<Set<String>> genres) {
  public static final Hints NONE = new Hints(null, null, List.of());

  private static final FilterField YEAR = Reading.field("year");
  private static final FilterField GENRES = Reading.field("genres");

  public Hints {
    genres = List.copyOf(genres);
  }

  /// Of the conditions that rules read out of a text; those denied tell nothing here.
  static Hints of(List<Filter> conditions) {
    Integer from = null;
    Integer to = null;
    List<Set<String>> genres = new ArrayList<>();
    for (Filter condition : leaves(conditions)) {
      if (condition instanceof Filter.Range(FilterField field, var lower, var upper)
          && field.equals(YEAR)) {
        if (lower != null)
          from = from == null ? (int) lower.value() : Math.min(from, (int) lower.value());
        if (upper != null) to = to == null ? (int) upper.value() : Math.max(to, (int) upper.value());
      } else if (condition instanceof Filter.AnyOf(FilterField field, var values)
          && field.equals(GENRES)) {
        Set<String> names = new HashSet<>();
        for (Filter.Value value : values) if (value instanceof Filter.Text(String text)) names.add(text);
        if (!genres.contains(names)) genres.add(names);
      }
    }
    return new Hints(from, to, genres);
  }

  /// Of the genres among wanted qualities.
  static Hints of(Iterable<Aspect> wanted) {
    List<Set<String>> genres = new ArrayList<>();
    for (Aspect aspect : wanted) {
      Lexicon.Genre genre = Lexicon.genre(aspect.text().toLowerCase(Locale.ROOT));
      if (genre != null) for (List<String> group : genre.groups()) genres.add(Set.copyOf(group));
    }
    return genres.isEmpty() ? NONE : new Hints(null, null, genres);
  }

  /// Titles of any of the genres; all titles when none is named.
  public Filter anyGenre() {
    if (genres.isEmpty()) return Filter.NONE;
    return new Filter.AnyOf(
        GENRES,
        genres.stream()
            .flatMap(Set::stream)
            .distinct()
            .sorted()
            .<Filter.Value>map(Filter.Text::new)
            .toList());
  }

  private static List<Filter> leaves(List<Filter> conditions) {
    List<Filter> leaves = new ArrayList<>();
    for (Filter condition : conditions) {
      switch (condition) {
        case Filter.All(List<Filter> parts) -> leaves.addAll(leaves(parts));
        case Filter.Any(List<Filter> parts) -> leaves.addAll(leaves(parts));
        case Filter.Not _, Filter.Available _ -> {}
        case Filter.AnyOf _, Filter.AllOf _, Filter.Range _, Filter.Exists _ ->
            leaves.add(condition);
      }
    }
    return leaves;
  }
}

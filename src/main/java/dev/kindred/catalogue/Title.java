package dev.kindred.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One title of the catalogue: a film, a series, a season, an episode. Facts only; what a title is
/// like is its [ContentProfile]. Lists are empty rather than absent. Built with [#builder], written
/// and read as JSON by [TitleJson].
///
/// @param runtimeMinutes minutes, of one episode for a series
/// @param countries ISO 3166-1 alpha-2, upper case
/// @param languages BCP 47
/// @param popularity any scale on which more is more popular, not negative
/// @param attributes free and filterable as `attributes.<name>`
public record Title(
    TitleId id,
    Kind kind,
    String name,
    @Nullable String originalName,
    List<Alias> aliases,
    @Nullable TitleId parentId,
    @Nullable Integer seasonNumber,
    @Nullable Integer episodeNumber,
    @Nullable TitleId editionOf,
    @Nullable Integer year,
    @Nullable Integer endYear,
    @Nullable LocalDate releaseDate,
    @Nullable Integer runtimeMinutes,
    List<String> genres,
    @Nullable String synopsis,
    @Nullable String tagline,
    List<String> keywords,
    List<Person> people,
    List<String> countries,
    List<String> languages,
    @Nullable Maturity maturity,
    @Nullable String franchise,
    @Nullable Double popularity,
    @Nullable Rating rating,
    List<Availability> availability,
    @Nullable String poster,
    @Nullable Links links,
    Map<String, AttributeValue> attributes) {

  public enum Kind {
    MOVIE,
    SERIES,
    SEASON,
    EPISODE,
    OTHER
  }

  public enum Role {
    DIRECTOR,
    CREATOR,
    WRITER,
    CAST,
    COMPOSER
  }

  /// Another name of the title; `language` is BCP 47.
  public record Alias(String text, @Nullable String language) {}

  public record Person(String name, Role role, @Nullable String character) {}

  /// An age label such as `PG-13`, with the system it belongs to when known.
  public record Maturity(@Nullable String system, String label) {
    /// System and label as one, whatever their spelling: `fsk16` of `FSK` and `16`, of `16` by
    /// `fsk` and of a bare `FSK 16`.
    public String code() {
      String code = labelCode();
      String prefix = system == null ? "" : code(system);
      return code.startsWith(prefix) ? code : prefix + code;
    }

    /// The label alone, whatever its spelling: `pg13` of `PG-13` and `pg 13`, `16` of `16+`.
    public String labelCode() {
      return code(label);
    }

    /// Letters and digits only, in lower case.
    public static String code(String text) {
      StringBuilder code = new StringBuilder();
      text.toLowerCase(Locale.ROOT)
          .codePoints()
          .filter(Character::isLetterOrDigit)
          .forEach(code::appendCodePoint);
      return code.toString();
    }
  }

  /// Mean rating on the scale of its source, and how many rated.
  public record Rating(double average, int count) {
    public Rating {
      if (!Double.isFinite(average))
        throw new IllegalArgumentException("rating average is not finite");
      if (count < 0)
        throw new IllegalArgumentException("rating count must be 0 or more, got " + count);
    }
  }

  /// Where and when the title may be watched; no region means everywhere, an open end means no
  /// limit.
  public record Availability(
      List<String> regions, @Nullable Instant from, @Nullable Instant until) {
    public Availability {
      regions = List.copyOf(regions);
    }
  }

  /// The title's ids elsewhere.
  public record Links(@Nullable String imdb, @Nullable String tmdb, @Nullable String movielens) {}

  public Title {
    aliases = List.copyOf(aliases);
    genres = List.copyOf(genres);
    keywords = List.copyOf(keywords);
    people = List.copyOf(people);
    countries = List.copyOf(countries);
    languages = List.copyOf(languages);
    availability = List.copyOf(availability);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    if (name.isBlank()) throw new IllegalArgumentException("the name of " + id + " is blank");
  }

  /// The names of the people in one role, in billing order.
  public List<String> people(Role role) {
    return people.stream().filter(p -> p.role() == role).map(Person::name).distinct().toList();
  }

  /// The first year of the title's decade, 1990 for 1999.
  public @Nullable Integer decade() {
    return year == null ? null : Math.floorDiv(year, 10) * 10;
  }

  public ObjectNode toJson() {
    return TitleJson.write(this);
  }

  public static Builder builder(TitleId id, Kind kind, String name) {
    return new Builder(id, kind, name);
  }

  /// Sets the optional fields one by one.
  public static final class Builder {
    private final TitleId id;
    private final Kind kind;
    private final String name;
    private @Nullable String originalName;
    private List<Alias> aliases = List.of();
    private @Nullable TitleId parentId;
    private @Nullable Integer seasonNumber;
    private @Nullable Integer episodeNumber;
    private @Nullable TitleId editionOf;
    private @Nullable Integer year;
    private @Nullable Integer endYear;
    private @Nullable LocalDate releaseDate;
    private @Nullable Integer runtimeMinutes;
    private List<String> genres = List.of();
    private @Nullable String synopsis;
    private @Nullable String tagline;
    private List<String> keywords = List.of();
    private final List<Person> people = new ArrayList<>();
    private List<String> countries = List.of();
    private List<String> languages = List.of();
    private @Nullable Maturity maturity;
    private @Nullable String franchise;
    private @Nullable Double popularity;
    private @Nullable Rating rating;
    private List<Availability> availability = List.of();
    private @Nullable String poster;
    private @Nullable Links links;
    private Map<String, AttributeValue> attributes = Map.of();

    private Builder(TitleId id, Kind kind, String name) {
      this.id = id;
      this.kind = kind;
      this.name = name;
    }

    public Builder originalName(@Nullable String value) {
      originalName = value;
      return this;
    }

    public Builder aliases(List<Alias> value) {
      aliases = value;
      return this;
    }

    public Builder parentId(@Nullable TitleId value) {
      parentId = value;
      return this;
    }

    public Builder seasonNumber(@Nullable Integer value) {
      seasonNumber = value;
      return this;
    }

    public Builder episodeNumber(@Nullable Integer value) {
      episodeNumber = value;
      return this;
    }

    public Builder editionOf(@Nullable TitleId value) {
      editionOf = value;
      return this;
    }

    public Builder year(@Nullable Integer value) {
      year = value;
      return this;
    }

    public Builder endYear(@Nullable Integer value) {
      endYear = value;
      return this;
    }

    public Builder releaseDate(@Nullable LocalDate value) {
      releaseDate = value;
      return this;
    }

    public Builder runtimeMinutes(@Nullable Integer value) {
      runtimeMinutes = value;
      return this;
    }

    public Builder genres(List<String> value) {
      genres = value;
      return this;
    }

    public Builder synopsis(@Nullable String value) {
      synopsis = value;
      return this;
    }

    public Builder tagline(@Nullable String value) {
      tagline = value;
      return this;
    }

    public Builder keywords(List<String> value) {
      keywords = value;
      return this;
    }

    /// Adds people after those already set.
    public Builder people(Role role, List<String> names) {
      names.forEach(n -> people.add(new Person(n, role, null)));
      return this;
    }

    /// Adds one person after those already set.
    public Builder person(Person value) {
      people.add(value);
      return this;
    }

    public Builder countries(List<String> value) {
      countries = value;
      return this;
    }

    public Builder languages(List<String> value) {
      languages = value;
      return this;
    }

    public Builder maturity(@Nullable Maturity value) {
      maturity = value;
      return this;
    }

    public Builder franchise(@Nullable String value) {
      franchise = value;
      return this;
    }

    public Builder popularity(@Nullable Double value) {
      popularity = value;
      return this;
    }

    public Builder rating(@Nullable Rating value) {
      rating = value;
      return this;
    }

    public Builder availability(List<Availability> value) {
      availability = value;
      return this;
    }

    public Builder poster(@Nullable String value) {
      poster = value;
      return this;
    }

    public Builder links(@Nullable Links value) {
      links = value;
      return this;
    }

    public Builder attributes(Map<String, AttributeValue> value) {
      attributes = value;
      return this;
    }

    public Title build() {
      return new Title(
          id,
          kind,
          name,
          originalName,
          aliases,
          parentId,
          seasonNumber,
          episodeNumber,
          editionOf,
          year,
          endYear,
          releaseDate,
          runtimeMinutes,
          genres,
          synopsis,
          tagline,
          keywords,
          people,
          countries,
          languages,
          maturity,
          franchise,
          popularity,
          rating,
          availability,
          poster,
          links,
          attributes);
    }
  }
}

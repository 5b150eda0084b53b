package dev.kindred.catalogue;

import dev.kindred.catalogue.Title.Alias;
import dev.kindred.catalogue.Title.Links;
import dev.kindred.catalogue.Title.Person;
import dev.kindred.catalogue.Title.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the facts of merged titles become one title's. The first to say something wins: the kept
/// title, then those merged into it, in their order.
///
/// - A field, or a list as a whole, is filled when it is absent; lists are not united, since two
///   sources name one genre or person in two ways. `id`, `kind` and `name` are the kept title's.
/// - `people` are filled role by role, `links` and `attributes` name by name.
/// - `aliases` are united, and the dropped names join them, so that a search for any name finds the
///   title.
/// - What would contradict the kept facts stays out: an end before the year, a title that is its
///   own part.
/// - Of profiles the better one: by a person, then by a language model, then derived.
public final class MergeRule {
  private MergeRule() {}

  /// One title of all facts.
  ///
  /// @param merged in the order in which they may fill gaps
  public static Title unite(Title kept, List<Title> merged) {
    Title title = kept;
    for (Title next : merged) title = fill(title, next);
    return title;
  }

  /// The better of two profiles, the first when they are equally good; null when there is none.
  public static @Nullable ContentProfile better(
      @Nullable ContentProfile first, @Nullable ContentProfile second) {
    return quality(second) > quality(first) ? second : first;
  }

  private static int quality(@Nullable ContentProfile profile) {
    if (profile == null) return 0;
    return switch (profile.source().kind()) {
      case METADATA -> 1;
      case LLM -> 2;
      case HUMAN -> 3;
    };
  }

  private static Title fill(Title kept, Title more) {
    Integer year = first(kept.year(), more.year());
    Title.Builder title =
        Title.builder(kept.id(), kept.kind(), kept.name())
            .originalName(first(kept.originalName(), more.originalName()))
            .aliases(aliases(kept, more))
            .parentId(reference(kept.parentId(), more.parentId(), kept.id()))
            .seasonNumber(first(kept.seasonNumber(), more.seasonNumber()))
            .episodeNumber(first(kept.episodeNumber(), more.episodeNumber()))
            .editionOf(reference(kept.editionOf(), more.editionOf(), kept.id()))
            .year(year)
            .endYear(endYear(kept, more, year))
            .releaseDate(first(kept.releaseDate(), more.releaseDate()))
            .runtimeMinutes(first(kept.runtimeMinutes(), more.runtimeMinutes()))
            .genres(first(kept.genres(), more.genres()))
            .synopsis(first(kept.synopsis(), more.synopsis()))
            .tagline(first(kept.tagline(), more.tagline()))
            .keywords(first(kept.keywords(), more.keywords()))
            .countries(first(kept.countries(), more.countries()))
            .languages(first(kept.languages(), more.languages()))
            .maturity(first(kept.maturity(), more.maturity()))
            .franchise(first(kept.franchise(), more.franchise()))
            .popularity(first(kept.popularity(), more.popularity()))
            .rating(first(kept.rating(), more.rating()))
            .availability(first(kept.availability(), more.availability()))
            .poster(first(kept.poster(), more.poster()))
            .links(links(kept.links(), more.links()))
            .attributes(attributes(kept, more));
    people(kept, more).forEach(title::person);
    return title.build();
  }

  private static <T> @Nullable T first(@Nullable T kept, @Nullable T more) {
    return kept != null ? kept : more;
  }

  private static <T> List<T> first(List<T> kept, List<T> more) {
    return kept.isEmpty() ? more : kept;
  }

  private static @Nullable TitleId reference(
      @Nullable TitleId kept, @Nullable TitleId more, TitleId self) {
    return kept == null && self.equals(more) ? null : first(kept, more);
  }

  private static @Nullable Integer endYear(Title kept, Title more, @Nullable Integer year) {
    Integer end = first(kept.endYear(), more.endYear());
    return end != null && year != null && end < year ? null : end;
  }

  private static List<Alias> aliases(Title kept, Title more) {
    List<Alias> aliases = new ArrayList<>(kept.aliases());
    Set<String> known = new HashSet<>();
    known.add(kept.name().toLowerCase(Locale.ROOT));
    String original = first(kept.originalName(), more.originalName());
    if (original != null) known.add(original.toLowerCase(Locale.ROOT));
    for (Alias alias : kept.aliases()) known.add(alias.text().toLowerCase(Locale.ROOT));
    List<Alias> others = new ArrayList<>();
    others.add(new Alias(more.name(), null));
    if (more.originalName() != null) others.add(new Alias(more.originalName(), null));
    others.addAll(more.aliases());
    for (Alias alias : others) {
      if (aliases.size() == TitleJson.MAX_ENTRIES) break;
      if (known.add(alias.text().toLowerCase(Locale.ROOT))) aliases.add(alias);
    }
    return aliases;
  }

  private static List<Person> people(Title kept, Title more) {
    List<Person> people = new ArrayList<>(kept.people());
    Set<Role> filled = new HashSet<>();
    for (Person person : kept.people()) filled.add(person.role());
    for (Person person : more.people()) {
      if (people.size() == TitleJson.MAX_ENTRIES) break;
      if (!filled.contains(person.role())) people.add(person);
    }
    return people;
  }

  private static @Nullable Links links(@Nullable Links kept, @Nullable Links more) {
    if (kept == null || more == null) return first(kept, more);
    return new Links(
        first(kept.imdb(), more.imdb()),
        first(kept.tmdb(), more.tmdb()),
        first(kept.movielens(), more.movielens()));
  }

  private static Map<String, AttributeValue> attributes(Title kept, Title more) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>(kept.attributes());
    more.attributes()
        .forEach((name, value) -> {
          if (attributes.size() < TitleJson.MAX_ENTRIES) attributes.putIfAbsent(name, value);
        });
    return attributes;
  }
}

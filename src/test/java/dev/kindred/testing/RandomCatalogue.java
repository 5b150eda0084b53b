package dev.kindred.testing;

import dev.kindred.catalogue.AttributeValue;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.index.IndexedTitle;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Titles that share values: every field takes one of a few, so that filters and facets have
/// something to find. [Titles#random] is for what is odd instead.
public final class RandomCatalogue {
  public static final List<String> GENRES =
      List.of("Drama", "Comedy", "Horror", "Sci-Fi", "Western", "Film noir");
  public static final List<String> PEOPLE =
      List.of("Ana Ruiz", "Bo Li", "Cleo Marsh", "Dev Rao", "Eli Stone", "Fay O'Hara", "Gus Énard");
  public static final List<String> WORDS =
      List.of(
          "river", "train", "ghost", "winter", "captain", "secret", "garden", "robot", "desert",
          "letter", "shadow", "dance", "island", "mother", "king", "running", "city", "the", "of");

  public static final List<String> REGIONS = List.of("GB", "FR", "JP");
  private static final int HOURS = 10;

  private RandomCatalogue() {}

  /// `size` titles, keys from 1, ids `t1` and on.
  public static List<IndexedTitle> of(Random random, int size) {
    List<IndexedTitle> titles = new ArrayList<>();
    for (int key = 1; key <= size; key++)
      titles.add(Indexes.indexed(key, title(random, key), profile(random)));
    return titles;
  }

  public static Title title(Random random, int key) {
    Title.Builder title =
        Title.builder(
                new TitleId("t" + key),
                any(random, List.of(Title.Kind.values())),
                words(random, 1 + random.nextInt(3)))
            .originalName(maybe(random, () -> words(random, 2)))
            .aliases(some(random, WORDS).stream().map(word -> new Title.Alias(word, null)).toList())
            .parentId(maybe(random, () -> new TitleId("series" + random.nextInt(5))))
            .editionOf(maybe(random, () -> new TitleId("cut" + random.nextInt(5))))
            .seasonNumber(maybe(random, () -> random.nextInt(4)))
            .episodeNumber(maybe(random, () -> random.nextInt(4)))
            .year(maybe(random, () -> 1985 + random.nextInt(30)))
            .endYear(maybe(random, () -> 2015 + random.nextInt(5)))
            .releaseDate(maybe(random, () -> LocalDate.ofEpochDay(random.nextInt(-20, 20))))
            .runtimeMinutes(maybe(random, () -> 80 + random.nextInt(10)))
            .genres(some(random, GENRES))
            .keywords(some(random, WORDS))
            .synopsis(maybe(random, () -> words(random, 12)))
            .countries(some(random, List.of("GB", "FR", "JP")))
            .languages(some(random, List.of("en", "fr", "pt-BR")))
            .maturity(
                maybe(
                    random,
                    () ->
                        new Title.Maturity(
                            maybe(random, () -> "MPA"),
                            any(random, List.of("PG", "pg", "R", "MPA R", "-")))))
            .availability(availability(random))
            .franchise(maybe(random, () -> any(random, WORDS)))
            .popularity(maybe(random, () -> random.nextInt(10) / 2.0))
            .rating(
                maybe(random, () -> new Title.Rating(random.nextInt(20) / 2.0, random.nextInt(6))))
            .attributes(attributes(random));
    for (String name : some(random, PEOPLE)) {
      title.person(
          new Title.Person(
              name,
              any(random, List.of(Title.Role.values())),
              maybe(random, () -> any(random, WORDS))));
    }
    return title.build();
  }

  public static ContentProfile profile(Random random) {
    return new ContentProfile(
        maybe(random, () -> words(random, 6)),
        maybe(random, () -> words(random, 10)),
        some(random, List.of("loss", "Loyalty", "revenge")),
        some(random, List.of("tense", "warm", "eerie")),
        maybe(random, () -> any(random, List.of("wry", "grave"))),
        maybe(random, () -> any(random, List.of(ContentProfile.Pace.values()))),
        some(random, List.of("handheld", "black and white")),
        ContentProfile.Setting.UNKNOWN,
        null,
        List.of(),
        new ContentProfile.Source(
            any(random, List.of(ContentProfile.SourceKind.values())), null, null, null));
  }

  /// None for half of the titles; else windows that begin and end within [#HOURS].
  private static List<Title.Availability> availability(Random random) {
    List<Title.Availability> windows = new ArrayList<>();
    for (int i = random.nextBoolean() ? 0 : 1 + random.nextInt(2); i > 0; i--) {
      Instant from = hour(random);
      windows.add(
          new Title.Availability(
              some(random, REGIONS),
              maybe(random, () -> from),
              maybe(random, () -> from.plusSeconds(3_600L * (1 + random.nextInt(HOURS))))));
    }
    return windows;
  }

  /// A full hour of the first [#HOURS] of 1970.
  public static Instant hour(Random random) {
    return Instant.ofEpochSecond(3_600L * random.nextInt(HOURS));
  }

  /// `shelf` holds texts, numbers and flags alike, as free attributes may.
  private static Map<String, AttributeValue> attributes(Random random) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    @Nullable AttributeValue shelf =
        switch (random.nextInt(6)) {
          case 0 -> new AttributeValue.Text(any(random, List.of("a", "3", "true")));
          case 1 -> new AttributeValue.Texts(some(random, List.of("a", "b", "3")));
          case 2 -> new AttributeValue.Decimal(random.nextInt(5));
          case 3 -> new AttributeValue.Decimal(any(random, List.of(2.5, -0.0, -1e15)));
          case 4 -> new AttributeValue.Flag(random.nextBoolean());
          default -> null;
        };
    if (shelf != null) attributes.put("shelf", shelf);
    if (random.nextBoolean()) attributes.put("lent", new AttributeValue.Flag(random.nextBoolean()));
    return attributes;
  }

  public static String words(Random random, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) words.add(any(random, WORDS));
    return String.join(" ", words);
  }

  private static <T> List<T> some(Random random, List<T> choices) {
    List<T> some = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) some.add(any(random, choices));
    return some;
  }

  private static <T> @Nullable T maybe(Random random, Supplier<T> value) {
    return random.nextInt(4) > 0 ? value.get() : null;
  }

  private static <T> T any(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

package dev.kindred.testing;

import dev.kindred.catalogue.AttributeValue;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Titles and content profiles for tests: `aTitle().named("Night Train").from(1982).build()`, or
/// any valid one from a `Random`.
public final class Titles {
  private static final List<String> ODD =
      List.of(
          "é", "ß", "İ", "日本", "🎬", "👩‍🚀", "\u202E", "a\u0301", "\uFEFF", "\n", "\t", "\"", "\\",
          "\u2028", "\uFFFD", "𝔘");

  private Titles() {}

  /// A film called "Untitled"; its id, unless set, is its name in lower case with dashes.
  public static TitleBuilder aTitle() {
    return new TitleBuilder();
  }

  /// A profile by a person, with nothing in it yet.
  public static ProfileBuilder aProfile() {
    return new ProfileBuilder();
  }

  /// Any valid title: every field present or absent, text with emoji and odd Unicode.
  public static Title random(Random random) {
    Title.Builder title =
        Title.builder(
            new TitleId("r-" + Long.toHexString(random.nextLong()) + "/é🎬"),
            any(random, Title.Kind.values()),
            text(random));
    title.originalName(maybe(random, () -> text(random)));
    title.aliases(list(random, () -> new Title.Alias(text(random), maybe(random, () -> "pt-BR"))));
    title.parentId(maybe(random, () -> new TitleId("parent " + random.nextInt())));
    title.seasonNumber(maybe(random, () -> random.nextInt(100_001)));
    title.episodeNumber(maybe(random, () -> random.nextInt(1_000_001)));
    title.editionOf(maybe(random, () -> new TitleId("edition" + random.nextInt())));
    int year = 1800 + random.nextInt(200);
    title.year(maybe(random, () -> year));
    title.endYear(maybe(random, () -> year + random.nextInt(200)));
    title.releaseDate(maybe(random, () -> LocalDate.ofEpochDay(random.nextInt(-60_000, 60_000))));
    title.runtimeMinutes(maybe(random, () -> random.nextInt(100_001)));
    title.genres(list(random, () -> text(random)));
    title.synopsis(maybe(random, () -> text(random)));
    title.tagline(maybe(random, () -> text(random)));
    title.keywords(list(random, () -> text(random)));
    for (int i = random.nextInt(4); i > 0; i--) {
      title.person(
          new Title.Person(
              text(random), any(random, Title.Role.values()), maybe(random, () -> text(random))));
    }
    title.countries(list(random, () -> any(random, Locale.getISOCountries())));
    title.languages(list(random, () -> any(random, "en", "pt-BR", "zh-Hant-TW", "yue")));
    title.maturity(
        maybe(
            random,
            () -> new Title.Maturity(maybe(random, () -> "MPA"), "PG-" + random.nextInt())));
    title.franchise(maybe(random, () -> text(random)));
    title.popularity(maybe(random, () -> random.nextDouble() * 1e12));
    title.rating(
        maybe(
            random,
            () ->
                new Title.Rating(random.nextDouble(-1e6, 1e6), random.nextInt(Integer.MAX_VALUE))));
    title.availability(
        list(
            random,
            () -> {
              Instant from = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
              return new Title.Availability(
                  list(random, () -> "GB"),
                  maybe(random, () -> from),
                  maybe(random, () -> from.plusMillis(1 + random.nextInt(1_000_000))));
            }));
    title.poster(maybe(random, () -> "https://posters.example/" + random.nextInt()));
    title.links(
        maybe(
            random,
            () ->
                new Title.Links(
                    maybe(random, () -> "tt" + random.nextInt(10)),
                    maybe(random, () -> "7"),
                    maybe(random, () -> "1"))));
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) attributes.put("a_" + i, attribute(random));
    return title.attributes(attributes).build();
  }

  /// Any valid profile.
  public static ContentProfile randomProfile(Random random) {
    return new ContentProfile(
        maybe(random, () -> text(random)),
        maybe(random, () -> text(random)),
        list(random, () -> text(random)),
        list(random, () -> text(random)),
        maybe(random, () -> text(random)),
        maybe(random, () -> any(random, ContentProfile.Pace.values())),
        list(random, () -> text(random)),
        new ContentProfile.Setting(
            maybe(random, () -> text(random)), maybe(random, () -> text(random))),
        maybe(random, () -> text(random)),
        list(random, () -> text(random)),
        new ContentProfile.Source(
            any(random, ContentProfile.SourceKind.values()),
            maybe(random, () -> text(random)),
            maybe(random, () -> text(random)),
            maybe(random, () -> Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)))));
  }

  private static AttributeValue attribute(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new AttributeValue.Text(text(random));
      case 1 -> new AttributeValue.Texts(list(random, () -> text(random)));
      case 2 -> new AttributeValue.Decimal(random.nextDouble(-1e15, 1e15));
      default -> new AttributeValue.Flag(random.nextBoolean());
    };
  }

  /// 1 to 60 characters that are not all blank, plain and odd mixed.
  private static String text(Random random) {
    StringBuilder text = new StringBuilder().append((char) ('a' + random.nextInt(26)));
    for (int i = random.nextInt(10); i > 0; i--) {
      if (random.nextInt(3) == 0) text.append(ODD.get(random.nextInt(ODD.size())));
      else text.append((char) (' ' + random.nextInt(95)));
    }
    return text.toString();
  }

  private static <T> List<T> list(Random random, Supplier<T> entry) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) list.add(entry.get());
    return list;
  }

  private static <T> @Nullable T maybe(Random random, Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  @SafeVarargs
  private static <T> T any(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /// See [#aTitle].
  public static final class TitleBuilder {
    private @Nullable String id;
    private Title.Kind kind = Title.Kind.MOVIE;
    private String name = "Untitled";
    private @Nullable Integer year;
    private @Nullable Integer minutes;
    private List<String> aliases = List.of();
    private List<String> genres = List.of();
    private List<String> keywords = List.of();
    private List<String> countries = List.of();
    private List<String> languages = List.of();
    private @Nullable String synopsis;
    private @Nullable String tagline;
    private @Nullable String maturity;
    private @Nullable String franchise;
    private @Nullable Double popularity;
    private Title.@Nullable Rating rating;
    private final List<Title.Person> people = new ArrayList<>();
    private final Map<String, AttributeValue> attributes = new HashMap<>();

    private TitleBuilder() {}

    public TitleBuilder withId(String value) {
      id = value;
      return this;
    }

    public TitleBuilder ofKind(Title.Kind value) {
      kind = value;
      return this;
    }

    public TitleBuilder named(String value) {
      name = value;
      return this;
    }

    public TitleBuilder alsoKnownAs(String... values) {
      aliases = List.of(values);
      return this;
    }

    public TitleBuilder from(int value) {
      year = value;
      return this;
    }

    public TitleBuilder lasting(int value) {
      minutes = value;
      return this;
    }

    public TitleBuilder inGenres(String... values) {
      genres = List.of(values);
      return this;
    }

    public TitleBuilder withKeywords(String... values) {
      keywords = List.of(values);
      return this;
    }

    public TitleBuilder about(String value) {
      synopsis = value;
      return this;
    }

    public TitleBuilder withTagline(String value) {
      tagline = value;
      return this;
    }

    public TitleBuilder directedBy(String... names) {
      return with(Title.Role.DIRECTOR, names);
    }

    public TitleBuilder writtenBy(String... names) {
      return with(Title.Role.WRITER, names);
    }

    public TitleBuilder starring(String... names) {
      return with(Title.Role.CAST, names);
    }

    public TitleBuilder with(Title.Role role, String... names) {
      for (String one : names) people.add(new Title.Person(one, role, null));
      return this;
    }

    public TitleBuilder madeIn(String... codes) {
      countries = List.of(codes);
      return this;
    }

    public TitleBuilder inLanguages(String... tags) {
      languages = List.of(tags);
      return this;
    }

    public TitleBuilder labelled(String label) {
      maturity = label;
      return this;
    }

    public TitleBuilder partOf(String value) {
      franchise = value;
      return this;
    }

    public TitleBuilder popular(double value) {
      popularity = value;
      return this;
    }

    public TitleBuilder rated(double average, int count) {
      rating = new Title.Rating(average, count);
      return this;
    }

    public TitleBuilder having(String attribute, AttributeValue value) {
      attributes.put(attribute, value);
      return this;
    }

    public Title build() {
      String slug = name.toLowerCase(Locale.ROOT).replaceAll("\\s+", "-");
      Title.Builder title =
          Title.builder(new TitleId(id == null ? slug : id), kind, name)
              .aliases(aliases.stream().map(a -> new Title.Alias(a, null)).toList())
              .year(year)
              .runtimeMinutes(minutes)
              .genres(genres)
              .keywords(keywords)
              .synopsis(synopsis)
              .tagline(tagline)
              .countries(countries)
              .languages(languages)
              .maturity(maturity == null ? null : new Title.Maturity(null, maturity))
              .franchise(franchise)
              .popularity(popularity)
              .rating(rating)
              .attributes(attributes);
      people.forEach(title::person);
      return title.build();
    }
  }

  /// See [#aProfile].
  public static final class ProfileBuilder {
    private @Nullable String pitch;
    private @Nullable String story;
    private List<String> themes = List.of();
    private List<String> moods = List.of();
    private @Nullable String tone;
    private ContentProfile.@Nullable Pace pace;
    private List<String> style = List.of();
    private ContentProfile.Setting setting = ContentProfile.Setting.UNKNOWN;
    private @Nullable String audience;
    private List<String> watchWhen = List.of();
    private ContentProfile.SourceKind source = ContentProfile.SourceKind.HUMAN;

    private ProfileBuilder() {}

    public ProfileBuilder pitched(String value) {
      pitch = value;
      return this;
    }

    public ProfileBuilder telling(String value) {
      story = value;
      return this;
    }

    public ProfileBuilder withThemes(String... values) {
      themes = List.of(values);
      return this;
    }

    public ProfileBuilder withMoods(String... values) {
      moods = List.of(values);
      return this;
    }

    public ProfileBuilder inTone(String value) {
      tone = value;
      return this;
    }

    public ProfileBuilder paced(ContentProfile.Pace value) {
      pace = value;
      return this;
    }

    public ProfileBuilder inStyle(String... values) {
      style = List.of(values);
      return this;
    }

    public ProfileBuilder setIn(String place, String era) {
      setting = new ContentProfile.Setting(place, era);
      return this;
    }

    public ProfileBuilder forAudience(String value) {
      audience = value;
      return this;
    }

    public ProfileBuilder forWhen(String... values) {
      watchWhen = List.of(values);
      return this;
    }

    public ProfileBuilder by(ContentProfile.SourceKind value) {
      source = value;
      return this;
    }

    public ContentProfile build() {
      return new ContentProfile(
          pitch,
          story,
          themes,
          moods,
          tone,
          pace,
          style,
          setting,
          audience,
          watchWhen,
          new ContentProfile.Source(source, null, null, null));
    }
  }
}

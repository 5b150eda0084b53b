package dev.kindred.bench;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Titles out of nothing, as many as wanted and always the same, in the size and shape of real
/// ones: about 700 bytes of NDJSON each, with a synopsis of 20 to 60 words that follow Zipf's law
/// over 30,000, seven people, genres, keywords, a country, a rating.
final class GeneratedCatalogue {
  private static final int WORDS = 30_000;
  private static final int PEOPLE = 200_000;
  private static final List<String> GENRES =
      List.of(
          "Drama",
          "Comedy",
          "Thriller",
          "Romance",
          "Action",
          "Horror",
          "Documentary",
          "Crime",
          "Adventure",
          "Science Fiction",
          "Family",
          "Fantasy",
          "Mystery",
          "Animation",
          "History");
  private static final List<String> COUNTRIES =
      List.of("US", "GB", "FR", "IN", "JP", "DE", "IT", "CA", "KR", "ES", "SE", "BR");
  private static final List<String> SYLLABLES =
      List.of(
          "ka", "mo", "ri", "ten", "sal", "vor", "li", "nah", "del", "pru", "gor", "esh", "wi",
          "tor", "ban", "cle", "fu", "hin", "jo", "lar", "mer", "nol", "os", "pi", "qua", "ros",
          "sti", "ul", "vex", "yan", "zer", "ast");

  private GeneratedCatalogue() {}

  /// Writes `rows` titles, one a line.
  static void write(Path file, int rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int row = 1; row <= rows; row++) {
        out.write(Json.write(TitleJson.write(title(row))));
        out.write('\n');
      }
    }
  }

  /// The title of a row, from 1.
  static Title title(int row) {
    SplittableRandom random = new SplittableRandom(row);
    int year = 1930 + random.nextInt(97);
    Title.Builder title =
        Title.builder(id(row), Title.Kind.MOVIE, capital(words(random, 3)))
            .year(year)
            .runtimeMinutes(60 + random.nextInt(120))
            .genres(List.of(GENRES.get(random.nextInt(8)), GENRES.get(8 + random.nextInt(7))))
            .synopsis(capital(words(random, 20 + random.nextInt(41))) + ".")
            .keywords(List.of(word(random), word(random), word(random)))
            .countries(List.of(COUNTRIES.get(random.nextInt(COUNTRIES.size()))))
            .languages(List.of("en"))
            .popularity(Math.round(1e5 / (1 + random.nextInt(10_000))) / 1e3)
            .rating(new Title.Rating(random.nextInt(10, 96) / 10.0, random.nextInt(50_000)));
    title.person(new Title.Person(person(random), Title.Role.DIRECTOR, null));
    for (int i = 0; i < 6; i++)
      title.person(new Title.Person(person(random), Title.Role.CAST, null));
    return title.build();
  }

  /// Ids come in no order, as in real files: they land all over the store's index of them.
  static TitleId id(int row) {
    return new TitleId(String.format(Locale.ROOT, "g%08d", row * 48_271L % 99_999_989));
  }

  private static String words(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) text.append(i == 0 ? "" : " ").append(word(random));
    return text.toString();
  }

  /// Inverse of the cumulative 1/rank: rank = WORDS^u.
  private static String word(SplittableRandom random) {
    return spelt((int) Math.pow(WORDS, random.nextDouble()));
  }

  private static String person(SplittableRandom random) {
    int number = (int) Math.pow(PEOPLE, random.nextDouble());
    return capital(spelt(number % 449 + 1_024)) + " " + capital(spelt(number + 32_768));
  }

  private static String spelt(int number) {
    StringBuilder word = new StringBuilder();
    for (int rest = number; rest > 0; rest >>= 5) word.append(SYLLABLES.get(rest & 31));
    return word.toString();
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}

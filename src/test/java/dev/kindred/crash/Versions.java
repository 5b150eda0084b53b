package dev.kindred.crash;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.testing.Titles;
import java.util.SplittableRandom;

/// Titles of which every version holds a word that nothing else holds, so that a search for the
/// word tells which version is indexed, and how often.
final class Versions {
  /// No vowels, so that no stemmer takes anything off.
  private static final String LETTERS = "bcdfghjkmnpqrtvwxz";

  private Versions() {}

  /// @param version any number; another one gives other content
  static Title title(TitleId id, int version) {
    SplittableRandom random = new SplittableRandom(31L * id.hashCode() + version);
    String word = word(id, version);
    StringBuilder synopsis = new StringBuilder("A crossing");
    for (int i = random.nextInt(5, 40); i > 0; i--) synopsis.append(' ').append(letters(random, 4));
    return Titles.aTitle()
        .withId(id.value())
        .named("Voyage " + word)
        .from(1950 + random.nextInt(70))
        .lasting(60 + random.nextInt(100))
        .inGenres("Drama", "Genre" + random.nextInt(8))
        .about(synopsis + " and " + word)
        .directedBy("Person " + letters(random, 3))
        .build();
  }

  /// The word of a version.
  static String word(TitleId id, int version) {
    SplittableRandom random =
        new SplittableRandom(id.value().hashCode() * 0x9E3779B97F4A7C15L + version);
    return "q" + letters(random, 11);
  }

  /// The word of a title made by [#title].
  static String word(Title title) {
    return title.name().substring(title.name().indexOf(' ') + 1);
  }

  private static String letters(SplittableRandom random, int length) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < length; i++)
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    return letters.toString();
  }
}

package dev.kindred.evaluation;

import dev.kindred.catalogue.Title;
import dev.kindred.training.ContentFeatures;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The content features of a title: story and feel vectors, genres, people, words of the name, and
/// when it was made. Never votes, popularity, ratings or tags of viewers.
final class TitleFeatures {
  private static final float MEANING = 0.7f;
  private static final float GENRES = 0.6f;
  private static final float PEOPLE = 0.5f;
  private static final float WORDS = 0.4f;
  private static final float YEARS = 0.7f;

  private TitleFeatures() {}

  /// @param story unit vector, empty when there is none
  /// @param feel unit vector, empty when there is none
  static ContentFeatures of(Title title, float[] story, float[] feel) {
    float[] dense = new float[story.length + feel.length];
    for (int i = 0; i < story.length; i++) dense[i] = MEANING * story[i];
    for (int i = 0; i < feel.length; i++) dense[story.length + i] = MEANING * feel[i];
    Map<String, Float> sparse = new HashMap<>();
    block(sparse, "genre:", title.genres(), GENRES);
    block(
        sparse,
        "person:",
        title.people().stream().map(person -> person.role() + " " + person.name()).toList(),
        PEOPLE);
    block(
        sparse,
        "word:",
        Stream.of(title.name().toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
            .filter(word -> word.length() > 2)
            .toList(),
        WORDS);
    Integer year = title.year();
    if (year != null) // overlapping decades: years near each other share most of theirs
    block(
          sparse,
          "years:",
          Stream.of(0, 2, 4, 6, 8).map(i -> i + ":" + (year + i) / 10).toList(),
          YEARS);
    return new ContentFeatures(new ContentFeatures.Vector(dense), sparse);
  }

  private static void block(
      Map<String, Float> into, String prefix, List<String> names, float length) {
    List<String> distinct = names.stream().distinct().toList();
    float each = (float) (length / Math.sqrt(Math.max(1, distinct.size())));
    for (String name : distinct) into.put(prefix + name, each);
  }
}

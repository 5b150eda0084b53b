package dev.kindred.model;

import dev.kindred.catalogue.Title;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What a title says of itself before anybody has seen it: vectors of meaning, genres, people,
/// words of the name, and when it was made. Each block is scaled to a length of its own, so that
/// the product of two titles' features is a weighted mean of their likenesses. Never votes,
/// popularity, ratings or tags of viewers. Immutable.
public final class ContentFeatures {
  private static final float MEANING = 0.7f;
  private static final float GENRES = 0.6f;
  private static final float PEOPLE = 0.5f;
  private static final float WORDS = 0.4f;
  private static final float YEARS = 0.7f;

  private final float[] dense;
  private final Map<String, Float> sparse;

  private ContentFeatures(float[] dense, Map<String, Float> sparse) {
    this.dense = dense;
    this.sparse = Map.copyOf(sparse);
  }

  /// @param story unit vector, of no values when there is none
  /// @param feel unit vector of the same model, of no values when there is none
  public static ContentFeatures of(Title title, float[] story, float[] feel) {
    if (story.length != feel.length && story.length != 0 && feel.length != 0)
      throw new IllegalArgumentException(
          "vectors of " + story.length + " and " + feel.length + " dimensions");
    int length = Math.max(story.length, feel.length);
    float[] dense = new float[2 * length];
    for (int i = 0; i < story.length; i++) dense[i] = MEANING * story[i];
    for (int i = 0; i < feel.length; i++) dense[length + i] = MEANING * feel[i];
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
    return new ContentFeatures(dense, sparse);
  }

  private static void block(
      Map<String, Float> into, String prefix, List<String> names, float length) {
    List<String> distinct = names.stream().distinct().toList();
    float each = (float) (length / Math.sqrt(Math.max(1, distinct.size())));
    for (String name : distinct) into.put(prefix + name, each);
  }

  /// The vectors of meaning, story before feel; of no values when the title has neither. Not
  /// copied, and not to be changed.
  public float[] dense() {
    return dense;
  }

  /// Weight by the name of a feature.
  public Map<String, Float> sparse() {
    return sparse;
  }

  /// The product with another's: how alike the two are.
  public double likeness(ContentFeatures other) {
    double sum = dot(dense, other.dense);
    if (sparse.size() > other.sparse.size()) return sum + shared(other.sparse, sparse);
    return sum + shared(sparse, other.sparse);
  }

  private static double shared(Map<String, Float> fewer, Map<String, Float> more) {
    double sum = 0;
    for (Map.Entry<String, Float> one : fewer.entrySet())
      sum += one.getValue() * more.getOrDefault(one.getKey(), 0f);
    return sum;
  }

  /// Four sums side by side: one alone would wait for itself.
  private static float dot(float[] a, float[] b) {
    int n = Math.min(a.length, b.length);
    int fours = n & ~3;
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int i = 0; i < fours; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    for (int i = fours; i < n; i++) s0 = Math.fma(a[i], b[i], s0);
    return s0 + s1 + s2 + s3;
  }
}

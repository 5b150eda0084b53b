package dev.kindred.enrichment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a genre promises of the mood and the tone, and the one spelling of genre names it goes by.
/// The tables are made by hand with the words of the bundled profiles. They stand from the genre
/// that tells most to the one that tells least, so that a "Drama, Horror" is first of all a horror.
final class GenreMoods {
  private record Feel(List<String> moods, String tone) {}

  private record Blend(String one, String other, Feel feel) {}

  private static final Map<String, Feel> FEELS = new LinkedHashMap<>();

  static {
    feel("horror", "frightening and ominous", "eerie", "ominous", "scary");
    feel("film noir", "shadowy and fatalistic", "brooding", "cynical", "stylish");
    feel("stand-up comedy", "outspoken and funny", "hilarious", "cheeky");
    feel("western", "rugged and elegiac", "gritty", "wistful", "adventurous");
    feel("war", "grave and intense", "intense", "harrowing", "sombre");
    feel("musical", "exuberant and tuneful", "exuberant", "joyful", "romantic");
    feel("documentary", "factual and curious", "thoughtful", "absorbing");
    feel("animation", "imaginative and colourful", "colourful", "playful");
    feel("science fiction", "speculative and inventive", "wondrous", "cerebral");
    feel("fantasy", "magical and imaginative", "wondrous", "whimsical", "enchanting");
    feel("mystery", "puzzling and watchful", "mysterious", "suspenseful");
    feel("thriller", "taut and suspenseful", "tense", "suspenseful", "gripping");
    feel("crime", "hard-edged and tense", "gritty", "tense");
    feel("romance", "tender and romantic", "romantic", "tender");
    feel("sport", "rousing and competitive", "rousing", "uplifting");
    feel("faith", "earnest and reflective", "hopeful", "earnest");
    feel("reality", "light and candid", "amusing", "candid");
    feel("music", "lively and musical", "tuneful", "energetic");
    feel("action", "fast and forceful", "thrilling", "explosive");
    feel("adventure", "bold and spirited", "adventurous", "exciting");
    feel("history", "serious and stately", "stirring", "solemn");
    feel("nature", "observant and calm", "awe-inspiring", "serene");
    feel("comedy", "light and comic", "funny", "playful");
    feel("family", "warm and gentle", "warm", "cheerful");
    feel("teen", "youthful and sincere", "energetic", "earnest");
    feel("drama", "serious and heartfelt", "moving", "thoughtful");
  }

  /// Pairs that are more than the sum of both.
  private static final List<Blend> BLENDS =
      List.of(
          blend("comedy", "horror", "macabre and comic", "darkly funny", "spooky"),
          blend("comedy", "crime", "wry and roguish", "darkly funny", "cheeky"),
          blend("comedy", "romance", "light and romantic", "romantic", "funny", "charming"),
          blend("comedy", "drama", "humorous and heartfelt", "bittersweet", "funny", "warm"),
          blend("drama", "romance", "intimate and yearning", "romantic", "tender", "wistful"),
          blend("family", "horror", "playfully spooky", "spooky", "playful"),
          blend("science fiction", "horror", "chilling and strange", "ominous", "unsettling"),
          blend("action", "comedy", "fast and funny", "funny", "thrilling"),
          blend("animation", "family", "colourful and gentle", "colourful", "playful", "warm"));

  /// Other spellings, after lower case and the loss of format words; an empty list means a name
  /// that says nothing of the mood.
  private static final Map<String, List<String>> ALIASES =
      Map.ofEntries(
          Map.entry("sci-fi", List.of("science fiction")),
          Map.entry("science-fiction", List.of("science fiction")),
          Map.entry("scifi", List.of("science fiction")),
          Map.entry("film-noir", List.of("film noir")),
          Map.entry("noir", List.of("film noir")),
          Map.entry("children's", List.of("family")),
          Map.entry("children", List.of("family")),
          Map.entry("kids", List.of("family")),
          Map.entry("kids'", List.of("family")),
          Map.entry("romantic", List.of("romance")),
          Map.entry("romances", List.of("romance")),
          Map.entry("musicals", List.of("musical")),
          Map.entry("dramas", List.of("drama")),
          Map.entry("comedies", List.of("comedy")),
          Map.entry("thrillers", List.of("thriller")),
          Map.entry("mysteries", List.of("mystery")),
          Map.entry("westerns", List.of("western")),
          Map.entry("documentaries", List.of("documentary")),
          Map.entry("docuseries", List.of("documentary")),
          Map.entry("anime", List.of("animation")),
          Map.entry("animated", List.of("animation")),
          Map.entry("sports", List.of("sport")),
          Map.entry("historical", List.of("history")),
          Map.entry("biography", List.of("history")),
          Map.entry("stand-up", List.of("stand-up comedy")),
          Map.entry("faith & spirituality", List.of("faith")),
          Map.entry("science & nature", List.of("documentary", "nature")),
          Map.entry("war & politics", List.of("war")),
          Map.entry("stand-up comedy & talk", List.of("stand-up comedy")),
          Map.entry("classic & cult", List.of()));

  private static final Set<String> FORMAT_WORDS =
      Set.of("tv", "show", "shows", "movie", "movies", "film", "films", "series", "features");

  private GenreMoods() {}

  /// The known genres that the names of any source mean, in the order of the names; a name that
  /// means none adds nothing.
  static Set<String> canonical(Collection<String> names) {
    Set<String> genres = new LinkedHashSet<>();
    for (String name : names) {
      String stem = withoutFormatWords(name);
      if (add(stem, genres)) continue;
      for (String part : stem.split(" & | and |/", -1)) add(part.strip(), genres);
    }
    return genres;
  }

  /// Up to `limit` moods, the most telling genre's first.
  static List<String> moods(Set<String> genres, int limit) {
    Set<String> moods = new LinkedHashSet<>();
    for (Feel feel : feels(genres)) moods.addAll(feel.moods());
    return moods.stream().limit(limit).toList();
  }

  /// The tone of the most telling genre or pair of genres, or null when no genre is known.
  static @Nullable String tone(Set<String> genres) {
    List<Feel> feels = feels(genres);
    return feels.isEmpty() ? null : feels.getFirst().tone();
  }

  private static List<Feel> feels(Set<String> genres) {
    List<Feel> feels = new ArrayList<>();
    Set<String> rest = new HashSet<>(genres);
    for (Blend blend : BLENDS) {
      if (rest.contains(blend.one()) && rest.contains(blend.other())) {
        feels.add(blend.feel());
        rest.remove(blend.one());
        rest.remove(blend.other());
      }
    }
    FEELS.forEach((genre, feel) -> {
      if (rest.contains(genre)) feels.add(feel);
    });
    return feels;
  }

  private static boolean add(String name, Set<String> genres) {
    List<String> known = FEELS.containsKey(name) ? List.of(name) : ALIASES.get(name);
    if (known == null) return false;
    genres.addAll(known);
    return true;
  }

  private static String withoutFormatWords(String name) {
    List<String> words = new ArrayList<>();
    for (String word : name.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      if (!FORMAT_WORDS.contains(word)) words.add(word);
    }
    return String.join(" ", words);
  }

  private static void feel(String genre, String tone, String... moods) {
    FEELS.put(genre, new Feel(List.of(moods), tone));
  }

  private static Blend blend(String one, String other, String tone, String... moods) {
    return new Blend(one, other, new Feel(List.of(moods), tone));
  }
}

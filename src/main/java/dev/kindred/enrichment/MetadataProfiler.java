package dev.kindred.enrichment;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.Setting;
import dev.kindred.catalogue.ContentProfile.Source;
import dev.kindred.catalogue.Title;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Derives the content profile of a title from its metadata by template: the moods and the tone
/// that its genres promise, the themes and the setting that its keywords name, the audience that
/// its age label names. Says nothing that the metadata does not hold; what is unknown stays absent.
/// The same title always gives the same profile.
public final class MetadataProfiler {
  private static final int MAX_MOODS = 5;
  private static final int MAX_THEMES = 6;

  /// Keywords about the making of a title or what is shown for a moment, not what it is about.
  private static final Pattern NOT_A_THEME =
      Pattern.compile(
          "(?:woman|female|first time) director|independent film|.*(?:credits? ?stinger)|based on .*"
              + "|sequel|prequel|remake|reboot|spin ?off|3d|imax|short|silent film|black and white"
              + "|sex|nudity|(?:fe)?male nudity|.*\\bnudity|softcore|eroticism|blood|kiss|gun|fight"
              + "|movie|film|duringcredits.*|anthology|cult film|found footage|individual");

  private static final Pattern DECADE = Pattern.compile("(?:early |late )?1[89][0-9]0s|20[0-2]0s");
  private static final Pattern CENTURY = Pattern.compile("[0-9]{1,2}th century");

  /// Keywords that name a time.
  private static final Map<String, String> ERAS =
      Map.ofEntries(
          Map.entry("world war i", "World War I"),
          Map.entry("world war ii", "World War II"),
          Map.entry("cold war", "the Cold War"),
          Map.entry("vietnam war", "the Vietnam War"),
          Map.entry("korean war", "the Korean War"),
          Map.entry("american civil war", "the American Civil War"),
          Map.entry("civil war era", "the American Civil War"),
          Map.entry("great depression", "the Great Depression"),
          Map.entry("middle ages", "the Middle Ages"),
          Map.entry("medieval", "the Middle Ages"),
          Map.entry("renaissance", "the Renaissance"),
          Map.entry("ancient rome", "ancient Rome"),
          Map.entry("roman empire", "ancient Rome"),
          Map.entry("ancient greece", "ancient Greece"),
          Map.entry("ancient egypt", "ancient Egypt"),
          Map.entry("victorian era", "the Victorian era"),
          Map.entry("victorian england", "the Victorian era"),
          Map.entry("french revolution", "the French Revolution"),
          Map.entry("american revolution", "the American Revolution"),
          Map.entry("prehistoric", "prehistory"),
          Map.entry("prehistory", "prehistory"),
          Map.entry("future", "the future"),
          Map.entry("near future", "the near future"),
          Map.entry("distant future", "the distant future"));

  /// Keywords that name a place.
  private static final Map<String, String> PLACES =
      Map.ofEntries(
          Map.entry("new york", "New York"),
          Map.entry("new york city", "New York"),
          Map.entry("manhattan, new york city", "New York"),
          Map.entry("london", "London"),
          Map.entry("london, england", "London"),
          Map.entry("paris", "Paris"),
          Map.entry("paris, france", "Paris"),
          Map.entry("rome", "Rome"),
          Map.entry("berlin", "Berlin"),
          Map.entry("venice", "Venice"),
          Map.entry("vienna", "Vienna"),
          Map.entry("moscow", "Moscow"),
          Map.entry("tokyo", "Tokyo"),
          Map.entry("hong kong", "Hong Kong"),
          Map.entry("los angeles", "Los Angeles"),
          Map.entry("san francisco", "San Francisco"),
          Map.entry("chicago", "Chicago"),
          Map.entry("boston", "Boston"),
          Map.entry("las vegas", "Las Vegas"),
          Map.entry("hollywood", "Hollywood"),
          Map.entry("new orleans", "New Orleans"),
          Map.entry("california", "California"),
          Map.entry("texas", "Texas"),
          Map.entry("alaska", "Alaska"),
          Map.entry("england", "England"),
          Map.entry("scotland", "Scotland"),
          Map.entry("ireland", "Ireland"),
          Map.entry("france", "France"),
          Map.entry("italy", "Italy"),
          Map.entry("spain", "Spain"),
          Map.entry("germany", "Germany"),
          Map.entry("russia", "Russia"),
          Map.entry("japan", "Japan"),
          Map.entry("china", "China"),
          Map.entry("india", "India"),
          Map.entry("africa", "Africa"),
          Map.entry("australia", "Australia"),
          Map.entry("mexico", "Mexico"),
          Map.entry("usa", "the United States"));

  private static final Set<String> YOUNG_CHILDREN = Set.of("TV-Y");
  private static final Set<String> CHILDREN = Set.of("TV-Y7", "TV-Y7-FV");
  private static final Set<String> FAMILIES = Set.of("G", "TV-G", "PG", "TV-PG", "U");
  private static final Set<String> TEENS = Set.of("PG-13", "TV-14", "12", "12A");
  private static final Set<String> ADULTS = Set.of("R", "NC-17", "TV-MA", "18", "X");

  private MetadataProfiler() {}

  /// The profile of `title`, with the source [Source#METADATA].
  public static ContentProfile profile(Title title) {
    Set<String> genres = GenreMoods.canonical(title.genres());
    return new ContentProfile(
        pitch(title),
        null,
        themes(title),
        GenreMoods.moods(genres, MAX_MOODS),
        GenreMoods.tone(genres),
        null,
        List.of(),
        setting(title),
        audience(title, genres),
        List.of(),
        Source.METADATA);
  }

  private static @Nullable String pitch(Title title) {
    String tagline = title.tagline();
    if (tagline != null && !tagline.isBlank()) return tagline.strip();
    String synopsis = title.synopsis();
    return synopsis == null || synopsis.isBlank() ? null : firstSentence(synopsis.strip());
  }

  private static String firstSentence(String text) {
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(text);
    return text.substring(0, sentences.next()).strip();
  }

  private static List<String> themes(Title title) {
    List<String> themes = new ArrayList<>();
    Set<String> genres = new HashSet<>();
    for (String genre : title.genres()) genres.add(genre.toLowerCase(Locale.ROOT));
    for (String keyword : new LinkedHashSet<>(title.keywords())) {
      String key = key(keyword);
      boolean said = PLACES.containsKey(key) || era(key) != null || genres.contains(key);
      if (said || NOT_A_THEME.matcher(key).matches()) continue;
      themes.add(keyword.strip());
      if (themes.size() == MAX_THEMES) break;
    }
    return themes;
  }

  private static Setting setting(Title title) {
    String place = null;
    String era = null;
    for (String keyword : title.keywords()) {
      String key = key(keyword);
      if (place == null) place = PLACES.get(key);
      if (era == null) era = era(key);
    }
    return place == null && era == null ? Setting.UNKNOWN : new Setting(place, era);
  }

  private static @Nullable String era(String key) {
    Matcher decade = DECADE.matcher(key);
    if (decade.matches() || CENTURY.matcher(key).matches()) return key;
    return ERAS.get(key);
  }

  private static @Nullable String audience(Title title, Set<String> genres) {
    String label = title.maturity() == null ? "" : title.maturity().label().strip();
    if (YOUNG_CHILDREN.contains(label)) return "young children";
    if (CHILDREN.contains(label)) return "children";
    if (ADULTS.contains(label)) return "adults";
    if (genres.contains("family")) return "children and families";
    if (FAMILIES.contains(label)) return "all the family";
    return TEENS.contains(label) ? "teenagers and adults" : null;
  }

  private static String key(String keyword) {
    return keyword.strip().toLowerCase(Locale.ROOT);
  }
}

package dev.kindred.embedding;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.SourceKind;
import dev.kindred.catalogue.Title;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The two texts that a title is embedded from, the telling words first, because a model reads only
/// so far. A change here changes vectors: the bundled ones must be made again.
public final class TitleText {
  private static final int MAX_KEYWORDS = 12;
  private static final int FEEL_SYNOPSIS_WORDS = 30;

  private TitleText() {}

  /// What happens: name, genres, pitch, synopsis, story, keywords. Never blank.
  public static String story(Title title, ContentProfile profile) {
    Sentences text = new Sentences();
    text.add(title.name());
    text.add(title.genres());
    String synopsis = stripped(title.synopsis());
    String pitch = stripped(profile.pitch());
    if (!synopsis.startsWith(pitch)) text.add(pitch);
    text.add(synopsis);
    text.add(profile.story());
    text.add(title.keywords().stream().limit(MAX_KEYWORDS).toList());
    return text.toString();
  }

  /// What it is like: moods, tone, pace, style, themes, setting, audience, occasions. A profile
  /// derived from metadata says the same of thousands of titles, so then decade, country, language,
  /// genres, tagline and the beginning of the synopsis follow, or the name where there is none.
  /// Blank when the title has none of these but its years and countries.
  public static String feel(Title title, ContentProfile profile) {
    Sentences text = new Sentences();
    text.add(profile.moods());
    text.add(profile.tone());
    if (profile.pace() != null) text.add(profile.pace().name().toLowerCase(Locale.ROOT) + " pace");
    text.add(profile.style());
    text.add(profile.themes());
    setting(text, profile.setting());
    if (profile.audience() != null) text.add("For " + profile.audience());
    text.add(profile.watchWhen());
    if (profile.source().kind() == SourceKind.METADATA) metadata(text, title);
    return text.toString();
  }

  private static void setting(Sentences text, ContentProfile.Setting setting) {
    List<String> parts = new ArrayList<>();
    if (setting.place() != null) parts.add(setting.place());
    if (setting.era() != null) parts.add(setting.era());
    if (!parts.isEmpty()) text.add("Set in " + String.join(", ", parts));
  }

  private static void metadata(Sentences text, Title title) {
    String opening = opening(stripped(title.synopsis()));
    String tagline = stripped(title.tagline());
    boolean nothingTold = opening.isEmpty() && tagline.isEmpty();
    if (nothingTold && title.genres().isEmpty() && text.isEmpty()) return;
    text.add(title.genres());
    text.add(origin(title));
    text.add(tagline);
    text.add(nothingTold ? title.name() : opening);
  }

  /// Decade, countries and languages in words. English is left out: it is the rule, and says
  /// nothing.
  private static Set<String> origin(Title title) {
    Set<String> origin = new LinkedHashSet<>();
    if (title.decade() != null) origin.add(title.decade() + "s");
    for (String code : title.countries()) {
      origin.add(inWords(Locale.of("", code).getDisplayCountry(Locale.ENGLISH), code));
    }
    for (String tag : title.languages()) {
      if (!tag.equals("en"))
        origin.add(inWords(Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH), tag));
    }
    origin.remove("");
    return origin;
  }

  /// A code that has no words stands for itself in the platform's tables; it would only confuse.
  private static String inWords(String words, String code) {
    return words.equalsIgnoreCase(code) || words.startsWith("Unknown") ? "" : words;
  }

  private static String opening(String text) {
    String[] words = text.split("\\s+", FEEL_SYNOPSIS_WORDS + 1);
    if (words.length <= FEEL_SYNOPSIS_WORDS) return text;
    return String.join(" ", List.of(words).subList(0, FEEL_SYNOPSIS_WORDS));
  }

  private static String stripped(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  /// Joins what is not blank into sentences, each with one mark at its end.
  private static final class Sentences {
    private final StringBuilder text = new StringBuilder();

    void add(@Nullable String sentence) {
      String stripped = stripped(sentence);
      if (stripped.isEmpty()) return;
      if (!text.isEmpty()) text.append(' ');
      text.append(stripped);
      if (Character.isLetterOrDigit(stripped.codePointBefore(stripped.length()))) text.append('.');
    }

    void add(Collection<String> words) {
      add(String.join(", ", words));
    }

    boolean isEmpty() {
      return text.isEmpty();
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}

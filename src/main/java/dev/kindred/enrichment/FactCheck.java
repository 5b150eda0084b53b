package dev.kindred.enrichment;

import dev.kindred.catalogue.Title;
import dev.kindred.json.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds what a profile says that the metadata of its title contradicts: years and decades, people,
/// other titles, countries of production. It knows nothing of the world but the catalogue, so it
/// finds contradictions, not every untruth; what is merely not in the metadata passes. English
/// words for decades, claims and nations; the rest in any language.
final class FactCheck {
  private static final Pattern YEAR = Pattern.compile("\\b((?:18|19|20)\\d\\d)(['’]?s)?\\b");
  private static final Pattern DECADE_WORD =
      Pattern.compile(
          "(?<!\\b(?:his|her|their|my|your|our|early|mid|late)[ -])\\b(twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\\b");
  private static final List<String> DECADES =
      List.of(
          "twenties",
          "thirties",
          "forties",
          "fifties",
          "sixties",
          "seventies",
          "eighties",
          "nineties");

  private static final Pattern OF_A_WORK =
      Pattern.compile(
          "[ -](?:\\p{L}+[ -])?(?:films?|movies?|classics?|production|series|sitcom|blockbuster|drama|comedy|thriller|original)\\b(?![ -](?:style|like|inspired))");

  /// Words with capitals, a small one between two of them included.
  private static final Pattern NAME =
      Pattern.compile(
          "\\p{Lu}[\\p{L}\\p{N}'’.-]*(?:(?: (?:of|the|and|in|to|a|on|for|with|at|de|la|von|van|du|&))*[ -]\\p{Lu}[\\p{L}\\p{N}'’.-]*)*");

  private static final Pattern CREDIT =
      Pattern.compile(
          "\\b(?:directed by|director|starring|stars|featuring|written by|screenplay by|score by|music by|composed by|created by|played by|performance by|performances by|from the director|from director)\\s+$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern COMPARED =
      Pattern.compile(
          "\\b(?:like|recall(?:s|ing)?|reminiscent of|echo(?:es|ing)? of|echo(?:es|ing)|fans of|lovers of|sequel to|prequel to|remake of|in the vein of|rivals|spirit of|cousin of|watch)\\s+$",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> SMALL =
      Set.of(
          "of", "the", "and", "in", "to", "a", "on", "for", "with", "at", "de", "la", "von", "van",
          "du", "&");

  /// Genres whose stories play when they want to.
  private static final Set<String> ANY_TIME =
      Set.of("science fiction", "sci-fi", "fantasy", "sci-fi & fantasy", "animation");

  private static final Map<String, Set<String>> NATIONS =
      Map.ofEntries(
          Map.entry("american", Set.of("US")),
          Map.entry("argentinian", Set.of("AR")),
          Map.entry("argentine", Set.of("AR")),
          Map.entry("australian", Set.of("AU")),
          Map.entry("austrian", Set.of("AT")),
          Map.entry("belgian", Set.of("BE")),
          Map.entry("brazilian", Set.of("BR")),
          Map.entry("british", Set.of("GB")),
          Map.entry("canadian", Set.of("CA")),
          Map.entry("chinese", Set.of("CN", "HK", "TW")),
          Map.entry("czech", Set.of("CZ", "CS", "XC")),
          Map.entry("danish", Set.of("DK")),
          Map.entry("dutch", Set.of("NL")),
          Map.entry("finnish", Set.of("FI")),
          Map.entry("french", Set.of("FR")),
          Map.entry("german", Set.of("DE", "DD", "XG")),
          Map.entry("greek", Set.of("GR")),
          Map.entry("hungarian", Set.of("HU")),
          Map.entry("icelandic", Set.of("IS")),
          Map.entry("indian", Set.of("IN")),
          Map.entry("iranian", Set.of("IR")),
          Map.entry("irish", Set.of("IE", "GB")),
          Map.entry("israeli", Set.of("IL")),
          Map.entry("italian", Set.of("IT")),
          Map.entry("japanese", Set.of("JP")),
          Map.entry("korean", Set.of("KR", "KP")),
          Map.entry("mexican", Set.of("MX")),
          Map.entry("norwegian", Set.of("NO")),
          Map.entry("polish", Set.of("PL")),
          Map.entry("romanian", Set.of("RO")),
          Map.entry("russian", Set.of("RU", "SU")),
          Map.entry("soviet", Set.of("SU", "RU")),
          Map.entry("spanish", Set.of("ES")),
          Map.entry("swedish", Set.of("SE")),
          Map.entry("thai", Set.of("TH")),
          Map.entry("turkish", Set.of("TR")));

  private static final Pattern MADE_IN =
      Pattern.compile(
          "\\b("
              + String.join("|", NATIONS.keySet())
              + ")[ -](?:\\p{L}+[ -])?(?:films?|movies?|cinema|production|series|sitcom|blockbuster|drama|comedy|thriller)\\b",
          Pattern.CASE_INSENSITIVE);

  /// From one year to another, both included.
  ///
  /// @param made whether it is said of a work: `a 1970s film`
  private record Span(int from, int to, boolean made) {
    /// A look back, `seventies soul`, says nothing of when a title was made.
    boolean looksBack(Span production) {
      return !made && from < to && to < production.from;
    }

    boolean meets(Span other) {
      return from <= other.to && other.from <= to;
    }
  }

  private final Title title;
  private final String own;
  private final CatalogueNames names;
  private final Faults faults;
  private final String setting;
  private final List<Span> known = new ArrayList<>();
  private final @Nullable Span production;

  /// @param place of the profile's setting, which may be anywhere
  /// @param era of the profile's setting
  FactCheck(
      Title title,
      CatalogueNames names,
      @Nullable String place,
      @Nullable String era,
      Faults faults) {
    this.title = title;
    this.names = names;
    this.faults = faults;
    own = TitleFacts.words(title);
    setting =
        ((place == null ? "" : place) + " \n " + (era == null ? "" : era)).toLowerCase(Locale.ROOT);
    production = production(title);
    List<Span> mentioned = spans(own);
    known.addAll(mentioned);
    if (production != null) known.add(production);
    if (era != null) era(spans(era.toLowerCase(Locale.ROOT)), mentioned);
  }

  /// Checks one text of the profile.
  void check(String pointer, String text) {
    if (production != null) years(pointer, text.toLowerCase(Locale.ROOT), production);
    names(pointer, text);
    countries(pointer, text);
  }

  private static @Nullable Span production(Title title) {
    Integer year = title.year();
    if (year == null) return null;
    Integer end = title.endYear();
    return new Span(year, end == null ? year : end, true);
  }

  /// A story told as real cannot play in a year that was still to come when it was told.
  private void era(List<Span> era, List<Span> mentioned) {
    if (era.isEmpty()) return;
    int from = era.stream().mapToInt(Span::from).min().orElseThrow();
    int to = era.stream().mapToInt(Span::to).max().orElseThrow();
    Span whole = new Span(from, to, false);
    known.add(whole);
    if (production == null
        || from <= production.to + 1
        || mentioned.stream().anyMatch(whole::meets)) return;
    boolean anyTime = false;
    for (String genre : title.genres())
      anyTime |= ANY_TIME.contains(genre.toLowerCase(Locale.ROOT));
    if (!anyTime)
      faults.inconsistent(
          "/setting/era",
          "contradictsYear",
          "is later than " + production.to + ", when the title was made");
  }

  private void years(String pointer, String text, Span made) {
    for (Span said : spans(text)) {
      if (said.looksBack(made) || known.stream().anyMatch(said::meets)) continue;
      faults.inconsistent(
          pointer,
          "contradictsYear",
          "names "
              + (said.from == said.to ? said.from : said.from + "s")
              + "; the title is of "
              + made.from
              + (made.to == made.from ? "" : " to " + made.to)
              + " and its facts name no such time");
    }
  }

  private static List<Span> spans(String lower) {
    List<Span> spans = new ArrayList<>();
    Matcher year = YEAR.matcher(lower);
    while (year.find()) {
      int from = Integer.parseInt(year.group(1));
      boolean plural = year.group(2) != null;
      int to = !plural ? from : from % 100 == 0 ? from + 99 : from + 9;
      spans.add(new Span(from, to, isOfAWork(lower, year.end())));
    }
    Matcher decade = DECADE_WORD.matcher(lower);
    while (decade.find()) {
      int from = 1920 + 10 * DECADES.indexOf(decade.group(1));
      spans.add(new Span(from, from + 9, isOfAWork(lower, decade.end())));
    }
    return spans;
  }

  private static boolean isOfAWork(String lower, int behind) {
    return OF_A_WORK.matcher(lower).region(behind, lower.length()).lookingAt();
  }

  private void names(String pointer, String text) {
    Matcher run = NAME.matcher(text);
    while (run.find()) {
      String before = text.substring(0, run.start());
      String[] words = run.group().replaceAll("['’]s\\b|[.'’-]+$", "").split(" ", -1);
      if (CREDIT.matcher(before).find() && !isOwn(String.join(" ", words))) {
        faults.inconsistent(
            pointer,
            "unknownPerson",
            "credits \"" + String.join(" ", words) + "\", who is not in the facts");
        continue;
      }
      boolean compared = COMPARED.matcher(before).find();
      boolean inside = !before.isBlank() && !before.matches("(?s).*[.!?:;]\\s*");
      other(pointer, words, compared, inside);
    }
  }

  /// The longest part of a name that is that of another title or person.
  private void other(String pointer, String[] words, boolean compared, boolean inside) {
    for (int size = words.length; size > 0; size--) {
      for (int from = 0; from + size <= words.length; from++) {
        String name = String.join(" ", List.of(words).subList(from, from + size));
        if (!tells(words, from, size, compared && from == 0, inside || from > 0) || isOwn(name))
          continue;
        boolean person = size > 1 && names.isPerson(name);
        if (!person && !names.isTitle(name)) continue;
        faults.inconsistent(
            pointer,
            person ? "unknownPerson" : "otherTitle",
            "names \"" + name + "\", which is " + (person ? "somebody" : "a title") + " else's");
        return;
      }
    }
  }

  /// Whether words with capitals are meant as a name: two of them, or one behind `The` within a
  /// sentence, or one that something is compared with.
  private static boolean tells(
      String[] words, int from, int size, boolean compared, boolean inside) {
    int capitals = 0;
    for (int i = from; i < from + size; i++)
      if (!SMALL.contains(words[i].toLowerCase(Locale.ROOT))) capitals++;
    if (SMALL.contains(words[from + size - 1])) return false;
    boolean article = words[from].equals("The");
    return capitals >= 2 || (capitals == 1 && (compared || (article && inside)));
  }

  private boolean isOwn(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return own.contains(lower) || setting.contains(lower);
  }

  private void countries(String pointer, String text) {
    if (title.countries().isEmpty()) return;
    Matcher made = MADE_IN.matcher(text);
    while (made.find()) {
      String nation = made.group(1).toLowerCase(Locale.ROOT);
      Set<String> codes = NATIONS.getOrDefault(nation, Set.of());
      if (title.countries().stream().anyMatch(codes::contains) || own.contains(nation)) continue;
      faults.inconsistent(
          pointer,
          "contradictsCountry",
          "says \""
              + made.group()
              + "\"; the title is from "
              + String.join(", ", title.countries()));
    }
  }
}

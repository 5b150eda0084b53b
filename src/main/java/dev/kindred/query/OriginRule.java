package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a title comes from and which language is spoken: `in French`, `from Korea`, `a Danish
/// film`, `subtitled`. What is set somewhere says nothing of either.
final class OriginRule implements Rule {
  /// What makes a country the place of the story, or part of something else.
  private static final Pattern PLACE_BEFORE =
      Pattern.compile(
          "\\b(?:set|takes? place|happens?|living|lives?|life|about|visit(?:s|ing)?|trip|travel(?:s|ling|ing)?|fly(?:ing)?|goes|going|moves?|war|escape)"
              + "(?: \\w+)? (?:in |to |from |through |into |of |around )?(?:the |an? )?$|\\b(?:in|to|through|across|inside|into) (?:the |an? )?$");

  private static final Pattern NOT_ORIGIN_BEHIND =
      Pattern.compile(
          "^ (?:accents?|food|cuisine|cooking|restaurants?|chefs?|dress|revolution|army|soldiers?|girls?|boys?|man|woman|men|women|wom[ae]n|"
              + "president|empire|history|culture|immigrants?|spy|spies|agents?|couple|village|countryside|city|town|island|dream|king|queen|prime|psycho)\\b");

  private static final Pattern MADE_BEFORE =
      Pattern.compile(
          "\\b(?:(?:that are |which are |are |is )?(?:made|produced|shot|filmed|coming|out) )?(?:in|from) (?:the )?$");

  private static final Pattern IN_LANGUAGE =
      Pattern.compile(
          "(?:\\b(?:(?:spoken|shot|filmed|dialogue) )?in (?:the )?(?:original )?|\\b)("
              + Lexicon.LANGUAGE_WORDS.pattern()
              + ")(?: language|[- ]language|[- ]speaking|[- ]spoken|[- ]subtitled)?");
  private static final Pattern OR_LANGUAGE =
      Pattern.compile(
          "^(?:,? or |, | and | / ?)(?:in )?(" + Lexicon.LANGUAGE_WORDS.pattern() + ")");
  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\b(?:foreign(?:[- ]language)?|subtitled|with subtitles|non[- ]english|international)\\b");

  private static final Pattern OR = Pattern.compile("or|and|/|,|, or|&");

  @Override
  public void read(Reading reading, TitleNames names) {
    languages(reading);
    Occurrences foreign = reading.find(FOREIGN);
    while (foreign.find())
      reading.constrain(
          foreign.start(),
          foreign.end(),
          new Filter.All(
              List.of(
                  new Filter.Exists(Reading.field("languages")),
                  new Filter.Not(Reading.anyOf("languages", List.of("en"))))));
    countries(reading);
  }

  private static void languages(Reading reading) {
    Occurrences match = reading.find(IN_LANGUAGE);
    while (match.find()) {
      boolean said = match.group().startsWith("in ") || match.group().contains("in the ");
      boolean marked = !match.group().endsWith(match.group(1));
      String tag = Lexicon.language(match.group(1));
      // a bare "french" is as much a country: the countries have their turn
      if (tag == null || (!said && !marked) || reading.isTaken(match.start(1))) continue;
      if (said && !marked && NOT_ORIGIN_BEHIND.matcher(rest(reading, match.end())).find()) continue;
      List<String> tags = new ArrayList<>(List.of(tag));
      int end = match.end();
      Matcher or = OR_LANGUAGE.matcher(rest(reading, end));
      while (or.find()) {
        String other = Lexicon.language(or.group(1));
        if (other != null) tags.add(other);
        end += or.end();
        or = OR_LANGUAGE.matcher(rest(reading, end));
      }
      reading.constrain(match.start(), end, Reading.anyOf("languages", tags));
    }
  }

  private static void countries(Reading reading) {
    Occurrences match = reading.find(Lexicon.ORIGIN_WORDS);
    Alternatives alternatives = new Alternatives(reading, OR);
    while (match.find()) {
      if (reading.isTaken(match.start())) continue;
      Lexicon.Origin origin = Lexicon.origin(match.group());
      if (origin == null) continue;
      String typed = reading.typed(match.start(), match.end());
      if (typed.equals("us") || typed.equals("turkey") || typed.equals("georgia")) continue;
      String before = reading.open().substring(Math.max(0, match.start() - 40), match.start());
      Matcher made = MADE_BEFORE.matcher(before);
      boolean cued = made.find() && (made.group().startsWith("from") || made.group().length() > 7);
      if (!cued && PLACE_BEFORE.matcher(before).find()) continue;
      if (NOT_ORIGIN_BEHIND.matcher(rest(reading, match.end())).find()) continue;
      boolean noun =
          origin.languages().isEmpty()
              && Character.isUpperCase(typed.charAt(0))
              && isCountry(match.group());
      if (noun && !cued && !before.isBlank()) continue; // "Canada" somewhere in the text
      int from = cued ? match.start() - (before.length() - made.start()) : match.start();
      List<Filter> any = new ArrayList<>();
      if (!origin.countries().isEmpty()) any.add(Reading.anyOf("countries", origin.countries()));
      if (!origin.languages().isEmpty()) any.add(Reading.anyOf("languages", origin.languages()));
      Filter filter = any.size() == 1 ? any.getFirst() : new Filter.Any(any);
      alternatives.add(from, match.end(), filter);
    }
  }

  private static boolean isCountry(String word) {
    return Lexicon.origin(word) != null
        && Lexicon.language(word) == null
        && !word.endsWith("an")
        && !word.endsWith("ish");
  }

  private static String rest(Reading reading, int from) {
    return reading.open().substring(from);
  }
}

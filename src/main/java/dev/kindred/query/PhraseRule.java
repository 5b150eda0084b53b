package dev.kindred.query;

import java.util.regex.Pattern;

/// Qualities of several words that other rules would tear apart: `black and white` is neither a
/// colour nor Betty White.
final class PhraseRule implements Rule {
  private static final Pattern PHRASES =
      Pattern.compile(
          "\\b(?:in )?(black[- ]and[- ]white|b&w|feel[- ]good|slow[- ]burn(?:ing)?|coming[- ]of[- ]age|plot twists?|(?:a |the )?happy ending"
              + "|(?:a |the )?sad ending|(?:based on )?(?:a )?true (?:story|stories|events)|mind[- ]bending|edge of (?:my|your) seat|jump scares?|found footage|one[- ]location)\\b");

  /// A no that was said to the first of several things.
  private static final Pattern DENIED_BEFORE =
      Pattern.compile("\\b(?:without|no|not|avoid|less)\\b[^,;.!?\u0001]*,? (?:or|nor|and) $");

  @Override
  public void read(Reading reading, TitleNames names) {
    Occurrences match = reading.find(PHRASES);
    while (match.find()) {
      boolean denied =
          DENIED_BEFORE.matcher(reading.open().substring(0, match.start())).find()
              || reading.takeDenial(match.start(), match.end());
      Aspect aspect = Aspect.some(match.group(1).replaceAll("^(?:a|the) ", ""));
      if (denied) reading.unwanted.add(aspect);
      else reading.wanted.add(aspect);
      reading.take(match.start(), match.end());
    }
  }
}

package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// For whom a title is: `rated PG-13`, `for kids`, `family friendly`. Children are kept from what
/// is labelled for adults; most titles carry no label, so that alone says little, and the wish goes
/// on as a quality.
final class MaturityRule implements Rule {
  /// Labels that are not for children.
  static final List<String> ADULT =
      List.of(
          "R", "NC-17", "TV-MA", "X", "18", "18+", "16", "16+", "TV-14", "M", "MA15+", "R18+",
          "FSK 16", "FSK 18");

  private static final Pattern LABEL =
      Pattern.compile(
          "\\b(?:rated |rating (?:of )?)?(pg-13|pg13|nc-17|tv-ma|tv-14|tv-pg|tv-g|tv-y7|tv-y)\\b|\\brated (pg|g|r)\\b");
  private static final Pattern CHILDREN =
      Pattern.compile(
          "\\b(?:(?:suitable |good |great |okay |ok |safe |appropriate )?for (?:an? |my |the |our |small |little |young |younger )*"
              + "(?:kids?|children|child|toddlers?|preschoolers?|\\d{1,2}[- ]year[- ]olds?|son|daughter|nephews?|nieces?|grandkids|grandchildren|(?:whole |entire )?family)"
              + "(?: (?:to watch|night))?|(?:kid|family|child)[- ](?:friendly|safe)|(?:kids|kids'|kid's|children's) (?=movie|film|show|series|flick))\\b");
  private static final Pattern ADULTS =
      Pattern.compile("\\b(?:for (?:adults|grown[- ]?ups)(?: only)?|adults only)\\b");

  @Override
  public void read(Reading reading, TitleNames names) {
    Occurrences label = reading.find(LABEL);
    while (label.find()) {
      String typed = label.group(1) != null ? label.group(1) : label.group(2);
      String known = typed.toUpperCase(Locale.ROOT).replace("PG13", "PG-13");
      reading.constrain(label.start(), label.end(), Reading.anyOf("maturity", List.of(known)));
    }
    Occurrences children = reading.find(CHILDREN);
    while (children.find()) {
      boolean denied = reading.takeDenial(children.start(), children.end());
      reading.take(children.start(), children.end());
      Aspect wish = Aspect.some("for children and families");
      if (denied) {
        reading.unwanted.add(wish);
      } else {
        reading.wanted.add(wish);
        reading.filters.add(new Filter.Not(Reading.anyOf("maturity", ADULT)));
      }
    }
    Occurrences adults = reading.find(ADULTS);
    while (adults.find()) {
      reading.wanted.add(Aspect.some("for adults"));
      reading.take(adults.start(), adults.end());
    }
  }
}

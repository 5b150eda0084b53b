package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import dev.kindred.query.TitleNames.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who made a title or is in it: `directed by`, `starring`, `with`, and names of known people
/// wherever they stand.
final class PeopleRule implements Rule {
  private static final Pattern DIRECTED =
      Pattern.compile(
          "\\b(?:directed by|director|by (?:the )?director|from (?:the )?director|made by)\\s+");
  private static final Pattern WRITTEN =
      Pattern.compile("\\b(?:written by|screenplay by|writer|created by|creator)\\s+");
  private static final Pattern SCORED =
      Pattern.compile("\\b(?:(?:music|score|soundtrack|scored|composed) by|composer)\\s+");
  private static final Pattern STARRING =
      Pattern.compile(
          "\\b(?:(?:that |which )?(?:starring|stars|star|featuring|features|feat\\.?|with|acted by|played by)|actor|actress)\\s+");
  private static final Pattern BY = Pattern.compile("\\b(?:by|from|of)\\s+");
  private static final Pattern AND = Pattern.compile("^\\s*(?:,|,? ?and|&|,? ?or)\\s+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}'-]+");
  private static final Pattern START = Pattern.compile("(?<![\\p{L}\\p{N}'-])\\p{L}");
  private static final Pattern OF_TITLES =
      Pattern.compile(
          "^(?:'s)? (?:[\\p{L}-]+ )?(?:movies?|films?|flicks?|shows?|comed(?:y|ies)|thrillers?|works?)\\b");

  private static final Pattern DIRECTLY = Pattern.compile("^(?:'s)? (?:movies?|films?|flicks?)\\b");

  @Override
  public void read(Reading reading, TitleNames names) {
    cued(reading, names, DIRECTED, true, "people.director", "people.creator");
    cued(reading, names, WRITTEN, true, "people.writer", "people.creator");
    cued(reading, names, SCORED, true, "people.composer");
    cued(reading, names, STARRING, true, "people.cast");
    cued(reading, names, BY, false, "people");
    anywhere(reading, names);
  }

  private static void cued(
      Reading reading, TitleNames names, Pattern cue, boolean surname, String... fields) {
    Occurrences cues = reading.find(cue);
    int from = 0;
    while (from <= reading.length() && cues.find(from)) {
      from = cues.end();
      boolean ordinary = cues.group().startsWith("with");
      Optional<Found> person = names.personAt(cues.end(), surname && !ordinary);
      if (person.isEmpty()) continue;
      int end = person.get().end();
      List<Filter> people = new ArrayList<>(List.of(is(person.get().name().text(), fields)));
      while (true) {
        Matcher and = AND.matcher(reading.open().substring(end));
        if (!and.find()) break;
        Optional<Found> next = names.personAt(end + and.end(), false);
        if (next.isEmpty()) break;
        end = next.get().end();
        people.add(is(next.get().name().text(), fields));
      }
      boolean or = reading.open().substring(cues.end(), end).contains(" or ");
      Filter filter =
          people.size() == 1
              ? people.getFirst()
              : or ? new Filter.Any(people) : new Filter.All(people);
      reading.constrain(cues.start(), end, filter);
      cues = reading.find(cue);
    }
  }

  /// Full names, and last names before `movies`, are meant as people without any cue.
  private static void anywhere(Reading reading, TitleNames names) {
    Occurrences starts = reading.find(START);
    int from = 0;
    while (from < reading.length() && starts.find(from)) {
      int at = starts.start();
      from = starts.end();
      Optional<Found> person = names.personAt(at, false);
      if (person.isEmpty()) {
        Matcher word = WORD.matcher(reading.open()).region(at, reading.length());
        boolean capital = Character.isUpperCase(reading.typed(at, at + 1).charAt(0));
        if (word.lookingAt()
            && (capital || DIRECTLY.matcher(reading.open().substring(word.end())).find())
            && OF_TITLES.matcher(reading.open().substring(word.end())).find())
          person = names.personAt(at, true).filter(p -> p.end() <= word.end());
      }
      if (person.isEmpty()) continue;
      int end = person.get().end();
      if (reading.open().startsWith("'s", end)) end += 2;
      reading.constrain(at, end, is(person.get().name().text(), "people"));
      from = end;
      starts = reading.find(START);
    }
  }

  private static Filter is(String name, String... fields) {
    if (fields.length == 1) return Reading.anyOf(fields[0], List.of(name));
    List<Filter> any = new ArrayList<>();
    for (String field : fields) any.add(Reading.anyOf(field, List.of(name)));
    return new Filter.Any(any);
  }
}

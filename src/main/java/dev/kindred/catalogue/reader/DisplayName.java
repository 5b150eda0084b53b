package dev.kindred.catalogue.reader;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A name as MovieLens and others print it, taken apart: `Cold Lake, The (Lac froid, Le) (1995)` is
/// "The Cold Lake" of 1995, also known as "Le Lac froid". A bracket glued to its word or after "or"
/// belongs to the name.
///
/// @param endYear last year of a range such as `(2006–2007)`
record DisplayName(
    String name, List<String> aliases, @Nullable Integer year, @Nullable Integer endYear) {
  /// A longer text is no display name and is left whole.
  private static final int MAX_LENGTH = 1_000;

  private static final Pattern YEAR =
      Pattern.compile("(.+?)\\s*\\((\\d{4})(?:\\s*[-–]\\s*(\\d{4})?)?\\)");
  private static final Pattern BRACKET = Pattern.compile("(.*\\S(?<! [Oo]r))\\s+\\(([^()]*)\\)");
  private static final Pattern ALSO_KNOWN =
      Pattern.compile("(?:a\\.?k\\.?a\\.?:?\\s+)(.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ARTICLE =
      Pattern.compile(
          "([^:]+|.+), (The|A|An|La|Le|Les|L'|Un|Une|Il|Lo|Gli|I|El|Los|Las|Una|Der|Die|Das|Ein|Eine|De|Het"
              + "|Een|Den|Det|En|Et|Ett|O|Os|As|Um|Uma|Da)(: .+)?");

  DisplayName {
    aliases = List.copyOf(aliases);
  }

  static DisplayName of(String text) {
    String rest = text.strip();
    if (rest.length() > MAX_LENGTH) return new DisplayName(rest, List.of(), null, null);
    Integer year = null;
    Integer endYear = null;
    Matcher dated = YEAR.matcher(rest);
    if (dated.matches()) {
      rest = dated.group(1);
      year = Integer.valueOf(dated.group(2));
      if (dated.group(3) != null) endYear = Integer.valueOf(dated.group(3));
    }
    List<String> inBrackets = new ArrayList<>();
    for (Matcher m = BRACKET.matcher(rest); m.matches(); m = BRACKET.matcher(rest)) {
      rest = m.group(1);
      inBrackets.addFirst(m.group(2).strip());
    }
    String name = articleFirst(rest);
    Set<String> aliases = new LinkedHashSet<>();
    for (String other : inBrackets) {
      Matcher known = ALSO_KNOWN.matcher(other);
      aliases.add(articleFirst(known.matches() ? known.group(1) : other));
    }
    aliases.remove(name);
    aliases.remove("");
    return new DisplayName(name, List.copyOf(aliases), year, endYear);
  }

  private static String articleFirst(String name) {
    Matcher m = ARTICLE.matcher(name);
    if (!m.matches()) return name;
    return m.group(2)
        + (m.group(2).endsWith("'") ? "" : " ")
        + m.group(1)
        + (m.group(3) == null ? "" : m.group(3));
  }
}

package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.InvalidJsonException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/// One thing done to a text of a row on its way into a title.
public sealed interface Step {
  /// Adds what becomes of one text to `out`: none, one or several.
  void apply(String text, FoundTexts out);

  /// Reads the text as JSON, or as what Python prints, and takes what stands at a path of it.
  ///
  /// @param path names, outermost first; arrays on the way are walked through
  /// @param where what the object around the last name must hold, such as `job` → `Director`
  record FromJson(List<String> path, Map<String, String> where) implements Step {
    public FromJson {
      path = List.copyOf(path);
      where = Map.copyOf(where);
    }

    @Override
    public void apply(String text, FoundTexts out) {
      JsonNode node;
      try {
        node = CellJson.parse(text);
      } catch (InvalidJsonException _) { // its message tells of lines and columns of no file
        out.note("is no JSON: " + FoundTexts.shortened(text));
        return;
      }
      JsonTexts.at(node, path, where, found -> JsonTexts.scalars(found, out));
    }
  }

  /// Cuts the text at a separator of a character or more; parts are stripped, blank ones and
  /// repeats dropped.
  record Split(String separator) implements Step {
    @Override
    public void apply(String text, FoundTexts out) {
      int start = 0;
      for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
        out.addOnce(text.substring(start, end).strip());
        start = end + separator.length();
      }
      out.addOnce(text.substring(start).strip());
    }
  }

  /// Takes the tags of HTML away and reads its entities: `<p>Tom &amp; <i>Jerry</i></p>`.
  record WithoutHtml() implements Step {
    /// No field of a title takes a longer text, and tags in tags cost more than their length.
    static final int MAX_TEXT = 20_000;

    @Override
    public void apply(String text, FoundTexts out) {
      if (text.indexOf('<') < 0 && text.indexOf('&') < 0) out.add(text);
      else if (text.length() <= MAX_TEXT) out.add(Jsoup.parse(text).text());
      else out.note("too long to be read as HTML: " + FoundTexts.shortened(text));
    }
  }

  /// Takes a display name such as `Cold Lake, The (Lac froid, Le) (1995)` apart.
  record TakePart(Part part) implements Step {
    public enum Part {
      NAME,
      ALIASES,
      YEAR,
      END_YEAR
    }

    @Override
    public void apply(String text, FoundTexts out) {
      DisplayName name = DisplayName.of(text);
      switch (part) {
        case NAME -> out.add(name.name());
        case ALIASES -> name.aliases().forEach(out::add);
        case YEAR -> {
          if (name.year() != null) out.add(name.year().toString());
        }
        case END_YEAR -> {
          if (name.endYear() != null) out.add(name.endYear().toString());
        }
      }
    }
  }

  /// Takes the first group of a pattern's first match, or the whole match when it has no group;
  /// nothing when it does not match. Only the first [#MAX_TEXT] characters are looked at, and a
  /// pattern that takes too many steps over them counts as no match.
  record Take(Pattern pattern) implements Step {
    static final int MAX_TEXT = 1_000;

    @Override
    public void apply(String text, FoundTexts out) {
      String looked = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
      try {
        Matcher matcher = pattern.matcher(new StepBound(looked));
        if (!matcher.find()) return;
        String taken = matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
        if (taken != null) out.add(taken.strip());
      } catch (StepBound.Exceeded | StackOverflowError _) { // the row is good without it
        out.note("the pattern takes too long over it: " + FoundTexts.shortened(text));
      }
    }
  }

  /// Replaces whole texts, whatever their case; a blank replacement drops the text.
  ///
  /// @param replacements keys in lower case
  record Replace(Map<String, String> replacements) implements Step {
    public Replace {
      replacements = Map.copyOf(replacements);
    }

    @Override
    public void apply(String text, FoundTexts out) {
      String replacement = replacements.get(text.toLowerCase(Locale.ROOT));
      out.add(replacement == null ? text : replacement);
    }
  }

  /// Reads a date of a stated shape into one such as 1982-06-25.
  record Dated(String shape, DateTimeFormatter formatter) implements Step {
    @Override
    public void apply(String text, FoundTexts out) {
      try {
        out.add(LocalDate.parse(text.strip(), formatter).toString());
      } catch (DateTimeParseException _) { // the title is good without it
        out.note("no date of the shape " + shape + ": " + FoundTexts.shortened(text));
      }
    }
  }

  /// Puts a text before it.
  record Prefix(String prefix) implements Step {
    @Override
    public void apply(String text, FoundTexts out) {
      out.add(prefix + text);
    }
  }
}

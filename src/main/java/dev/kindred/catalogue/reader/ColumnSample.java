package dev.kindred.catalogue.reader;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// One column of the first rows of a file: its name and the values found there. A column of a JSON
/// file is a path, and may hold several values a row.
final class ColumnSample {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  /// Names inside an object that say less than the name of the object.
  private static final Pattern GENERIC =
      Pattern.compile("name|id|title|label|value|text|code|english_name|iso_3166_1|iso_639_1");

  private static final String LABEL = "label";

  /// About how many values a question is put to.
  private static final int ASKED = 2_000;

  private final String name;
  private final List<String> values = new ArrayList<>();
  private int rows;
  private boolean list;

  ColumnSample(String name) {
    this.name = name;
  }

  /// Takes in one row's values; blank ones are dropped.
  void add(List<String> texts) {
    int before = values.size();
    for (String text : texts) if (!text.isBlank()) values.add(text.strip());
    if (values.size() > before) rows++;
    list |= texts.size() > 1;
  }

  /// Marks it as holding lists, even if each has one entry.
  void markList() {
    list = true;
  }

  String name() {
    return name;
  }

  List<String> values() {
    return values;
  }

  /// Rows that have a value.
  int rows() {
    return rows;
  }

  boolean isList() {
    return list;
  }

  /// The name without case, accents, spaces and punctuation; of a path, its last name that says
  /// something, and of Wikidata's `filmLabel` the `film`.
  String key() {
    String last = name;
    int dot = last.lastIndexOf('.');
    while (dot > 0 && GENERIC.matcher(last.substring(dot + 1)).matches()) {
      last = last.substring(0, dot);
      dot = last.lastIndexOf('.');
    }
    String key = plain(last.substring(dot + 1));
    boolean labelled = key.length() > LABEL.length() && key.endsWith(LABEL);
    return labelled ? key.substring(0, key.length() - LABEL.length()) : key;
  }

  /// The key without digits: columns such as `actor_1` and `actor_2` belong together.
  String family() {
    return key().replaceAll("\\d+", "");
  }

  /// Whether it is called so: by its key or, of a path such as `rating.average`, by all of it.
  ///
  /// @param family whether `actor_1` is called `actor` too
  boolean isCalled(String wanted, boolean family) {
    return key().equals(wanted)
        || (family && family().equals(wanted))
        || (name.indexOf('.') > 0 && plain(name).equals(wanted));
  }

  private static String plain(String name) {
    String apart = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    return BETWEEN.matcher(apart).replaceAll("");
  }

  /// The share of values that pass, 0 when there is none; of many, evenly chosen ones are asked.
  double share(Predicate<String> passes) {
    int step = 1 + values.size() / ASKED;
    int asked = 0;
    int passed = 0;
    for (int i = 0; i < values.size(); i += step, asked++) if (passes.test(values.get(i))) passed++;
    return asked == 0 ? 0 : passed / (double) asked;
  }

  boolean isUnique() {
    return new HashSet<>(values).size() == values.size();
  }

  int distinct() {
    return new HashSet<>(values).size();
  }

  double averageLength() {
    return values.stream().mapToInt(String::length).average().orElse(0);
  }
}

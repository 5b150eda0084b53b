package dev.kindred.catalogue.reader;

import dev.kindred.catalogue.reader.Mapping.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The mapping being guessed: the columns of a file, which of them are taken, and what is proposed.
/// A column feeds what it is found for once.
final class MappingDraft {
  private static final double SOME_HTML = 0.02;

  private final FileSample file;
  private final List<GuessSource> sources;
  private final Set<String> absent = new TreeSet<>();
  private final Set<GuessSource> used = new HashSet<>();
  private final Proposal proposal = new Proposal();
  private final boolean named;

  MappingDraft(FileSample file) {
    this.file = file;
    this.named = !(file.shape() instanceof Shape.Delimited d && !d.columns().isEmpty());
    for (ColumnSample column : file.columns()) {
      column.values().stream().filter(Looks::isAbsent).forEach(absent::add);
      column.values().removeIf(Looks::isAbsent);
    }
    this.sources = GuessSource.of(file);
  }

  FileSample file() {
    return file;
  }

  /// Whether columns have names; else the values alone tell.
  boolean isNamed() {
    return named;
  }

  boolean has(String field) {
    return proposal.has(field);
  }

  /// The YAML of a proposed field, or null.
  @Nullable String value(String field) {
    return proposal.value(field);
  }

  /// Proposes a field, unless it is proposed already.
  void put(String field, String value, String reason) {
    proposal.put(field, value, reason);
  }

  /// Proposes a field from a source, which is taken by it.
  void take(String field, GuessSource source, String option, String reason) {
    used.add(source);
    proposal.put(field, source.from(option), reason);
  }

  /// Adds an option to a field, if it is proposed.
  void option(String field, String option) {
    proposal.option(field, option);
  }

  /// Marks a source as taken.
  void use(GuessSource source) {
    used.add(source);
  }

  /// How many rows have a source, and what it looks like.
  String seen(GuessSource source) {
    return source.seen(file.rows());
  }

  /// All sources, taken or not, in the order of the file.
  Stream<GuessSource> all() {
    return sources.stream();
  }

  /// The sources that are not taken and have values.
  Stream<GuessSource> unused() {
    return sources.stream().filter(s -> !used.contains(s) && !s.sample().values().isEmpty());
  }

  /// The unused source whose column is called like the field, the likeliest name first.
  @Nullable GuessSource find(String field, Predicate<ColumnSample> fits) {
    if (!named) return null;
    boolean people = FieldType.of(field) == FieldType.PEOPLE;
    for (String name : ColumnNames.of(field)) {
      GuessSource found =
          unused()
              .filter(s -> s.sample().isCalled(name, people) && fits.test(s.sample()))
              .findFirst()
              .orElse(null);
      if (found != null) return found;
    }
    return null;
  }

  /// Proposes a field of one text from a column that is called like it.
  void text(String field, Predicate<ColumnSample> fits) {
    if (proposal.has(field)) return;
    GuessSource source = find(field, fits);
    if (source != null) take(field, source, htmlOption(source), seen(source));
  }

  /// Proposes a field of several values, from one column or from a family of them (`actor_1`,
  /// `actor_2`).
  void list(String field, Predicate<ColumnSample> fits) {
    if (proposal.has(field)) return;
    GuessSource source = find(field, fits);
    if (source == null) return;
    used.add(source);
    String family = source.sample().family();
    List<String> columns = new ArrayList<>(List.of(source.column()));
    if (source.json() == null && !family.equals(source.sample().key())) {
      for (GuessSource other : unused().toList()) {
        if (other.json() != null) continue;
        if (!other.sample().family().equals(family) || !fits.test(other.sample())) continue;
        used.add(other);
        columns.add(other.column());
      }
    }
    if (columns.size() > 1) {
      columns.sort(
          Comparator.comparingInt(
              c -> Integer.parseInt("0" + c.replaceAll("\\D+", "").replaceAll("^(.{8}).*", "$1"))));
      put(
          field,
          "{from: " + MappingText.list(columns) + "}",
          columns.size() + " columns; " + seen(source));
      return;
    }
    String split = splitOption(source);
    put(
        field,
        source.from(split),
        (split.isEmpty() ? "" : "several between separators; ") + seen(source));
  }

  static String splitOption(GuessSource source) {
    if (source.json() != null || source.sample().isList()) return "";
    return Looks.separator(source.sample()).map(s -> "split: \"" + s + "\"").orElse("");
  }

  /// Blank, or what takes the tags and entities of HTML away where some values have them.
  static String htmlOption(GuessSource source) {
    return source.sample().share(Looks::isHtml) >= SOME_HTML ? "html: true" : "";
  }

  String yaml(String fileName) {
    return proposal.yaml(file, fileName, sources, used, absent);
  }
}

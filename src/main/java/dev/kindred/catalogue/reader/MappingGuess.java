package dev.kindred.catalogue.reader;

import dev.kindred.catalogue.reader.Mapping.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Proposes a mapping for a file from its header and first rows: what a column is called and what
/// its values look like must agree. Without a header the values alone tell.
public final class MappingGuess {
  private static final double MOSTLY = 0.8;
  private static final double NEARLY = 0.98;
  private static final int LONG_TEXT = 80;

  private final FileSample file;
  private final List<GuessSource> sources;
  private final Set<String> absent = new TreeSet<>();
  private final Set<GuessSource> used = new HashSet<>();
  private final Proposal proposal = new Proposal();
  private final boolean named;

  private MappingGuess(FileSample file) {
    this.file = file;
    this.named = !(file.shape() instanceof Shape.Delimited d && !d.columns().isEmpty());
    for (ColumnSample column : file.columns()) {
      column.values().stream().filter(Looks::isAbsent).forEach(absent::add);
      column.values().removeIf(Looks::isAbsent);
    }
    this.sources = GuessSource.of(file);
  }

  /// The YAML of a mapping for a file, plain or gzip; a comment a line tells why.
  ///
  /// @throws UnreadableCatalogueException when the file is no text, empty, a header only, or does
  ///   not tell which column holds the names of titles
  public static String of(Path path) throws IOException {
    String name = CatalogueFile.name(path);
    try (var content = CatalogueFile.unpacked(path)) {
      return new MappingGuess(FileSample.of(name, content)).yaml(name);
    }
  }

  private String yaml(String fileName) throws UnreadableCatalogueException {
    name(fileName);
    id();
    years();
    lengthAndKind();
    people();
    list("genres", s -> s.share(Looks::isNumber) < 0.5);
    list("keywords", s -> s.share(Looks::isNumber) < 0.5);
    list("countries", s -> Looks.separated(s, v -> Countries.code(v).isPresent()) >= MOSTLY);
    list("languages", Looks::holdsLanguages);
    list("aliases", s -> s.share(Looks::isNumber) < 0.5);
    text("originalName", s -> s.share(Looks::isNumber) < 0.5);
    text("synopsis", s -> s.share(Looks::isNumber) < 0.5 && s.averageLength() > 15);
    text("tagline", s -> s.share(Looks::isNumber) < 0.5);
    text(
        "maturity",
        s -> s.averageLength() <= 12 && s.share(Looks::isNumber) < 0.5 && s.distinct() <= 60);
    swapped();
    text("franchise", s -> s.share(Looks::isNumber) < 0.5);
    text("rating.average", s -> s.share(v -> FieldText.number(v, _ -> {}) != null) >= 0.9);
    if (proposal.has("rating.average"))
      text("rating.count", s -> s.share(v -> FieldText.integer(v, _ -> {}) != null) >= 0.9);
    text(
        "popularity", s -> s.share(Looks::isNumber) >= 0.9 && s.share(v -> v.startsWith("-")) == 0);
    text("poster", s -> s.share(v -> v.startsWith("https://") || v.startsWith("/")) >= MOSTLY);
    links();
    text("seasonNumber", s -> s.share(Looks::isWhole) >= 0.9);
    text("episodeNumber", s -> s.share(Looks::isWhole) >= 0.9);
    text("parentId", s -> true);
    attributes();
    if (!named) byValue();
    return proposal.yaml(file, fileName, sources, used, absent);
  }

  private void name(String fileName) throws UnreadableCatalogueException {
    Predicate<ColumnSample> isName =
        s -> s.share(Looks::isNumber) < 0.5 && s.rows() >= 0.5 * file.rows() && !s.isList();
    GuessSource name = find("name", isName);
    if (name == null && !named) {
      name =
          sources.stream()
              .filter(s -> isName.test(s.sample()))
              .filter(
                  s -> s.sample().averageLength() >= 2 && s.sample().averageLength() <= LONG_TEXT)
              .filter(s -> s.sample().distinct() >= 0.7 * s.sample().values().size())
              .filter(s -> s.sample().share(v -> Looks.isImdb(v) || Looks.isDate(v)) < 0.5)
              .filter(s -> s.sample().share(Looks::isMinutes) < 0.5)
              .filter(s -> s.sample().share(Looks::isGenres) < 0.5)
              .findFirst()
              .orElse(null);
    }
    if (name == null) {
      throw new UnreadableCatalogueException(
          fileName
              + " does not tell which column holds the names of the titles; its columns are "
              + String.join(
                  ", ", file.columns().stream().map(ColumnSample::name).limit(50).toList())
              + ". Name it in a mapping: fields: {name: COLUMN, kind: {constant: movie}}"
              + (named ? "" : "; there is no header, so columns: [...] names them by position"));
    }
    used.add(name);
    if (name.sample().share(Looks::isDatedName) >= MOSTLY) {
      for (String part : List.of("name", "aliases", "year", "endYear")) {
        String why =
            part.equals("name") ? "names end in their year; " + seen(name) : "from the name";
        put(part, name.from("part: " + part), why);
      }
    } else {
      put("name", name.from(), seen(name));
    }
  }

  private void id() {
    Predicate<ColumnSample> isId =
        s ->
            s.rows() >= 0.99 * file.rows()
                && s.isUnique()
                && !s.isList()
                && s.share(v -> v.length() <= 200) == 1;
    GuessSource id = find("id", isId);
    if (id == null && !named) {
      id =
          sources.stream()
              .filter(s -> !used.contains(s) && isId.test(s.sample()))
              .filter(s -> s.sample().share(v -> Looks.isWhole(v) || Looks.isImdb(v)) == 1)
              .findFirst()
              .orElse(null);
    }
    if (id == null) {
      String director =
          named && find("people.director", s -> true) != null ? ", people.director" : "";
      put(
          "id",
          "{derive: [name, year, kind" + director + "]}",
          "no column of ids; rows that agree in all of these are one title");
      return;
    }
    used.add(id);
    String key = id.sample().key();
    boolean digits = id.sample().share(Looks::isWhole) == 1;
    String prefix =
        !digits
            ? ""
            : switch (key) {
              case "movieid" -> "ml-";
              case "tmdbid" -> "tmdb-";
              case "imdbid" -> "tt";
              default -> "";
            };
    put("id", id.from(prefix.isEmpty() ? "" : "prefix: " + prefix), "unique; " + seen(id));
    if (id.sample().share(Looks::isImdb) >= MOSTLY)
      put("links.imdb", id.from("pattern: '^tt\\d+$'"), "ids of IMDb");
    else if (digits && key.equals("movieid")) put("links.movielens", id.from(), "ids of MovieLens");
    else if (digits && key.equals("tmdbid")) put("links.tmdb", id.from(), "ids of TMDB");
  }

  private void years() {
    GuessSource date = find("releaseDate", s -> Looks.dateShape(s) != null);
    if (date != null) put("releaseDate", date.from(dateOption(date)), dateReason(date));
    if (proposal.has("year")) return;
    Predicate<ColumnSample> isYear = s -> s.share(Looks::isYear) >= MOSTLY;
    GuessSource year = find("year", isYear);
    if (year == null && !named)
      year =
          sources.stream()
              .filter(s -> !used.contains(s) && isYear.test(s.sample()))
              .findFirst()
              .orElse(null);
    if (year != null) {
      used.add(year);
      put("year", year.from(), seen(year));
      GuessSource end = find("endYear", isYear);
      if (end != null) put("endYear", end.from(), seen(end));
    } else if (date != null) {
      put("year", date.from(dateOption(date)), "the year of the date");
    }
    if (date != null) used.add(date);
  }

  private void lengthAndKind() {
    GuessSource length =
        find(
            "runtimeMinutes",
            s ->
                s.share(v ->
                    FieldText.isEpisodic(v)
                        || FieldText.minutes(v, _ -> {}) != null
                        || v.startsWith("0"))
                    >= MOSTLY);
    if (length == null)
      length =
          sources.stream()
              .filter(s -> !used.contains(s))
              .filter(s ->
                  s.sample().share(v -> Looks.isMinutes(v) || FieldText.isEpisodic(v)) >= MOSTLY)
              .findFirst()
              .orElse(null);
    boolean episodic = false;
    if (length != null) {
      used.add(length);
      episodic = length.sample().share(FieldText::isEpisodic) > 0;
      put("runtimeMinutes", length.from(), seen(length));
      if (length.sample().share(v -> v.toLowerCase(Locale.ROOT).contains("season")) > 0)
        put(
            "attributes.seasons",
            length.from("pattern: '(?i)^(\\d+) ?seasons?$', as: number"),
            "how many seasons, where it says so");
    }
    Predicate<ColumnSample> isKind = s -> s.share(Kinds::isKnown) >= MOSTLY && s.distinct() <= 30;
    GuessSource kind = find("kind", isKind);
    if (kind == null)
      kind =
          sources.stream()
              .filter(s -> !used.contains(s) && !s.sample().isList() && isKind.test(s.sample()))
              .findFirst()
              .orElse(null);
    if (kind != null) {
      used.add(kind);
      Set<String> others = new TreeSet<>(kind.sample().values());
      others.removeIf(Kinds::isKnown);
      List<String> replaced = new ArrayList<>();
      for (String other : others) replaced.add(MappingText.scalar(other) + ": other");
      put(
          "kind",
          kind.from(
              (replaced.isEmpty() ? "" : "values: {" + String.join(", ", replaced) + "}, ")
                  + "default: movie"),
          "movie, series, season, episode or other; " + seen(kind));
    } else if (episodic && length != null) {
      put(
          "kind",
          length.from(
              "pattern: '(?i)season|episode', values: {season: series, episode: series}, default: movie"),
          "a series where the length counts seasons");
    } else {
      put("kind", "{constant: movie}", "no column tells; movie, series, season, episode or other");
    }
  }

  /// Some catalogues have lengths that slipped into the column of age labels.
  private void swapped() {
    String maturity = proposal.value("maturity");
    if (maturity == null || !proposal.has("runtimeMinutes")) return;
    ColumnSample labels = file.column(maturity);
    if (labels == null || labels.values().stream().noneMatch(Looks::isMinutes)) return;
    proposal.option("maturity", "pattern: '^(?!\\d+ ?min).+'");
    proposal.option("runtimeMinutes", "else: " + maturity);
  }

  private void people() {
    for (String role : List.of("director", "creator", "writer", "cast", "composer")) {
      list("people." + role, s -> s.share(Looks::isNumber) < 0.1);
    }
    for (GuessSource job : sources) {
      if (!job.sample().key().equals("job")) continue;
      boolean inside = "job".equals(job.json());
      String column = inside ? job.column() : job.column().replaceAll("\\.job$", "");
      jobs(column, job);
    }
  }

  /// A list of people with their jobs, as TMDB's crew.
  private void jobs(String column, GuessSource job) {
    Map<String, String> roles = new LinkedHashMap<>();
    roles.put("people.director", "Director");
    roles.put("people.writer", "Screenplay");
    roles.put("people.composer", "Original Music Composer");
    roles.forEach((field, wanted) -> {
      if (proposal.has(field) || job.sample().share(wanted::equals) == 0) return;
      put(
          field,
          "{from: " + MappingText.scalar(column) + ", json: name, where: {job: " + wanted + "}}",
          "those of the list whose job is " + wanted);
    });
    sources.stream()
        .filter(s -> s.column().equals(column) || s.column().startsWith(column + "."))
        .forEach(used::add);
  }

  private void links() {
    if (!proposal.has("links.imdb")) {
      GuessSource imdb =
          find("links.imdb", s -> s.share(v -> Looks.isImdb(v) || Looks.isWhole(v)) >= MOSTLY);
      if (imdb != null) {
        used.add(imdb);
        boolean digits = imdb.sample().share(Looks::isWhole) >= MOSTLY;
        put("links.imdb", imdb.from(digits ? "prefix: tt" : "pattern: 'tt\\d+'"), seen(imdb));
      }
    }
    for (String link : List.of("links.tmdb", "links.movielens"))
      if (!proposal.has(link)) text(link, s -> s.share(Looks::isWhole) >= MOSTLY);
  }

  private void attributes() {
    GuessSource added = find("attributes.dateAdded", s -> Looks.dateShape(s) != null);
    if (added != null) {
      used.add(added);
      String shape = dateOption(added);
      put(
          "attributes.dateAdded",
          added.from((shape.isEmpty() ? "" : shape + ", ") + "as: date"),
          dateReason(added));
    }
    for (String name : List.of("attributes.companies", "attributes.networks")) {
      list(name, s -> s.share(Looks::isNumber) < 0.5);
      proposal.option(name, "as: texts");
    }
    for (String name : List.of("attributes.budget", "attributes.revenue")) {
      GuessSource number = find(name, s -> s.share(Looks::isNumber) >= 0.9);
      if (number != null) {
        used.add(number);
        put(name, number.from("as: number"), seen(number));
      }
    }
    text("attributes.homepage", s -> s.share(v -> v.startsWith("http")) >= MOSTLY);
    text("attributes.awards", s -> s.share(Looks::isNumber) < 0.5);
  }

  /// What the values alone tell in a file without a header.
  private void byValue() {
    for (GuessSource source : sources) {
      ColumnSample s = source.sample();
      if (used.contains(source) || s.values().isEmpty()) continue;
      String field =
          s.share(Looks::isGenres) >= 0.5
              ? "genres"
              : Looks.separated(s, v -> Countries.code(v).isPresent()) >= 0.9
                  ? "countries"
                  : s.share(Looks::isDate) >= MOSTLY
                      ? "releaseDate"
                      : s.averageLength() > LONG_TEXT && s.share(v -> v.contains(" ")) >= MOSTLY
                          ? "synopsis"
                          : "";
      if (field.isEmpty() || proposal.has(field)) continue;
      used.add(source);
      boolean list = field.equals("genres") || field.equals("countries");
      put(field, source.from(list ? splitOption(source) : ""), "by its values; " + seen(source));
    }
  }

  private void text(String field, Predicate<ColumnSample> fits) {
    if (proposal.has(field)) return;
    GuessSource source = find(field, fits);
    if (source == null) return;
    used.add(source);
    put(field, source.from(), seen(source));
  }

  /// A field of several values, from one column or from a family of them (`actor_1`, `actor_2`).
  private void list(String field, Predicate<ColumnSample> fits) {
    if (proposal.has(field)) return;
    GuessSource source = find(field, fits);
    if (source == null) return;
    used.add(source);
    String family = source.sample().family();
    List<String> columns = new ArrayList<>(List.of(source.column()));
    if (source.json() == null && !family.equals(source.sample().key())) {
      for (GuessSource other : sources) {
        if (other.json() != null || used.contains(other)) continue;
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

  /// The unused source whose column is called like the field, the likeliest name first.
  private @Nullable GuessSource find(String field, Predicate<ColumnSample> fits) {
    if (!named) return null;
    for (String name : ColumnNames.of(field)) {
      for (GuessSource source : sources) {
        ColumnSample sample = source.sample();
        if (used.contains(source) || sample.values().isEmpty()) continue;
        boolean called =
            sample.key().equals(name)
                || (FieldType.of(field) == FieldType.PEOPLE && sample.family().equals(name));
        if (called && fits.test(sample)) return source;
      }
    }
    return null;
  }

  private static String splitOption(GuessSource source) {
    if (source.json() != null || source.sample().isList()) return "";
    return Looks.separator(source.sample()).map(s -> "split: \"" + s + "\"").orElse("");
  }

  private String dateOption(GuessSource source) {
    String shape = Looks.dateShape(source.sample());
    return shape == null || shape.isEmpty() ? "" : "date: " + MappingText.scalar(shape);
  }

  private String dateReason(GuessSource source) {
    String shape = Looks.dateShape(source.sample());
    boolean unclear =
        "d/M/uuuu".equals(shape)
            && source.sample().share(v -> Looks.parses(v, MappingReader.formatter("M/d/uuuu")))
                >= NEARLY;
    return (unclear ? "day or month first? check; " : "") + seen(source);
  }

  private void put(String field, String value, String reason) {
    proposal.put(field, value, reason);
  }

  private String seen(GuessSource source) {
    return source.seen(file.rows());
  }
}

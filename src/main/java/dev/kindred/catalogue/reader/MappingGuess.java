package dev.kindred.catalogue.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Proposes a mapping for a file from its header and first rows: what a column is called and what
/// its values look like must agree. Without a header the values alone tell.
public final class MappingGuess {
  private static final int LONG_TEXT = 80;
  private static final int MAX_LABEL = 40;

  /// Somebody's own name of an id: `filmtv_id`, `MAL_ID`, `discId`.
  private static final Pattern ID_NAME = Pattern.compile(".*(?:[^A-Za-z]id|[a-z]I[dD]|ID)");

  private final MappingDraft draft;
  private final DateGuess dates;

  private MappingGuess(FileSample file) {
    this.draft = new MappingDraft(file);
    this.dates = new DateGuess(draft);
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
    dates.guess();
    new KindGuess(draft).guess();
    new PeopleGuess(draft).guess();
    draft.list("genres", MappingGuess::isNoNumber);
    draft.list("keywords", MappingGuess::isNoNumber);
    draft.list(
        "countries", s -> Looks.separated(s, v -> Countries.code(v).isPresent()) >= Looks.MOSTLY);
    draft.list("languages", Looks::holdsLanguages);
    draft.list("aliases", MappingGuess::isNoNumber);
    draft.text("originalName", MappingGuess::isNoNumber);
    draft.text("synopsis", s -> isNoNumber(s) && s.averageLength() > 15);
    draft.text("tagline", MappingGuess::isNoNumber);
    draft.text(
        "maturity", s -> s.averageLength() <= MAX_LABEL && isNoNumber(s) && s.distinct() <= 60);
    swapped();
    draft.text("franchise", MappingGuess::isNoNumber);
    draft.text("rating.average", s -> s.share(v -> FieldText.number(v, _ -> {}) != null) >= 0.9);
    if (draft.has("rating.average"))
      draft.text("rating.count", s -> s.share(v -> FieldText.integer(v, _ -> {}) != null) >= 0.9);
    draft.text(
        "popularity", s -> s.share(Looks::isNumber) >= 0.9 && s.share(v -> v.startsWith("-")) == 0);
    draft.text(
        "poster", s -> s.share(v -> v.startsWith("https://") || v.startsWith("/")) >= Looks.MOSTLY);
    links();
    draft.text("seasonNumber", s -> s.share(Looks::isWhole) >= 0.9);
    draft.text("episodeNumber", s -> s.share(Looks::isWhole) >= 0.9);
    draft.text("parentId", s -> true);
    attributes();
    if (!draft.isNamed()) byValue();
    return draft.yaml(fileName);
  }

  private void name(String fileName) throws UnreadableCatalogueException {
    Predicate<ColumnSample> isName =
        s ->
            isNoNumber(s)
                && s.rows() >= 0.5 * draft.file().rows()
                && !s.isList()
                && s.share(v -> v.startsWith("http")) < 0.5;
    GuessSource name = draft.find("name", isName);
    if (name == null && !draft.isNamed()) {
      name =
          draft
              .unused()
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
                  ", ", draft.file().columns().stream().map(ColumnSample::name).limit(50).toList())
              + ". Name it in a mapping: fields: {name: COLUMN, kind: {constant: movie}}"
              + (draft.isNamed()
                  ? ""
                  : "; there is no header, so columns: [...] names them by position"));
    }
    draft.use(name);
    if (name.sample().share(Looks::isDatedName) >= Looks.MOSTLY) {
      for (String part : List.of("name", "aliases", "year", "endYear")) {
        String why =
            part.equals("name") ? "names end in their year; " + draft.seen(name) : "from the name";
        draft.put(part, name.from("part: " + part), why);
      }
    } else {
      draft.put("name", name.from(MappingDraft.htmlOption(name)), draft.seen(name));
    }
  }

  private void id() {
    Predicate<ColumnSample> isId =
        s ->
            s.rows() >= 0.99 * draft.file().rows()
                && s.isUnique()
                && !s.isList()
                && s.share(v -> v.length() <= 200) == 1;
    GuessSource id = draft.find("id", isId);
    if (id == null && draft.isNamed()) {
      id =
          draft
              .unused()
              .filter(s -> ID_NAME.matcher(s.sample().name()).matches() && isId.test(s.sample()))
              .findFirst()
              .orElse(null);
    } else if (id == null) {
      id =
          draft
              .unused()
              .filter(s -> isId.test(s.sample()))
              .filter(s -> s.sample().share(v -> Looks.isWhole(v) || Looks.isImdb(v)) == 1)
              .findFirst()
              .orElse(null);
    }
    if (id == null) {
      String director =
          draft.isNamed() && draft.find("people.director", s -> true) != null
              ? ", people.director"
              : "";
      draft.put(
          "id",
          "{derive: [name, year, kind" + director + "]}",
          "no column of ids; rows that agree in all of these are one title");
      return;
    }
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
    draft.take("id", id, prefix.isEmpty() ? "" : "prefix: " + prefix, "unique; " + draft.seen(id));
    if (id.sample().share(Looks::isImdb) >= Looks.MOSTLY)
      draft.put("links.imdb", id.from("pattern: '^tt\\d+$'"), "ids of IMDb");
    else if (digits && key.equals("movieid"))
      draft.put("links.movielens", id.from(), "ids of MovieLens");
    else if (digits && key.equals("tmdbid")) draft.put("links.tmdb", id.from(), "ids of TMDB");
  }

  /// Some catalogues have lengths that slipped into the column of age labels.
  private void swapped() {
    String maturity = draft.value("maturity");
    if (maturity == null || !draft.has("runtimeMinutes")) return;
    ColumnSample labels = draft.file().column(maturity);
    if (labels == null || labels.values().stream().noneMatch(Looks::isMinutes)) return;
    draft.option("maturity", "pattern: '^(?!\\d+ ?min).+'");
    draft.option("runtimeMinutes", "else: " + maturity);
  }

  private void links() {
    if (!draft.has("links.imdb")) {
      GuessSource imdb =
          draft.find(
              "links.imdb", s -> s.share(v -> Looks.isImdb(v) || Looks.isWhole(v)) >= Looks.MOSTLY);
      if (imdb != null) {
        boolean digits = imdb.sample().share(Looks::isWhole) >= Looks.MOSTLY;
        draft.take(
            "links.imdb", imdb, digits ? "prefix: tt" : "pattern: 'tt\\d+'", draft.seen(imdb));
      }
    }
    for (String link : List.of("links.tmdb", "links.movielens"))
      if (!draft.has(link)) draft.text(link, s -> s.share(Looks::isWhole) >= Looks.MOSTLY);
  }

  private void attributes() {
    GuessSource added = draft.find("attributes.dateAdded", s -> Looks.dateShape(s) != null);
    if (added != null) {
      String shape = DateGuess.option(added);
      draft.take(
          "attributes.dateAdded",
          added,
          (shape.isEmpty() ? "" : shape + ", ") + "as: date",
          dates.reason(added));
    }
    for (String name : List.of("attributes.companies", "attributes.networks")) {
      draft.list(name, MappingGuess::isNoNumber);
      draft.option(name, "as: texts");
    }
    for (String name : List.of("attributes.budget", "attributes.revenue")) {
      GuessSource number = draft.find(name, s -> s.share(Looks::isNumber) >= 0.9);
      if (number != null) draft.take(name, number, "as: number", draft.seen(number));
    }
    draft.text("attributes.homepage", s -> s.share(v -> v.startsWith("http")) >= Looks.MOSTLY);
    draft.text("attributes.awards", MappingGuess::isNoNumber);
  }

  /// What the values alone tell in a file without a header.
  private void byValue() {
    for (GuessSource source : draft.unused().toList()) {
      ColumnSample s = source.sample();
      String field =
          s.share(Looks::isGenres) >= 0.5
              ? "genres"
              : Looks.separated(s, v -> Countries.code(v).isPresent()) >= 0.9
                  ? "countries"
                  : s.share(Looks::isDate) >= Looks.MOSTLY
                      ? "releaseDate"
                      : s.averageLength() > LONG_TEXT
                              && s.share(v -> v.contains(" ")) >= Looks.MOSTLY
                          ? "synopsis"
                          : "";
      if (field.isEmpty() || draft.has(field)) continue;
      boolean list = field.equals("genres") || field.equals("countries");
      String option = list ? MappingDraft.splitOption(source) : MappingDraft.htmlOption(source);
      draft.take(field, source, option, "by its values; " + draft.seen(source));
    }
  }

  private static boolean isNoNumber(ColumnSample sample) {
    return sample.share(Looks::isNumber) < 0.5;
  }
}

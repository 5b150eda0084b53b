package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kindred.catalogue.Title;
import dev.kindred.json.Json;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `netflix_titles.csv`. The id is `show_id` as it stands; countries become ISO codes, a
/// country without one is noted and left out; seasons and the day added become the attributes
/// `seasons` and `dateAdded`. A duration that slipped into the rating column is put right.
final class NetflixReader implements CatalogueReader {
  private static final List<String> COLUMNS =
      List.of(
          "show_id",
          "type",
          "title",
          "director",
          "cast",
          "country",
          "date_added",
          "release_year",
          "rating",
          "duration",
          "listed_in",
          "description");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6}) (min|Seasons?)");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH);

  @Override
  public void read(LineSource lines, Consumer<? super CatalogueLine> sink) throws IOException {
    CsvRows.read(lines, COLUMNS, sink, NetflixReader::title);
  }

  private static CatalogueLine title(CsvRows.Row row) {
    String type = row.text("type");
    Title.Kind kind =
        switch (type) {
          case "Movie" -> Title.Kind.MOVIE;
          case "TV Show" -> Title.Kind.SERIES;
          default -> null;
        };
    if (kind == null) {
      return new CatalogueLine.BadLine(
          row.line(), "type", "must be Movie or TV Show, got \"" + type + "\"");
    }
    TitleDraft title = new TitleDraft(row.line(), kind);
    title.set("id", "show_id", row.text("show_id"));
    title.set("name", "title", row.text("title"));
    year(row, title);
    title.list("genres", "listed_in", row.texts("listed_in", ","));
    title.set("synopsis", "description", row.text("description"));
    title.people(Title.Role.DIRECTOR, "director", Json.strings(row.texts("director", ",")));
    title.people(Title.Role.CAST, "cast", Json.strings(row.texts("cast", ",")));
    countries(row, title);
    String rating = row.text("rating");
    String duration = row.text("duration");
    if (duration.isEmpty() && DURATION.matcher(rating).matches()) {
      duration = rating;
      rating = "";
    }
    title.set("maturity", "rating", rating);
    duration(duration, title);
    dateAdded(row.text("date_added"), title);
    return title.finish();
  }

  private static void year(CsvRows.Row row, TitleDraft title) {
    String year = row.text("release_year");
    title.set(
        "year",
        "release_year",
        year.matches("\\d{1,9}")
            ? IntNode.valueOf(Integer.parseInt(year))
            : TextNode.valueOf(year));
  }

  private static void countries(CsvRows.Row row, TitleDraft title) {
    List<String> codes = new ArrayList<>();
    for (String name : row.texts("country", ","))
      Countries.code(name)
          .ifPresentOrElse(codes::add, () -> title.note("country", "unknown country: " + name));
    title.list("countries", "country", codes.stream().distinct().toList());
  }

  private static void duration(String text, TitleDraft title) {
    Matcher duration = DURATION.matcher(text);
    if (!duration.matches()) {
      if (!text.isEmpty()) title.note("duration", "neither minutes nor seasons: " + text);
      return;
    }
    IntNode length = IntNode.valueOf(Integer.parseInt(duration.group(1)));
    if (duration.group(2).equals("min")) title.set("runtimeMinutes", "duration", length);
    else title.setIn("attributes", "seasons", "duration", length);
  }

  private static void dateAdded(String text, TitleDraft title) {
    if (text.isEmpty()) return;
    try {
      String day = LocalDate.parse(text, DAY).toString();
      title.setIn("attributes", "dateAdded", "date_added", TextNode.valueOf(day));
    } catch (DateTimeParseException _) { // the title is good without it
      title.note("date_added", "no date such as September 25, 2021: " + text);
    }
  }
}

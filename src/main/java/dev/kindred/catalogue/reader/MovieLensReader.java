package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kindred.catalogue.Title;
import dev.kindred.json.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads MovieLens movies, `movies.csv` or `movies.dat`, told apart by the first line. The id is
/// `ml-` and the movie's number; year and other names are taken out of the title by
/// [MovieLensName].
final class MovieLensReader implements CatalogueReader {
  private static final List<String> COLUMNS = List.of("movieId", "title", "genres");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  static final Pattern DAT = Pattern.compile("\\d+::.+::.*");

  @Override
  public void read(LineSource lines, Consumer<? super CatalogueLine> sink) throws IOException {
    var first = lines.nextWithContent();
    if (first != null) lines.unread(first);
    if (first instanceof LineSource.Line.Text(_, String text) && DAT.matcher(text).matches()) {
      dat(lines, sink);
    } else {
      CsvRows.read(
          lines,
          COLUMNS,
          sink,
          row -> title(row.line(), row.text("movieId"), row.text("title"), row.text("genres")));
    }
  }

  private static void dat(LineSource lines, Consumer<? super CatalogueLine> sink)
      throws IOException {
    for (var line = lines.nextWithContent(); line != null; line = lines.nextWithContent()) {
      sink.accept(
          switch (line) {
            case LineSource.Line.Broken(long number, String reason) ->
                new CatalogueLine.BadLine(number, "", reason);
            case LineSource.Line.Text(long number, String text) -> {
              int first = text.indexOf("::");
              int last = text.lastIndexOf("::");
              yield first == last
                  ? new CatalogueLine.BadLine(number, "", "expected movieId::title::genres")
                  : title(
                      number,
                      text.substring(0, first).strip(),
                      text.substring(first + 2, last).strip(),
                      text.substring(last + 2).strip());
            }
          });
    }
  }

  private static CatalogueLine title(long line, String id, String text, String genres) {
    if (!NUMBER.matcher(id).matches())
      return new CatalogueLine.BadLine(line, "movieId", "must be a number, got \"" + id + "\"");
    MovieLensName name = MovieLensName.of(text);
    TitleDraft title = new TitleDraft(line, Title.Kind.MOVIE);
    title.set("id", "movieId", "ml-" + id);
    title.set("name", "title", name.name());
    title.aliases("title", Json.strings(name.aliases()));
    if (name.year() != null) title.set("year", "title", IntNode.valueOf(name.year()));
    if (name.endYear() != null) title.set("endYear", "title", IntNode.valueOf(name.endYear()));
    if (!genres.equals("(no genres listed)")) {
      title.list(
          "genres",
          "genres",
          Arrays.stream(genres.split("\\|", -1)).map(String::strip).distinct().toList());
    }
    title.setIn("links", "movielens", "movieId", TextNode.valueOf(id));
    return title.finish();
  }
}

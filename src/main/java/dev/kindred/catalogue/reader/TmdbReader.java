package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kindred.catalogue.Title;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads films with TMDB's field names, one object a line. Text is taken as it stands. A country
/// that is no ISO 3166-1 code and a language that is no tag are noted and left out; an IMDb `id`
/// also becomes a link.
final class TmdbReader implements CatalogueReader {
  private static final Pattern IMDB = Pattern.compile("tt\\d+");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*");

  @Override
  public void read(LineSource lines, Consumer<? super CatalogueLine> sink) throws IOException {
    for (var line = lines.nextWithContent(); line != null; line = lines.nextWithContent()) {
      sink.accept(
          switch (line) {
            case LineSource.Line.Broken(long number, String reason) ->
                new CatalogueLine.BadLine(number, "", reason);
            case LineSource.Line.Text(long number, String text) -> title(number, text);
          });
    }
  }

  private static CatalogueLine title(long line, String text) {
    try {
      JsonNode row = Json.parse(text);
      if (!row.isObject()) return new CatalogueLine.BadLine(line, "", "expected a JSON object");
      return title(line, row);
    } catch (InvalidJsonException e) {
      return CatalogueLine.bad(line, e.faults(), UnaryOperator.identity());
    }
  }

  private static CatalogueLine title(long line, JsonNode row) {
    TitleDraft title = new TitleDraft(line, Title.Kind.MOVIE);
    title.set("id", "/id", row.get("id"));
    title.set("name", "/title", row.get("title"));
    JsonNode original = row.get("original_title");
    if (original != null && !original.equals(row.get("title")))
      title.set("originalName", "/original_title", original);
    title.aliases("/aka", row.get("aka"));
    title.set("year", "/year", row.get("year"));
    title.set("releaseDate", "/release_date", row.get("release_date"));
    JsonNode runtime = row.get("runtime");
    if (runtime == null || !runtime.isNumber() || runtime.doubleValue() != 0)
      title.set("runtimeMinutes", "/runtime", runtime);
    title.list("genres", "/genres", row.get("genres"));
    title.set("synopsis", "/overview", row.get("overview"));
    title.set("tagline", "/tagline", row.get("tagline"));
    title.list("keywords", "/keywords", row.get("keywords"));
    title.people(Title.Role.DIRECTOR, "/director", row.get("director"));
    title.people(Title.Role.WRITER, "/writers", row.get("writers"));
    title.people(Title.Role.CAST, "/cast", row.get("cast"));
    title.list(
        "countries",
        "/country",
        kept(row.get("country"), "/country", Countries::isCode, "no ISO 3166-1 code", title));
    title.list(
        "languages",
        "/language",
        kept(
            row.get("language"),
            "/language",
            tag -> LANGUAGE.matcher(tag).matches(),
            "no language tag",
            title));
    title.set("maturity", "/certification", row.get("certification"));
    title.set("franchise", "/collection", row.get("collection"));
    title.set("popularity", "/popularity", row.get("popularity"));
    if (row.hasNonNull("vote_average")) {
      title.setIn("rating", "average", "/vote_average", row.get("vote_average"));
      title.setIn("rating", "count", "/vote_count", row.get("vote_count"));
    }
    JsonNode id = row.get("id");
    if (id != null && id.isTextual() && IMDB.matcher(id.textValue()).matches())
      title.setIn("links", "imdb", "/id", id);
    title.setIn("links", "tmdb", "/tmdbId", digits(row.get("tmdbId")));
    title.setIn("links", "movielens", "/mlId", digits(row.get("mlId")));
    title.setIn("attributes", "companies", "/companies", row.get("companies"));
    return title.finish();
  }

  /// The texts that pass, of a list or a single one; the others are noted.
  private static @Nullable JsonNode kept(
      @Nullable JsonNode values,
      String origin,
      Predicate<String> passes,
      String reason,
      TitleDraft title) {
    if (values == null || values.isNull()) return null;
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode value : values.isArray() ? values : Json.array().add(values)) {
      if (value.isTextual() && !value.textValue().isBlank() && !passes.test(value.textValue()))
        title.note(origin, reason + ": " + value.textValue());
      else kept.add(value);
    }
    return Json.array().addAll(kept);
  }

  private static @Nullable JsonNode digits(@Nullable JsonNode number) {
    return number != null && number.isIntegralNumber() ? TextNode.valueOf(number.asText()) : number;
  }
}

package dev.kindred.catalogue.reader;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ProfileJson;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Reads Kindred's own title JSON, strictly: an unknown field is a fault. Beside the fields of a
/// title a line may hold its `profile`, its `source` and, when it was merged into another title,
/// `mergedInto`, as an export writes them. A line of only `id` and `mergedInto` is an id without
/// facts.
final class KindredReader implements CatalogueReader {
  private static final int MAX_SOURCE = 200;
  private static final String MERGED_INTO = "mergedInto";

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
    Faults faults = new Faults();
    try {
      JsonFields in = JsonFields.of(Json.parse(text), "", faults);
      if (in.has(MERGED_INTO) && !in.has("kind") && !in.has("name")) return linkedId(line, in);
      Title title = TitleJson.read(in, null);
      JsonFields nested = in.object("profile");
      ContentProfile profile = null;
      if (nested != null) {
        profile = ProfileJson.read(nested);
        nested.end();
      }
      String source = in.text("source", MAX_SOURCE);
      TitleId into = TitleJson.reference(in, MERGED_INTO, title == null ? null : title.id());
      in.end();
      if (title != null && faults.isEmpty())
        return new CatalogueLine.ReadTitle(line, title, profile, source, into, List.of());
      return CatalogueLine.bad(line, faults.list(), UnaryOperator.identity());
    } catch (InvalidJsonException e) {
      return CatalogueLine.bad(line, e.faults(), UnaryOperator.identity());
    }
  }

  private static CatalogueLine linkedId(long line, JsonFields in) {
    TitleId id = TitleJson.reference(in, "id", null);
    if (!in.has("id")) in.requiredText("id", TitleId.MAX_BYTES);
    TitleId of = TitleJson.reference(in, MERGED_INTO, id);
    in.end();
    if (id != null && of != null && in.faults().isEmpty())
      return new CatalogueLine.LinkedId(line, id, of);
    return CatalogueLine.bad(line, in.faults().list(), UnaryOperator.identity());
  }
}

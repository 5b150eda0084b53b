package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kindred.catalogue.reader.Mapping.Shape;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads a file through a [Mapping]. A row without a name, or whose kind or id make no sense, is
/// refused; any other value that makes none is noted and left out.
final class MappedReader implements CatalogueReader {
  private static final String PEOPLE = "people.";
  private final Mapping mapping;

  MappedReader(Mapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public void read(LineSource lines, Consumer<? super CatalogueLine> sink) throws IOException {
    DerivedId derived = new DerivedId(mapping.derive());
    Consumer<Row> rows = row -> sink.accept(title(row, derived));
    switch (mapping.shape()) {
      case Shape.Delimited shape -> DelimitedRows.read(lines, shape, mapping.columns(), sink, rows);
      case Shape.JsonLines _ -> objects(lines, sink, rows);
    }
  }

  private void objects(
      LineSource lines, Consumer<? super CatalogueLine> sink, Consumer<? super Row> rows)
      throws IOException {
    Map<String, List<String>> paths = new HashMap<>();
    for (String column : mapping.columns()) paths.put(column, MappingReader.path(column));
    for (var line = lines.nextWithContent(); line != null; line = lines.nextWithContent()) {
      switch (line) {
        case LineSource.Line.Broken(long number, String reason) ->
            sink.accept(new CatalogueLine.BadLine(number, "", reason));
        case LineSource.Line.Text(long number, String text) -> {
          JsonNode object;
          try {
            object = Json.parse(text);
          } catch (InvalidJsonException e) {
            sink.accept(CatalogueLine.bad(number, e.faults(), UnaryOperator.identity()));
            continue;
          }
          if (object.isObject()) rows.accept(new JsonRow(number, object, paths));
          else sink.accept(new CatalogueLine.BadLine(number, "", "expected a JSON object"));
        }
      }
    }
  }

  private CatalogueLine title(Row row, DerivedId derived) {
    TitleDraft title = new TitleDraft(row.line());
    for (FieldMapping field : mapping.fields()) {
      FoundTexts found = new FoundTexts(mapping.absent());
      String column = find(row, field, found);
      String origin = column == null ? field.origin() : row.origin(column);
      String given = found.isEmpty() ? null : found.texts().getFirst();
      for (Step step : field.steps()) if (!found.isEmpty()) found.through(step);
      if (given != null && found.isEmpty() && field.field().equals("id")) {
        String reason = "the id does not fit the mapping: " + FoundTexts.shortened(given);
        return new CatalogueLine.BadLine(row.line(), origin, reason);
      }
      if (found.isEmpty() && field.absent() != null) found.add(field.absent());
      set(title, field, origin, found);
      for (String note : found.notes()) title.note(origin, note);
    }
    if (!title.json().has("id")) derive(row, title, derived);
    return title.finish();
  }

  /// Looks the field's texts up; the column that gave them, or would have.
  private static @Nullable String find(Row row, FieldMapping field, FoundTexts found) {
    for (String column : field.columns()) row.texts(column, field.takesJson(), found);
    if (found.isEmpty() && field.orElse() != null) {
      row.texts(field.orElse(), field.takesJson(), found);
      if (!found.isEmpty()) return field.orElse();
    }
    return field.columns().isEmpty() ? null : field.columns().getFirst();
  }

  private static void derive(Row row, TitleDraft title, DerivedId derived) {
    String id = derived.of(title.json());
    title.set("id", "id", TextNode.valueOf(id == null ? "unnamed" : id));
    if (id == null) return; // without a name it is refused for that alone
    long earlier = derived.earlier(id, row.line());
    if (earlier > 0) {
      title.note(
          "id", "the same title as line " + earlier + " (" + id + "); the later one replaces it");
    }
  }

  private static void set(TitleDraft title, FieldMapping field, String origin, FoundTexts found) {
    switch (field.type()) {
      case TEXTS -> list(title, field, origin, found.texts());
      case COUNTRIES ->
          list(title, field, origin, known(found, Countries::code, "unknown country: "));
      case LANGUAGES ->
          list(title, field, origin, known(found, Languages::tag, "unknown language: "));
      case ALIASES -> title.aliases(origin, found.texts());
      case PEOPLE -> title.people(field.field().substring(PEOPLE.length()), origin, found.texts());
      case TEXT -> one(title, field, origin, found, TextNode::valueOf);
      case KIND -> one(title, field, origin, found, t -> TextNode.valueOf(Kinds.name(t)));
      case YEAR -> one(title, field, origin, found, t -> FieldText.year(t, found::note));
      case MINUTES -> one(title, field, origin, found, t -> FieldText.minutes(t, found::note));
      case INTEGER -> one(title, field, origin, found, t -> FieldText.integer(t, found::note));
      case NUMBER -> one(title, field, origin, found, t -> FieldText.number(t, found::note));
      case DATE -> one(title, field, origin, found, t -> FieldText.date(t, found::note));
      case FLAG -> one(title, field, origin, found, t -> FieldText.flag(t, found::note));
    }
  }

  private static void one(
      TitleDraft title,
      FieldMapping field,
      String origin,
      FoundTexts found,
      Function<String, @Nullable JsonNode> reader) {
    List<String> texts = found.texts();
    if (texts.size() > 1)
      found.note("the first of " + texts.size() + " values is taken: " + texts.getFirst());
    title.set(field.field(), origin, texts.isEmpty() ? null : reader.apply(texts.getFirst()));
  }

  private static void list(
      TitleDraft title, FieldMapping field, String origin, List<String> values) {
    title.set(field.field(), origin, values.isEmpty() ? null : Json.strings(values));
  }

  private static List<String> known(
      FoundTexts found, Function<String, Optional<String>> code, String unknown) {
    List<String> codes = new ArrayList<>();
    for (String text : found.texts()) {
      Optional<String> known = code.apply(text.strip());
      if (known.isEmpty()) found.note(unknown + FoundTexts.shortened(text));
      else if (!codes.contains(known.get())) codes.add(known.get());
    }
    return codes;
  }
}

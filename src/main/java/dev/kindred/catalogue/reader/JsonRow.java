package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A row that is a JSON object. A column is a name in it or, when there is none, a path such as
/// `credits.cast.name`; arrays on the way are walked through.
///
/// @param paths the path of each column
record JsonRow(long line, JsonNode object, Map<String, List<String>> paths) implements Row {
  @Override
  public void texts(String column, boolean objects, FoundTexts out) {
    Consumer<JsonNode> found =
        value -> {
          if (objects) JsonTexts.withObjects(value, out);
          else JsonTexts.scalars(value, out);
        };
    JsonNode value = object.get(column);
    if (value != null) found.accept(value);
    else JsonTexts.at(object, paths.getOrDefault(column, List.of(column)), Map.of(), found);
  }

  @Override
  public String origin(String column) {
    return "/" + column.replace('.', '/');
  }
}

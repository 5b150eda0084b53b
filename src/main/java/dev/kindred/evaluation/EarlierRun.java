package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values, query by query, of a run whose figures were written to a file.
///
/// @param name of the file
public record EarlierRun(String name, Scores scores) {
  private static final String MEASURES = "measures";
  private static final String VALUES = "perQuery";

  /// Adds the values to the figures of a run: `measures` names them, `perQuery` holds a list a
  /// query.
  static void write(Scores scores, ObjectNode figures) {
    figures.set(MEASURES, Json.strings(scores.labels()));
    ObjectNode values = figures.putObject(VALUES);
    scores
        .values()
        .forEach((query, of) -> {
          ArrayNode list = values.putArray(query);
          for (double value : of) list.add(value);
        });
  }

  /// @throws IOException when the file cannot be read, or holds no values by query
  public static EarlierRun read(Path file) throws IOException {
    JsonNode figures;
    try {
      figures = Json.parse(Files.readAllBytes(file));
    } catch (InvalidJsonException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    List<String> labels = new ArrayList<>();
    figures.path(MEASURES).forEach(label -> labels.add(label.asText()));
    Map<String, double[]> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> query : figures.path(VALUES).properties()) {
      if (query.getValue().size() != labels.size())
        throw new IOException(file + ": query " + query.getKey() + " has not one value a measure");
      double[] of = new double[labels.size()];
      for (int i = 0; i < of.length; i++) of[i] = query.getValue().get(i).asDouble();
      values.put(query.getKey(), of);
    }
    if (values.isEmpty())
      throw new IOException(
          file + " holds no values by query: it is not from --json of this command");
    return new EarlierRun(String.valueOf(file.getFileName()), new Scores(labels, values));
  }
}

package dev.kindred.ranking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// The ranking models of a data folder, as JSON in a [ChecksummedFile]: `name`, `features` in their order,
/// and by class either `weights` by feature or the four arrays of a forest.
public final class RankingModelsFile {
  private static final String KIND = "search-ranking";
  private static final int VERSION = 1;

  private RankingModelsFile() {}

  /// Its place below the data folder.
  public static Path in(Path dataFolder) {
    return dataFolder.resolve("models").resolve("search-ranking.kmodel");
  }

  /// Those of the data folder; those set by hand where it has none.
  ///
  /// @throws IOException when there are some that cannot be read
  public static RankingModels inUse(Path dataFolder) throws IOException {
    Path file = in(dataFolder);
    return Files.exists(file) ? read(file) : RankingModels.BY_HAND;
  }

  public static void write(Path file, RankingModels models) throws IOException {
    ObjectNode json = Json.object().put("name", models.name());
    ArrayNode features = json.putArray("features");
    for (Feature feature : Feature.values()) features.add(feature.name());
    ObjectNode classes = json.putObject("classes");
    models
        .byClass()
        .forEach((of, model) -> {
          ObjectNode node = classes.putObject(of.name());
          switch (model) {
            case LinearModel linear -> {
              ObjectNode weights = node.putObject("weights");
              linear.weights().forEach((feature, weight) -> weights.put(feature.name(), weight));
            }
            case Forest forest -> {
              array(node, "roots", forest.roots());
              array(node, "feature", forest.feature());
              array(node, "left", forest.left());
              ArrayNode threshold = node.putArray("threshold");
              for (float value : forest.threshold()) threshold.add(value);
            }
          }
        });
    ChecksummedFile.write(file, KIND, VERSION, Json.writeBytes(json));
  }

  /// @throws IOException when the file cannot be read, is damaged, or knows other features
  public static RankingModels read(Path file) throws IOException {
    try {
      JsonNode json = Json.parse(ChecksummedFile.read(file, KIND, VERSION));
      JsonNode features = json.path("features");
      Feature[] known = Feature.values();
      if (features.size() > known.length)
        throw new IOException(file + " knows features of a later version");
      for (int i = 0; i < features.size(); i++)
        if (!features.get(i).asText().equals(known[i].name()))
          throw new IOException(
              file + " has " + features.get(i).asText() + " as feature " + i + ", not " + known[i]);
      Map<QueryClass, RankingModel> models = new EnumMap<>(QueryClass.class);
      for (Map.Entry<String, JsonNode> one : json.path("classes").properties())
        models.put(QueryClass.valueOf(one.getKey()), model(one.getValue()));
      return new RankingModels(json.path("name").asText(), models);
    } catch (InvalidJsonException | IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static RankingModel model(JsonNode node) {
    if (node.has("weights")) {
      Map<Feature, Double> weights = new EnumMap<>(Feature.class);
      for (Map.Entry<String, JsonNode> one : node.path("weights").properties())
        weights.put(Feature.valueOf(one.getKey()), one.getValue().asDouble(Double.NaN));
      return new LinearModel(weights);
    }
    JsonNode values = node.path("threshold");
    float[] threshold = new float[values.size()];
    for (int i = 0; i < threshold.length; i++) threshold[i] = (float) values.get(i).asDouble();
    return new Forest(
        ints(node.path("roots")), ints(node.path("feature")), threshold, ints(node.path("left")));
  }

  private static void array(ObjectNode node, String name, int[] values) {
    ArrayNode array = node.putArray(name);
    for (int value : values) array.add(value);
  }

  private static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) values[i] = array.get(i).asInt(-2);
    return values;
  }
}

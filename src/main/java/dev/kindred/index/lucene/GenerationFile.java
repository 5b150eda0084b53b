package dev.kindred.index.lucene;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.index.Generation;
import dev.kindred.index.TasteModel;
import dev.kindred.json.Fault;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// `generation.json`: what a generation says of itself, with a checksum (CRC-32C of the same object
/// without it). A description of an earlier version has none, and is taken as it is.
final class GenerationFile {
  static final String NAME = "generation.json";
  private static final String CHECKSUM = "checksum";
  private static final String RECIPE = "modelRecipe";
  private static final String TASTE = "taste";

  private GenerationFile() {}

  static byte[] write(Generation generation) {
    ObjectNode out = Json.object();
    out.put("id", generation.id());
    out.put("schema", generation.schema());
    out.put("embeddingModel", generation.embeddingModel());
    ObjectNode recipe = out.putObject(RECIPE);
    generation.modelRecipe().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> recipe.put(entry.getKey(), entry.getValue()));
    out.put("dimensions", generation.dimensions());
    out.put("language", generation.language());
    TasteModel taste = generation.taste();
    if (taste != null)
      out.putObject(TASTE).put("id", taste.id()).put("dimensions", taste.dimensions());
    out.put("createdAt", generation.createdAt().toString());
    out.put(CHECKSUM, checksum(out));
    return Json.writeBytes(out);
  }

  /// @throws InvalidJsonException when it is not what was written
  /// @throws DateTimeParseException likewise
  static Generation read(Path file) throws IOException {
    Faults faults = new Faults();
    if (!(Json.parse(Files.readAllBytes(file)) instanceof ObjectNode tree))
      throw new InvalidJsonException(
          new Fault("", Fault.Kind.MALFORMED, "wrongType", "expected an object"));
    JsonFields in = JsonFields.of(tree, "", faults);
    String id = in.requiredText("id", 100);
    int schema = in.integer("schema", 1, Integer.MAX_VALUE, 0);
    String model = in.requiredText("embeddingModel", 1_000);
    in.object(RECIPE);
    Map<String, String> recipe = recipe(tree);
    int dimensions = in.integer("dimensions", 1, 100_000, 0);
    String language = in.requiredText("language", 35);
    TasteModel taste = taste(in.object(TASTE));
    String createdAt = in.requiredText("createdAt", 50);
    String checksum = in.text(CHECKSUM, 8);
    in.end();
    faults.throwIfAny();
    ObjectNode rest = tree.deepCopy();
    rest.remove(CHECKSUM);
    if (checksum != null && !checksum.equals(checksum(rest)))
      throw new InvalidJsonException(
          new Fault("/" + CHECKSUM, Fault.Kind.MALFORMED, "damaged", "the checksum does not fit"));
    return new Generation(
        id, schema, model, recipe, dimensions, language, taste, Instant.parse(createdAt));
  }

  private static @Nullable TasteModel taste(@Nullable JsonFields in) {
    if (in == null) return null;
    String id = in.requiredText("id", 100);
    int dimensions = in.integer("dimensions", 1, 1024, 1);
    in.end();
    return id.isEmpty() ? null : new TasteModel(id, dimensions);
  }

  /// Texts as they stand: blanks at the end of a query prefix count.
  private static Map<String, String> recipe(ObjectNode tree) {
    Map<String, String> recipe = new LinkedHashMap<>();
    tree.path(RECIPE)
        .properties()
        .forEach(field -> recipe.put(field.getKey(), field.getValue().asText()));
    return recipe;
  }

  private static String checksum(ObjectNode description) {
    CRC32C crc = new CRC32C();
    crc.update(Json.writeBytes(description));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}

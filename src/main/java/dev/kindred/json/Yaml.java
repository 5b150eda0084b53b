package dev.kindred.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One YAML document of keys and values as a JSON tree that remembers the line of each key. Keys
/// given twice are refused, `yes` and `no` are text, the empty string is null.
///
/// @param lines JSON pointer → line, from 1
public record Yaml(ObjectNode tree, Map<String, Integer> lines) {
  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
              .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(Json.MAX_DEPTH).build())
              .build());

  /// Parses a document; an empty one has no keys.
  ///
  /// @throws InvalidJsonException (`invalidYaml`) saying the line, also when the document holds
  ///   something else than keys and values, or a second document follows
  public static Yaml parse(String text) {
    try (JsonParser places = MAPPER.createParser(text);
        JsonParser values = MAPPER.createParser(text)) {
      Map<String, Integer> lines = new HashMap<>();
      for (JsonToken token = places.nextToken(); token != null; token = places.nextToken()) {
        lines.putIfAbsent(
            places.getParsingContext().pathAsPointer().toString(),
            places.currentTokenLocation().getLineNr());
      }
      JsonNode tree = MAPPER.readTree(values);
      if (tree == null || tree.isMissingNode() || tree.isNull()) tree = Json.object();
      if (values.nextToken() != null) throw invalid("holds a second document");
      if (tree instanceof ObjectNode object) return new Yaml(object, lines);
      throw invalid("must hold keys and values");
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String place = at == null ? "" : "line " + at.getLineNr() + ": ";
      throw invalid(place + e.getOriginalMessage().lines().findFirst().orElse("is not YAML"));
    } catch (IOException e) {
      throw new IllegalStateException("a string that cannot be read", e);
    }
  }

  /// The value that a text stands for in YAML; the text itself when it is more than a scalar.
  public static JsonNode scalar(String text) {
    try {
      JsonNode scalar = MAPPER.readTree(text);
      return scalar.isValueNode() ? scalar : TextNode.valueOf(text);
    } catch (JsonProcessingException _) { // refused as text where another type is due
      return TextNode.valueOf(text);
    }
  }

  /// The line of the nearest key at or above `pointer`, or null when none is known.
  public @Nullable Integer line(String pointer) {
    Integer line = null;
    for (String at = pointer; line == null && !at.isEmpty(); ) {
      line = lines.get(at);
      at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
    }
    return line;
  }

  /// What is wrong with the document, each fault with its line.
  public InvalidJsonException refused(Faults faults) {
    return new InvalidJsonException(faults.list().stream().map(this::placed).toList());
  }

  private Fault placed(Fault fault) {
    Integer line = line(fault.pointer());
    return line == null
        ? fault
        : new Fault(
            fault.pointer(), fault.kind(), fault.code(), "line " + line + ": " + fault.detail());
  }

  private static InvalidJsonException invalid(String detail) {
    return new InvalidJsonException(new Fault("", Fault.Kind.MALFORMED, "invalidYaml", detail));
  }
}

package dev.kindred.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The one way Kindred parses and writes JSON: RFC 8259 only (no NaN, no comments), duplicate names
/// refused, nesting at most [#MAX_DEPTH] deep. Thread-safe.
public final class Json {
  /// Deepest nesting of objects and arrays accepted.
  public static final int MAX_DEPTH = 64;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
              .build());

  /// The names of an enum's constants.
  private static final ClassValue<Map<Object, String>> NAMES =
      new ClassValue<>() {
        @Override
        protected Map<Object, String> computeValue(Class<?> type) {
          Map<Object, String> names = new HashMap<>();
          for (Object constant : type.getEnumConstants())
            names.put(constant, camelCase(((Enum<?>) constant).name()));
          return names;
        }
      };

  private Json() {}

  /// Parses one UTF-8 document.
  ///
  /// @throws InvalidJsonException naming the line and column (`invalidJson`), the broken encoding
  ///   (`invalidUtf8`), or the pointer where it is nested too deep (`tooDeep`) or a name, number or
  ///   string is longer than Jackson reads (`tooLong`)
  public static JsonNode parse(byte[] utf8) {
    return parse(decode(utf8));
  }

  /// Parses one document; see [#parse(byte[])].
  public static JsonNode parse(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      try {
        JsonNode node = MAPPER.readTree(parser);
        if (node == null || node.isMissingNode()) {
          throw invalid("", "invalidJson", "the document is empty");
        }
        if (parser.nextToken() != null) {
          throw invalid("", "invalidJson", "something follows the document");
        }
        return node;
      } catch (StreamConstraintsException e) {
        boolean deep = parser.getParsingContext().getNestingDepth() >= MAX_DEPTH;
        throw invalid(pointer(parser), deep ? "tooDeep" : "tooLong", e.getOriginalMessage());
      } catch (JsonProcessingException e) {
        throw invalid(pointer(parser), "invalidJson", e.getOriginalMessage() + place(e));
      }
    } catch (IOException e) {
      throw new IllegalStateException("a string that cannot be read", e);
    }
  }

  /// The text of UTF-8 bytes.
  ///
  /// @throws InvalidJsonException (`invalidUtf8`) with the offset of the first byte that is not
  ///   UTF-8
  public static String decode(byte[] utf8) {
    ByteBuffer bytes = ByteBuffer.wrap(utf8);
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      return decoder.decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw invalid("", "invalidUtf8", "byte " + bytes.position() + " is not valid UTF-8");
    }
  }

  /// Compact JSON text of a node.
  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that cannot be written", e);
    }
  }

  /// Compact UTF-8 JSON of a node.
  public static byte[] writeBytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new IllegalStateException("a JSON tree that cannot be written", e);
    }
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// An array of strings.
  public static ArrayNode strings(Iterable<String> values) {
    ArrayNode array = array();
    values.forEach(array::add);
    return array;
  }

  /// `SCREAMING_SNAKE` as `camelCase`: how enum constants are written in JSON.
  public static String name(Enum<?> constant) {
    return Objects.requireNonNull(NAMES.get(constant.getDeclaringClass()).get(constant));
  }

  private static String camelCase(String constant) {
    StringBuilder name = new StringBuilder();
    for (String part : constant.split("_", -1)) {
      String lower = part.toLowerCase(Locale.ROOT);
      name.append(
          name.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
    }
    return name.toString();
  }

  private static InvalidJsonException invalid(String pointer, String code, String detail) {
    return new InvalidJsonException(new Fault(pointer, Fault.Kind.MALFORMED, code, detail));
  }

  private static String pointer(JsonParser parser) {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return pointer.length() <= 200 ? pointer : pointer.substring(0, 200) + "…";
  }

  private static String place(JsonProcessingException e) {
    var at = e.getLocation();
    return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }
}

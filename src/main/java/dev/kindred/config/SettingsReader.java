package dev.kindred.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kindred.json.Fault;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.json.Nearest;
import dev.kindred.json.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one settings file and the environment into one tree, remembering where each key came from,
/// and that tree into [Settings].
final class SettingsReader {
  private static final String PREFIX = "KINDRED_";
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final String subject;
  private final Map<String, String> environment;
  private final JsonNode known = SettingsTree.write(Settings.DEFAULT);
  private final Map<String, String> places = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  private SettingsReader(String subject, Map<String, String> environment) {
    this.subject = subject;
    this.environment = environment;
  }

  static Settings read(@Nullable Path file, Map<String, String> environment) {
    String subject = file == null ? "settings" : "settings file " + file;
    SettingsReader reader = new SettingsReader(subject, environment);
    return reader.read(file == null ? "" : reader.textOf(file));
  }

  private Settings read(String yaml) {
    ObjectNode tree = parse(yaml);
    resolve(tree, "");
    override(tree);
    Faults found = new Faults();
    Settings settings = SettingsTree.read(JsonFields.of(tree, "", found));
    for (Fault fault : found.list()) {
      String detail =
          SettingsTree.SECRETS.contains(fault.pointer()) ? "expected a string" : fault.detail();
      faults.add(line(fault.pointer(), detail));
    }
    throwIfAny();
    return settings;
  }

  private String textOf(Path file) {
    try {
      return Json.decode(Files.readAllBytes(file));
    } catch (InvalidJsonException e) {
      throw new SettingsException(subject, e.faults().stream().map(Fault::detail).toList());
    } catch (NoSuchFileException e) {
      throw new SettingsException(subject, List.of("does not exist"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + subject, e);
    }
  }

  private ObjectNode parse(String yaml) {
    try {
      Yaml document = Yaml.parse(yaml);
      document.lines().forEach((pointer, line) -> places.put(pointer, "line " + line));
      return document.tree();
    } catch (InvalidJsonException e) {
      throw new SettingsException(subject, e.faults().stream().map(Fault::detail).toList());
    }
  }

  /// Replaces `${NAME}` by the variable's value, everywhere below `node`.
  private void resolve(JsonNode node, String pointer) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        String at = pointer + "/" + field.getKey();
        resolve(field.getValue(), at);
        field.setValue(resolved(field.getValue(), at));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, resolved(array.get(i), pointer + "/" + i));
      }
    }
  }

  private JsonNode resolved(JsonNode value, String pointer) {
    if (!value.isTextual()) return value;
    Matcher reference = REFERENCE.matcher(value.textValue());
    if (!reference.matches()) return value;
    String variable = environment.get(reference.group(1));
    if (variable != null) return typed(variable, known.at(pointer));
    faults.add(line(pointer, "environment variable " + reference.group(1) + " is not set"));
    return value;
  }

  private void override(ObjectNode tree) {
    Map<String, String> keys = new LinkedHashMap<>();
    known.properties().forEach(field -> collect(field.getValue(), "/" + field.getKey(), keys));
    // In order of name, so that the same environment always gives the same messages.
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      String pointer = keys.get(name);
      if (pointer != null) {
        set(tree, pointer, typed(variable.getValue(), known.at(pointer)));
        places.put(pointer, "environment variable " + name);
      } else if (isMeantForUs(name, keys)) {
        faults.add(
            "environment variable " + name + ": unknown" + Nearest.hint(name, keys.keySet()));
      }
    }
  }

  // Others name variables after us too: our own scripts, an orchestrator after its services.
  private boolean isMeantForUs(String name, Map<String, String> keys) {
    if (!name.startsWith(PREFIX)) return false;
    if (Nearest.to(name, keys.keySet()).isPresent()) return true;
    return known.properties().stream()
        .filter(section -> section.getValue().isObject())
        .anyMatch(section -> name.startsWith(PREFIX + upper(section.getKey()) + "_"));
  }

  private static void collect(JsonNode node, String pointer, Map<String, String> keys) {
    if (node.isObject()) {
      node.properties()
          .forEach(field -> collect(field.getValue(), pointer + "/" + field.getKey(), keys));
    } else {
      keys.put(variable(pointer), pointer);
    }
  }

  /// The environment variable that sets the key at a pointer.
  static String variable(String pointer) {
    return PREFIX + upper(pointer.substring(1).replace('/', '_'));
  }

  private static String upper(String name) {
    return HUMP.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
  }

  private static void set(ObjectNode tree, String pointer, JsonNode value) {
    String[] names = pointer.substring(1).split("/", -1);
    ObjectNode node = tree;
    for (int i = 0; i < names.length - 1; i++) {
      node = node.get(names[i]) instanceof ObjectNode inner ? inner : node.putObject(names[i]);
    }
    node.set(names[names.length - 1], value);
  }

  /// A variable's text as the type that the default has.
  private static JsonNode typed(String text, JsonNode example) {
    if (example.isTextual() || example instanceof MissingNode) return TextNode.valueOf(text);
    if (example.isArray()) {
      ArrayNode list = Json.array();
      if (!text.isBlank()) for (String item : text.split(",", -1)) list.add(item.strip());
      return list;
    }
    return Yaml.scalar(text);
  }

  private String line(String pointer, String detail) {
    String place = null;
    for (String at = pointer; place == null && !at.isEmpty(); ) {
      place = places.get(at);
      at = at.substring(0, at.lastIndexOf('/'));
    }
    String key = pointer.isEmpty() ? "the file" : pointer.substring(1).replace('/', '.');
    return key + (place == null ? "" : " (" + place + ")") + ": " + detail;
  }

  private void throwIfAny() {
    if (!faults.isEmpty()) throw new SettingsException(subject, faults);
  }
}

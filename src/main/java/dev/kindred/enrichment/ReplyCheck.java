package dev.kindred.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.Source;
import dev.kindred.catalogue.ProfileJson;
import dev.kindred.catalogue.Title;
import dev.kindred.json.Fault;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.json.JsonSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a model's reply as a profile and as nothing else: JSON of the schema, plain text in the
/// right language, no facts but the title's. What is wrong comes out as faults that can be sent
/// back.
final class ReplyCheck {
  private static final Pattern MARKUP =
      Pattern.compile(
          "(?i)\\b(?:https?|ftp|javascript|data):|\\bwww\\.|\\b[a-z0-9-]+\\.(?:com|net|org|io|tv|info|ru|example)\\b|</?[a-z!][^>]*>?|\\]\\(|\\*\\*|__|```|^#+ |&[a-z]+;|&#|[\\p{Cc}\\p{Co}\\p{Cn}\u202a-\u202e\u2066-\u2069]");
  private static final Pattern OF_ITSELF =
      Pattern.compile(
          "(?i)\\bas an? (?:ai|language model|assistant)\\b|\\b(?:ai|language) model\\b.{0,20}\\b(?:i|cannot|can't)\\b|\\bi(?:'m| am) sorry\\b|\\bi can(?:no|')t\\b"
              + "|\\b(?:system )?prompts?\\b.{0,20}\\b(?:is|says?|was|were|above|below)\\b|\\bsystem prompt\\b|\\b(?:ignor|disregard|forget)\\w*\\b.{0,20}\\b(?:instructions?|rules|above|previous)\\b|\\b(?:previous|my|your|these) instructions\\b"
              + "|\\bthe (?:synopsis|metadata|facts|json)\\b.{0,20}\\b(?:says?|states?|given|provided|asks?)\\b");

  private final JsonSchema schema;
  private final CatalogueNames names;
  private final String language;

  /// @param language BCP 47 primary tag that profiles are written in
  ReplyCheck(JsonSchema schema, CatalogueNames names, String language) {
    this.schema = schema;
    this.names = names;
    this.language = language;
  }

  /// The profile that a reply holds.
  ///
  /// @throws InvalidJsonException with everything that is wrong with it
  ContentProfile read(String reply, Title title, Source source) {
    JsonNode node = Json.parse(reply);
    Faults faults = new Faults();
    schema.check(node, faults);
    faults.throwIfAny();
    ObjectNode stripped = stripped((ObjectNode) node);
    Map<String, String> texts = new LinkedHashMap<>();
    collect(stripped, "", texts);
    texts.forEach((pointer, text) -> plain(pointer, text, faults));
    ReplyLanguage.fault(List.copyOf(texts.values()), language)
        .ifPresent(fault -> faults.inconsistent("", "wrongLanguage", fault));
    JsonNode setting = stripped.path("setting");
    FactCheck facts =
        new FactCheck(
            title,
            names,
            setting.path("place").textValue(),
            setting.path("era").textValue(),
            faults);
    texts.forEach((pointer, text) -> {
      if (!pointer.startsWith("/setting") && !pointer.equals("/pace")) facts.check(pointer, text);
    });
    JsonFields in = JsonFields.of(stripped, "", faults);
    ContentProfile profile = ProfileJson.read(in);
    in.end();
    faults.throwIfAny();
    return new ContentProfile(
        profile.pitch(),
        profile.story(),
        profile.themes(),
        profile.moods(),
        profile.tone(),
        profile.pace(),
        profile.style(),
        profile.setting(),
        profile.audience(),
        profile.watchWhen(),
        source);
  }

  /// The faults in one line each, as people and models read them.
  static String lines(InvalidJsonException failure) {
    StringBuilder lines = new StringBuilder();
    for (Fault fault : failure.faults()) {
      if (!lines.isEmpty()) lines.append("\n");
      lines
          .append(fault.pointer().isEmpty() ? "the reply" : fault.pointer())
          .append(": ")
          .append(fault.detail());
    }
    return lines.toString();
  }

  private static void plain(String pointer, String text, Faults faults) {
    if (MARKUP.matcher(text).find())
      faults.malformed(
          pointer, "notPlain", "must be plain text: no links, no markup, no control characters");
    if (OF_ITSELF.matcher(text).find())
      faults.malformed(
          pointer, "notAboutTheTitle", "must speak of the title, not of yourself or this task");
  }

  private static void collect(JsonNode node, String at, Map<String, String> texts) {
    if (node.isTextual()) texts.put(at, node.textValue());
    for (Map.Entry<String, JsonNode> field : node.properties())
      collect(field.getValue(), at + "/" + field.getKey(), texts);
    for (int i = 0; node.isArray() && i < node.size(); i++)
      collect(node.get(i), at + "/" + i, texts);
  }

  private static ObjectNode stripped(ObjectNode node) {
    ObjectNode out = Json.object();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      switch (value.getNodeType()) {
        case STRING -> out.put(field.getKey(), value.textValue().strip());
        case OBJECT -> out.set(field.getKey(), stripped((ObjectNode) value));
        case ARRAY -> {
          var list = out.putArray(field.getKey());
          value.forEach(item -> list.add(item.asText().strip()));
        }
        default -> out.set(field.getKey(), value);
      }
    }
    return out;
  }
}

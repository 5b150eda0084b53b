package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.Title;
import dev.kindred.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The id of a title whose row has none, made of fields of the row alone, so that neither the order
/// of the rows nor the other rows change it: `heat-1995-michael-mann`. Rows that agree in all of
/// these fields are one title; the later row replaces the earlier, and [#earlier] tells of it.
final class DerivedId {
  private static final int MAX_LENGTH = 120;
  private static final int SLOTS = 1 << 19;
  private static final Pattern MARKS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");
  private static final Pattern TELLING = Pattern.compile("[\\p{S}#*%@&]");

  private final List<String> fields;

  /// The hashes of the last ids and their lines, each in the slot of its hash: a bounded memory
  /// that forgets an id when another takes its slot.
  private long[] hashes = {};

  private long[] lines = {};

  /// @param fields title fields, as a mapping names them
  DerivedId(List<String> fields) {
    this.fields = fields;
  }

  /// The id of a title in the making, or null when it has no name either.
  @Nullable String of(ObjectNode title) {
    String name = title.path("name").asText("");
    if (name.isBlank()) return null;
    List<String> parts = new ArrayList<>();
    for (String field : fields) {
      String part =
          field.startsWith("people.")
              ? people(title, field.substring("people.".length()))
              : slug(text(title, field));
      boolean usual = field.equals("kind") && part.equals(Json.name(Title.Kind.MOVIE));
      if (!part.isEmpty() && !usual) parts.add(part);
    }
    String id = String.join("-", parts);
    boolean told = slug(name).isEmpty() || TELLING.matcher(name).find();
    String whole = told ? id + "-" + hash(name) : id;
    return whole.length() <= MAX_LENGTH && utf8(whole) <= 2 * MAX_LENGTH
        ? whole.startsWith("-") ? whole.substring(1) : whole
        : cut(whole) + "-" + hash(whole);
  }

  /// The line of an earlier row that derived the same id, or 0 when none is remembered.
  long earlier(String id, long line) {
    if (hashes.length == 0) {
      hashes = new long[SLOTS];
      lines = new long[SLOTS];
    }
    long hash = 0xCBF29CE484222325L; // FNV-1a
    for (int i = 0; i < id.length(); i++) hash = (hash ^ id.charAt(i)) * 0x100000001B3L;
    int slot = (int) ((hash ^ (hash >>> 32)) & (SLOTS - 1));
    long earlier = hashes[slot] == hash ? lines[slot] : 0;
    hashes[slot] = hash;
    lines[slot] = line;
    return earlier;
  }

  private static String text(ObjectNode title, String field) {
    JsonNode node = title;
    for (String name : field.split("\\.", -1)) node = node.path(name);
    if (!node.isArray()) return node.asText("");
    TreeSet<String> texts = new TreeSet<>();
    for (JsonNode entry : node) texts.add(entry.asText(""));
    return String.join(" ", texts);
  }

  private static String people(ObjectNode title, String role) {
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode person : title.path("people"))
      if (person.path("role").asText().equals(role)) names.add(slug(person.path("name").asText()));
    return String.join("-", names);
  }

  private static String slug(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    String slug = BETWEEN.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
    int start = slug.startsWith("-") ? 1 : 0;
    int end = slug.length() - (slug.length() > start && slug.endsWith("-") ? 1 : 0);
    return Normalizer.normalize(slug.substring(start, end), Normalizer.Form.NFC);
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String cut(String text) {
    int end = Math.min(text.length(), MAX_LENGTH / 2);
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().toHexDigits(ByteBuffer.wrap(digest).getLong()).substring(0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

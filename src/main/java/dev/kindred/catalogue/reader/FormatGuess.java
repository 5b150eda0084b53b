package dev.kindred.catalogue.reader;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tells the format of a catalogue file from how it begins.
final class FormatGuess {
  /// How many bytes of the (unpacked) beginning are looked at.
  static final int BYTES = 1 << 16;

  /// Its own are three; whoever added many has a file of their own.
  private static final int MOVIELENS_COLUMNS = 4;

  private static final Set<String> TMDB_NAMES =
      Set.of("overview", "original_title", "release_date", "vote_average", "vote_count");

  private FormatGuess() {}

  /// @param name the file's name, for messages
  /// @throws UnreadableCatalogueException when it is none of the formats, saying what it looks like
  static CatalogueFormat of(String name, byte[] beginning) throws UnreadableCatalogueException {
    refuseWhatIsNoText(name, beginning);
    String text = new String(beginning, StandardCharsets.UTF_8);
    List<String> lines =
        text.lines().map(l -> l.replace("\uFEFF", "").strip()).filter(l -> !l.isEmpty()).toList();
    if (lines.isEmpty()) throw new UnreadableCatalogueException(name + " is empty");
    refuseOtherJson(name, lines);
    return fromLines(lines)
        .orElseThrow(() ->
            new UnreadableCatalogueException(
                name
                    + " is in no known format: neither title JSON (kindred), TMDB JSON lines"
                    + " (tmdb), the Netflix CSV (netflix) nor MovieLens movies (movielens); import --guess proposes a mapping for it"));
  }

  /// Refuses JSON that does not stand as one object a line: an array, or objects over many lines.
  ///
  /// @param lines those that are not blank
  static void refuseOtherJson(String name, List<String> lines) throws UnreadableCatalogueException {
    String first = lines.getFirst().strip();
    boolean array = first.startsWith("[");
    boolean spread = first.equals("{") && lines.size() > 1 && !lines.get(1).startsWith("{");
    if (array || spread) {
      throw new UnreadableCatalogueException(
          "%s holds %s; expected one JSON object a line: jq -c '%s' %s > titles.jsonl"
              .formatted(
                  name,
                  array ? "a JSON array" : "a JSON object over several lines",
                  array ? ".[]" : ".",
                  name));
    }
  }

  /// Refuses what cannot be UTF-8 text from its beginning on.
  ///
  /// @throws UnreadableCatalogueException saying the offset of the first byte that does not fit
  static void refuseWhatIsNoText(String name, byte[] bytes) throws UnreadableCatalogueException {
    if (startsWith(bytes, 'P', 'K', 3, 4))
      throw new UnreadableCatalogueException(name + " is a zip archive; unpack it first");
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF))
      throw new UnreadableCatalogueException(
          name + " is UTF-16 (a byte order mark at byte 0); save it as UTF-8");
    int nul = firstNul(bytes);
    if (nul >= 0 && nulShare(bytes) > 0.2)
      throw new UnreadableCatalogueException(
          name + " is no UTF-8 text (NUL at byte " + nul + "; UTF-16?); save it as UTF-8");
    if (Utf8.isForeign(bytes)) {
      throw new UnreadableCatalogueException(
          "%s is not UTF-8 (byte %d is 0x%02X; Latin-1 or Windows-1252?); save it as UTF-8"
              .formatted(
                  name,
                  Utf8.firstFault(bytes, 0, bytes.length),
                  bytes[Utf8.firstFault(bytes, 0, bytes.length)]));
    }
  }

  private static int firstNul(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) if (bytes[i] == 0) return i;
    return -1;
  }

  private static double nulShare(byte[] bytes) {
    int count = 0;
    for (byte one : bytes) if (one == 0) count++;
    return count / (double) bytes.length;
  }

  private static Optional<CatalogueFormat> fromLines(List<String> lines) {
    String first = lines.getFirst();
    if (first.startsWith("{")) {
      return lines.stream().limit(100).flatMap(line -> fromJson(line).stream()).findFirst();
    }
    if (CatalogueFormat.isMovieLensDat(first)) return Optional.of(CatalogueFormat.MOVIELENS);
    List<String> columns = List.of(first.toLowerCase(Locale.ROOT).replace("\"", "").split(",", -1));
    if (columns.containsAll(List.of("show_id", "type", "title")))
      return Optional.of(CatalogueFormat.NETFLIX);
    if (columns.containsAll(List.of("movieid", "title")) && columns.size() <= MOVIELENS_COLUMNS)
      return Optional.of(CatalogueFormat.MOVIELENS);
    return Optional.empty();
  }

  private static Optional<CatalogueFormat> fromJson(String line) {
    try {
      JsonNode row = Json.parse(line);
      if (row.has("kind")) return Optional.of(CatalogueFormat.KINDRED);
      return isTmdb(row) ? Optional.of(CatalogueFormat.TMDB) : Optional.empty();
    } catch (InvalidJsonException _) { // a bad line, or the last one cut: others may tell
      return Optional.empty();
    }
  }

  /// Whether a row is flat and has a title, and all of its fields are read, or most of them and one
  /// that only TMDB calls so: what is passed over is told nowhere.
  private static boolean isTmdb(JsonNode row) {
    if (!row.has("title")) return false;
    Set<String> columns = CatalogueFormat.tmdbColumns();
    int known = 0;
    for (var field : row.properties()) {
      if (!columns.contains(field.getKey())) continue;
      known++;
      for (JsonNode value :
          field.getValue().isArray() ? field.getValue() : List.of(field.getValue()))
        if (value.isObject()) return false;
    }
    return known == row.size()
        || (known * 2 > row.size() && TMDB_NAMES.stream().anyMatch(row::has));
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) return false;
    for (int i = 0; i < start.length; i++) if ((bytes[i] & 0xFF) != start[i]) return false;
    return true;
  }
}

package dev.kindred.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a backup says of itself, in its `manifest.json`.
///
/// @param version of the Kindred that made it
/// @param events null when it holds none, having been made by a Kindred before there were events
/// @param files every file in it but the manifest
public record BackupManifest(
    String version,
    Instant createdAt,
    StoreContents contents,
    @Nullable EventContents events,
    List<File> files) {
  /// Version of the archive's own layout.
  static final int FORMAT = 2;

  /// The store, within the archive.
  static final String STORE = "catalogue.db";

  /// The store of events and users, within the archive.
  static final String EVENTS = "events.db";

  /// The settings it ran with, within the archive.
  static final String SETTINGS = "settings.yaml";

  /// Folder of the trained models, within the archive.
  static final String MODELS = "models";

  /// Folder of the vector caches, within the archive.
  static final String VECTORS = "vectors";

  private static final int MAX_FILES = 10_000;
  private static final double MAX_BYTES = 1e15;

  /// Plain names below known ones: nothing that could lead out of the folder it is unpacked to.
  private static final Pattern NAME =
      Pattern.compile(
          "(%s|%s|%s|(%s|%s)(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+)"
              .formatted(
                  Pattern.quote(STORE),
                  Pattern.quote(EVENTS),
                  Pattern.quote(SETTINGS),
                  MODELS,
                  VECTORS));

  /// One file.
  ///
  /// @param name its path within the archive
  /// @param sha256 of its content, 64 hex digits
  public record File(String name, long bytes, String sha256) {}

  public BackupManifest {
    files = List.copyOf(files);
  }

  /// Whether the vectors are in it.
  public boolean hasVectors() {
    return files.stream().anyMatch(file -> file.name().startsWith(VECTORS + "/"));
  }

  ObjectNode toJson() {
    ObjectNode out =
        Json.object()
            .put("format", FORMAT)
            .put("kindred", version)
            .put("createdAt", createdAt.toString())
            .put("schema", contents.schema())
            .put("titles", contents.titles())
            .put("profiles", contents.profiles())
            .put("keys", contents.keys())
            .put("lastSeq", contents.lastSeq());
    if (events != null) {
      out.putObject("events")
          .put("schema", events.schema())
          .put("users", events.users())
          .put("events", events.events());
    }
    ArrayNode list = out.putArray("files");
    for (File file : files) {
      list.addObject()
          .put("name", file.name())
          .put("bytes", file.bytes())
          .put("sha256", file.sha256());
    }
    return out;
  }

  /// @throws BackupRefusedException when it is of a later layout
  /// @throws dev.kindred.json.InvalidJsonException when it is not a manifest
  static BackupManifest read(JsonNode node) {
    int format = node.path("format").asInt();
    if (format > FORMAT) {
      throw new BackupRefusedException(
          "it was made by Kindred %s in layout %d; this version reads up to %d: use a newer Kindred"
              .formatted(node.path("kindred").asText("of a later version"), format, FORMAT));
    }
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(node, "", faults);
    in.integer("format", 1, FORMAT);
    String version = in.requiredText("kindred", 100);
    Instant createdAt = createdAt(in);
    int schema = in.integer("schema", 1, Integer.MAX_VALUE, 0);
    StoreContents contents =
        new StoreContents(
            schema,
            whole(in, "titles"),
            whole(in, "profiles"),
            whole(in, "keys"),
            whole(in, "lastSeq"));
    EventContents events = events(in.object("events"));
    List<File> files = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonFields file : in.objects("files", MAX_FILES)) {
      String name = file.requiredText("name", 1_000);
      if (!NAME.matcher(name).matches() || !names.add(name))
        faults.malformed(file.pointer("name"), "invalidName", "no file may be called " + name);
      long bytes = whole(file, "bytes");
      String sha256 = file.requiredText("sha256", 64);
      if (!sha256.matches("[0-9a-f]{64}"))
        faults.malformed(file.pointer("sha256"), "invalidHash", "must be 64 hex digits");
      file.end();
      files.add(new File(name, bytes, sha256));
    }
    in.end();
    if (!names.contains(STORE)) faults.malformed("/files", "required", "names no " + STORE);
    if (names.contains(EVENTS) != (events != null))
      faults.malformed("/events", "required", "and " + EVENTS + " go together");
    faults.throwIfAny();
    return new BackupManifest(version, createdAt, contents, events, files);
  }

  private static @Nullable EventContents events(@Nullable JsonFields in) {
    if (in == null) return null;
    EventContents events =
        new EventContents(
            in.integer("schema", 1, Integer.MAX_VALUE, 0), whole(in, "users"), whole(in, "events"));
    in.end();
    return events;
  }

  private static Instant createdAt(JsonFields in) {
    String text = in.requiredText("createdAt", 50);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      in.faults().malformed(in.pointer("createdAt"), "invalidTime", "is not a time: " + text);
      return Instant.EPOCH;
    }
  }

  private static long whole(JsonFields in, String name) {
    Double number = in.number(name, 0, MAX_BYTES);
    if (number == null && !in.has(name))
      in.faults().malformed(in.pointer(name), "required", "is required");
    return number == null ? 0 : number.longValue();
  }
}

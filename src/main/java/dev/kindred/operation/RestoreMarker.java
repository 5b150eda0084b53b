package dev.kindred.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.disk.NewFile;
import dev.kindred.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The point of no return of a restore: a file in the data folder that lists the renames by which
/// what was unpacked takes the place of what was there. While it is missing the old state holds and
/// what was unpacked is rubbish; once it is there the renames are made, by whoever opens the store
/// next, however often they are cut off.
public final class RestoreMarker {
  static final String MARKER = "restore.json";

  /// Where a restore unpacks to, in the data folder.
  static final String STAGING = "restore.unpacked";

  private static final Logger LOG = LoggerFactory.getLogger(RestoreMarker.class);

  private RestoreMarker() {}

  /// One rename: what is at `to` goes to `aside`, then `from`, if any, goes to `to`.
  ///
  /// @param from null when nothing takes the place
  record Move(@Nullable Path from, Path to, Path aside) {}

  /// Decides for the new state; what the moves name must be durable.
  static void write(Path root, List<Move> moves) throws IOException {
    ObjectNode marker = Json.object();
    ArrayNode list = marker.putArray("moves");
    for (Move move : moves) {
      ObjectNode one = list.addObject();
      if (move.from() != null) one.put("from", root.relativize(move.from()).toString());
      one.put("to", root.relativize(move.to()).toString());
      one.put("aside", root.relativize(move.aside()).toString());
    }
    NewFile.write(
        root.resolve(MARKER), NewFile.Access.OWNER, out -> out.write(Json.writeBytes(marker)));
  }

  static List<Move> read(Path root) throws IOException {
    List<Move> moves = new ArrayList<>();
    for (JsonNode move : Json.parse(Files.readAllBytes(root.resolve(MARKER))).path("moves")) {
      JsonNode from = move.get("from");
      moves.add(
          new Move(
              from == null ? null : root.resolve(from.asText()).normalize(),
              root.resolve(move.path("to").asText()).normalize(),
              root.resolve(move.path("aside").asText()).normalize()));
    }
    return moves;
  }

  /// Completes a restore that was decided, or clears away one that was not. To be called with the
  /// store locked and closed.
  ///
  /// @param root the data folder
  public static void finish(Path root) throws IOException {
    Path marker = root.resolve(MARKER);
    if (Files.exists(marker)) {
      for (Move move : read(root)) make(move);
      Files.delete(marker);
      NewFile.forceFolder(marker);
      LOG.info("the restore into {} is complete", root);
    }
    deleteTree(root.resolve(STAGING));
  }

  /// Makes one move, or the rest of it.
  static void make(Move move) throws IOException {
    Path from = move.from();
    boolean made = from != null && !Files.exists(from);
    if (made) return;
    if (Files.exists(move.to()) && !Files.exists(move.aside())) {
      Files.createDirectories(parent(move.aside()));
      rename(move.to(), move.aside());
    }
    if (from != null) rename(from, move.to());
  }

  private static void rename(Path from, Path to) throws IOException {
    Files.createDirectories(parent(to));
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    NewFile.forceFolder(to);
    NewFile.forceFolder(from);
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) throw new IllegalArgumentException(path + " is no file in a folder");
    return parent;
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}

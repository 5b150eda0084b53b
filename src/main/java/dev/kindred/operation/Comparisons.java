package dev.kindred.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.disk.NewFile;
import dev.kindred.ingestion.Rebuilt;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the last rebuilds compared, those refused too: one file a generation, the newest [#KEPT] of
/// them. Thread-safe.
public final class Comparisons {
  private static final int KEPT = 20;
  private static final String SUFFIX = ".json";
  private static final Logger LOG = LoggerFactory.getLogger(Comparisons.class);
  private final Path folder;
  private final InstantSource clock;

  /// @param folder created when there is something to keep
  public Comparisons(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// Keeps one and forgets the oldest beyond those kept.
  synchronized void keep(Rebuilt rebuilt) {
    try {
      Files.createDirectories(folder);
      byte[] json = Json.writeBytes(ComparisonJson.write(rebuilt, clock.instant()));
      Path file = folder.resolve(rebuilt.generation().id() + SUFFIX);
      NewFile.write(file, NewFile.Access.OWNER, out -> out.write(json));
      List<String> all = ids();
      for (String old : all.subList(0, Math.max(0, all.size() - KEPT)))
        Files.deleteIfExists(folder.resolve(old + SUFFIX));
    } catch (IOException e) {
      throw new UncheckedIOException("keeping a comparison in " + folder, e);
    }
  }

  /// `{"generation": {…}, "comparison": {…}}`; empty when none is kept of this generation.
  public Optional<ObjectNode> find(String generationId) {
    if (!kept().contains(generationId)) return Optional.empty();
    try {
      JsonNode found = Json.parse(Files.readAllBytes(folder.resolve(generationId + SUFFIX)));
      return found instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (InvalidJsonException e) {
      LOG.warn("the comparison of generation {} cannot be read", generationId, e);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the comparison of " + generationId, e);
    }
  }

  private List<String> kept() {
    try {
      return ids();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder, e);
    }
  }

  /// Oldest first.
  private List<String> ids() throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    List<String> ids = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX)) ids.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    }
    ids.sort(null);
    return ids;
  }
}

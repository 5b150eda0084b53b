package dev.kindred.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a command writes what came of it, for programs.
final class FiguresOption {
  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "Write the figures to this file as JSON.")
  private @Nullable Path json;

  /// Nothing happens when no file is named.
  void write(ObjectNode figures) throws IOException {
    if (json != null) Files.write(json, Json.writeBytes(figures));
  }
}

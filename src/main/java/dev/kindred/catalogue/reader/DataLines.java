package dev.kindred.catalogue.reader;

import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A file of which every line must be good: plain or gzip, UTF-8, blank lines passed over. Meant
/// for files that come with Kindred or that figures are computed from, where leaving a line out
/// would falsify the result.
public final class DataLines {
  private DataLines() {}

  /// Hands every line to `sink`.
  ///
  /// @throws UnreadableCatalogueException naming file and line, when a line is no text or `sink`
  ///   throws an [IllegalArgumentException] or [InvalidJsonException]
  public static void text(Path file, Consumer<String> sink) throws IOException {
    try (BufferedInputStream content = CatalogueFile.unpacked(Files.newInputStream(file))) {
      LineSource lines = new LineSource(content);
      for (var line = lines.nextWithContent(); line != null; line = lines.nextWithContent()) {
        try {
          switch (line) {
            case LineSource.Line.Broken(_, String reason) ->
                throw new IllegalArgumentException(reason);
            case LineSource.Line.Text(_, String text) -> sink.accept(text);
          }
        } catch (IllegalArgumentException | InvalidJsonException e) {
          throw new UnreadableCatalogueException(
              CatalogueFile.name(file) + " line " + line.number() + ": " + e.getMessage());
        }
      }
    }
  }

  /// Hands every line to `sink` as the object that it holds; faults that `sink` leaves in it count.
  ///
  /// @throws UnreadableCatalogueException naming file, line and field
  public static void json(Path file, Consumer<JsonFields> sink) throws IOException {
    text(
        file,
        line -> {
          Faults faults = new Faults();
          JsonFields in = JsonFields.of(Json.parse(line), "", faults);
          faults.throwIfAny();
          sink.accept(in);
          faults.throwIfAny();
        });
  }
}

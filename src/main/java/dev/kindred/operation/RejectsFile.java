package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The lines that an import refused, and the values it left out of the titles it took: one JSON
/// object each, with `refused` (`line` or `value`), `line`, `field` and `reason`. The file is there
/// only when something was refused. Not thread-safe.
public final class RejectsFile implements AutoCloseable {
  private final Path file;
  private @Nullable BufferedWriter writer;

  public RejectsFile(Path file) {
    this.file = file;
  }

  void line(Job.Reject reject) {
    write("line", reject.line(), reject.field(), reject.reason());
  }

  void value(long line, String field, String reason) {
    write("value", line, field, reason);
  }

  @Override
  public void close() {
    if (writer == null) return;
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(Spool.full(e));
    }
  }

  private void write(String refused, long line, String field, String reason) {
    ObjectNode out =
        Json.object()
            .put("refused", refused)
            .put("line", line)
            .put("field", field)
            .put("reason", reason);
    try {
      if (writer == null) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        writer = Files.newBufferedWriter(file);
      }
      writer.write(Json.write(out));
      writer.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(Spool.full(e));
    }
  }
}

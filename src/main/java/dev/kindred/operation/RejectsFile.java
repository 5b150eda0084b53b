package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.StoreFullException;
import dev.kindred.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The lines that an import refused, and the values it left out of the titles it took: one JSON
/// object each, with `refused` (`line` or `value`), `line`, `field` and `reason`. The file is there
/// only when something was refused. Not thread-safe.
public final class RejectsFile implements AutoCloseable {
  /// Fields whose values are counted apart, and of these, those that are said.
  private static final int COUNTED = 100;

  private static final int SAID = 4;
  private static final String OTHERS = "others";

  private final Path file;
  private final Map<String, Long> values = new LinkedHashMap<>();
  private @Nullable FileChannel channel;
  private @Nullable OutputStream out;
  private long length;
  private boolean dirty;

  public RejectsFile(Path file) {
    this.file = file;
  }

  /// Begins with the first `bytes` of what an earlier run left and drops the rest, which comes
  /// again; with 0, afresh.
  void begin(long bytes) {
    try {
      if (bytes == 0) Files.deleteIfExists(file);
      else if (Files.exists(file)) {
        open();
        if (channel != null && channel.size() > bytes) channel.truncate(bytes);
        if (channel != null) length = channel.size();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(StoreFullException.unless(e));
    }
  }

  void line(Job.Reject reject) {
    write("line", reject.line(), reject.field(), reject.reason());
  }

  void value(long line, String field, String reason) {
    boolean apart = values.size() < COUNTED || values.containsKey(field);
    values.merge(apart ? field : OTHERS, 1L, Long::sum);
    write("value", line, field, reason);
  }

  /// Whether values were left out, or read with a note, since this was opened.
  public boolean hasValues() {
    return !values.isEmpty();
  }

  /// How many such values there were of which fields, most first, to stand behind the figures of an
  /// import; blank when there were none.
  public String valuesInWords() {
    String most =
        values.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(SAID)
            .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return most.isEmpty()
        ? ""
        : "; values left out or noted: " + most + (values.size() > SAID ? " …" : "");
  }

  /// Makes durable what was written.
  ///
  /// @return the length of the file in bytes
  long force() {
    if (!dirty || out == null || channel == null) return length;
    try {
      out.flush();
      channel.force(false);
      dirty = false;
      return length;
    } catch (IOException e) {
      throw new UncheckedIOException(StoreFullException.unless(e));
    }
  }

  @Override
  public void close() {
    if (out == null) return;
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(StoreFullException.unless(e));
    }
  }

  private void write(String refused, long line, String field, String reason) {
    ObjectNode json =
        Json.object()
            .put("refused", refused)
            .put("line", line)
            .put("field", field)
            .put("reason", reason);
    byte[] bytes = Json.writeBytes(json);
    try {
      OutputStream to = open();
      to.write(bytes);
      to.write('\n');
      length += bytes.length + 1;
      dirty = true;
    } catch (IOException e) {
      throw new UncheckedIOException(StoreFullException.unless(e));
    }
  }

  private OutputStream open() throws IOException {
    if (out != null) return out;
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) Files.createDirectories(folder);
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 13);
    return out;
  }
}

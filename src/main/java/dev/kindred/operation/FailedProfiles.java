package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.StoreFullException;
import dev.kindred.catalogue.TitleId;
import dev.kindred.disk.NewFile;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The titles whose profiles could not be written, one JSON object a line: `id`, `promptHash`,
/// `cause`, `reason`, `attempts`. Appended to while a run goes on, each line at once; a later line
/// of a title replaces an earlier one; written afresh without the titles that succeeded when the
/// run ends. A line that a crash cut short is passed over. Not thread-safe.
final class FailedProfiles implements AutoCloseable {
  private static final int MAX_TEXT = 2_000;

  /// Why there is no profile.
  enum Cause {
    /// The model's reply was refused: the same question would be answered so again.
    REPLY,
    /// The provider did not answer: another day it may.
    PROVIDER
  }

  /// @param promptHash of what was asked; once it changes the failure is no more
  /// @param attempts runs in which it failed
  record Failure(TitleId id, String promptHash, Cause cause, String reason, int attempts) {
    private ObjectNode toJson() {
      return Json.object()
          .put("id", id.value())
          .put("promptHash", promptHash)
          .put("cause", Json.name(cause))
          .put("reason", reason)
          .put("attempts", attempts);
    }
  }

  private final Path file;
  private final Map<TitleId, Failure> failures = new LinkedHashMap<>();
  private @Nullable BufferedWriter writer;

  /// @throws UncheckedIOException when the file is there and cannot be read
  FailedProfiles(Path file) {
    this.file = file;
    if (!Files.exists(file)) return;
    try {
      for (String line : Files.readAllLines(file)) read(line);
    } catch (IOException e) {
      throw new UncheckedIOException("the failures in " + file + " cannot be read", e);
    }
  }

  Optional<Failure> of(TitleId id) {
    return Optional.ofNullable(failures.get(id));
  }

  /// Records that a title failed once more.
  void add(TitleId id, String promptHash, Cause cause, String reason) {
    int before = of(id).map(Failure::attempts).orElse(0);
    Failure failure = new Failure(id, promptHash, cause, reason, before + 1);
    failures.put(id, failure);
    try {
      if (writer == null)
        writer =
            Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      writer.write(Json.write(failure.toJson()));
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(StoreFullException.unless(e));
    }
  }

  /// Forgets a title that has its profile now.
  void remove(TitleId id) {
    failures.remove(id);
  }

  /// Leaves the file as it should be read next time; no file when nothing failed.
  @Override
  public void close() {
    try {
      if (writer != null) writer.close();
      if (failures.isEmpty()) {
        Files.deleteIfExists(file);
        return;
      }
      NewFile.write(
          file,
          NewFile.Access.AS_USUAL,
          out -> {
            for (Failure failure : failures.values()) {
              out.write(Json.writeBytes(failure.toJson()));
              out.write('\n');
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(StoreFullException.unless(e));
    }
  }

  private void read(String line) {
    try {
      Faults faults = new Faults();
      JsonFields in = JsonFields.of(Json.parse(line), "", faults);
      String id = in.requiredText("id", MAX_TEXT);
      String hash = in.requiredText("promptHash", MAX_TEXT);
      Cause cause = in.choice("cause", Cause.class);
      String reason = in.requiredText("reason", MAX_TEXT);
      int attempts = in.integer("attempts", 1, Integer.MAX_VALUE, 1);
      in.end();
      faults.throwIfAny();
      TitleId title = new TitleId(id);
      failures.put(
          title, new Failure(title, hash, cause == null ? Cause.REPLY : cause, reason, attempts));
    } catch (InvalidJsonException | IllegalArgumentException e) {
      // cut short by a crash, or by hand: the title is asked for again, which costs a call
    }
  }
}

package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import java.time.Duration;
import java.util.Locale;

/// How far an import is, or how it ended.
///
/// @param read lines or records read, blank ones apart
/// @param accepted titles that are durable in the store
/// @param unchanged of the accepted, those that were there already in the same form
/// @param rejected lines refused
/// @param sampleRemoved bundled titles that made way
public record ImportReport(
    long read, long accepted, long unchanged, long rejected, long sampleRemoved, Duration took) {
  /// Before the first file.
  public static final ImportReport NONE = new ImportReport(0, 0, 0, 0, 0, Duration.ZERO);

  /// Both imports together.
  public ImportReport and(ImportReport other) {
    return new ImportReport(
        read + other.read,
        accepted + other.accepted,
        unchanged + other.unchanged,
        rejected + other.rejected,
        sampleRemoved + other.sampleRemoved,
        took.plus(other.took));
  }

  /// One line for people.
  public String inWords() {
    return String.format(
        Locale.ROOT,
        "%,d read, %,d accepted (%s), %,d rejected in %.1f s%s",
        read,
        accepted,
        changesNothing()
            ? "nothing changed"
            : String.format(Locale.ROOT, "%,d unchanged", unchanged),
        rejected,
        took.toMillis() / 1000.0,
        sampleRemoved == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d bundled titles made way", sampleRemoved));
  }

  /// Whether the catalogue was the same before.
  public boolean changesNothing() {
    return accepted > 0 && accepted == unchanged && sampleRemoved == 0;
  }

  /// As `--json` and the API show it; seconds with milliseconds.
  public ObjectNode toJson() {
    return Json.object()
        .put("read", read)
        .put("accepted", accepted)
        .put("unchanged", unchanged)
        .put("rejected", rejected)
        .put("sampleRemoved", sampleRemoved)
        .put("seconds", took.toMillis() / 1000.0);
  }
}

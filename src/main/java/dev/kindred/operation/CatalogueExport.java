package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.Change;
import dev.kindred.catalogue.IdFacts;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.disk.NewFile;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Writes the catalogue as NDJSON that an import reads back to the same state: one line a title,
/// with its stored profile and its source, in the order in which the titles were first stored;
/// behind it one line for each id that was merged into it, with what that id says. The same
/// catalogue always gives the same bytes.
///
/// Read in chunks of keys, so that no transaction is long: what is written meanwhile may be in it
/// or not, a title at a time; what was there all along is in it, though titles were merged and
/// split. A title may then have two lines, of which the later holds. Thread-safe.
public final class CatalogueExport {
  private static final int CHUNK = 500;
  private final TitleStore store;

  public CatalogueExport(TitleStore store) {
    this.store = store;
  }

  /// Writes a file, gzip when its name ends in `.gz`; it is there whole or not at all.
  ///
  /// @return how many titles
  /// @throws dev.kindred.catalogue.StoreFullException when the disk is full
  /// @throws IOException when the file cannot be written
  public long toFile(Path file, Progress progress) throws IOException {
    long[] titles = {0};
    NewFile.write(
        file,
        NewFile.Access.AS_USUAL,
        out -> {
          if (file.toString().endsWith(".gz")) {
            GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
            titles[0] = write(gzip, progress);
            gzip.finish();
          } else {
            titles[0] = write(out, progress);
          }
        });
    return titles[0];
  }

  /// Writes to `out`, which stays open.
  ///
  /// @return how many titles
  /// @throws java.io.UncheckedIOException when a title cannot be read; what was written is not
  ///   whole
  public long write(OutputStream out, Progress progress) throws IOException {
    long seq = store.lastSeq();
    progress.start("exporting titles", store.count());
    long titles = 0;
    int after = 0;
    List<IdFacts> chunk = store.facts(after, CHUNK);
    while (!chunk.isEmpty()) {
      long some = write(chunk, out);
      titles += some;
      progress.step(some);
      after = chunk.getLast().key().value();
      chunk = store.facts(after, CHUNK);
    }
    writeChanged(seq, store.lastSeq(), out);
    out.flush();
    progress.end();
    return titles;
  }

  /// Titles that were written meanwhile, again: one that was merged into a title which the walk had
  /// passed is in no chunk.
  private void writeChanged(long after, long last, OutputStream out) throws IOException {
    long seq = after;
    while (seq < last) {
      List<Change> changes = store.changes(seq, CHUNK);
      if (changes.isEmpty()) return;
      for (Change change : changes) {
        List<IdFacts> facts = store.facts(change.key().value() - 1, 1);
        if (!facts.isEmpty() && facts.getFirst().key().equals(change.key())) write(facts, out);
      }
      seq = changes.getLast().seq();
    }
  }

  private static long write(List<IdFacts> chunk, OutputStream out) throws IOException {
    long titles = 0;
    for (IdFacts facts : chunk) {
      out.write(Json.writeBytes(line(facts)));
      out.write('\n');
      if (facts.mergedInto() == null) titles++;
    }
    return titles;
  }

  private static ObjectNode line(IdFacts facts) {
    Title title = facts.title();
    TitleId into = facts.mergedInto();
    ObjectNode line =
        title == null ? Json.object().put("id", facts.id().value()) : TitleJson.write(title);
    if (facts.profile() != null) line.set("profile", facts.profile().toJson());
    if (title != null) line.put("source", facts.source());
    return into == null ? line : line.put("mergedInto", into.value());
  }
}

package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Writes the catalogue as NDJSON that an import reads back to the same state: one line a title,
/// with its stored profile and its source, in the order in which the titles were first stored. The
/// same catalogue always gives the same bytes.
///
/// Read in chunks of keys, so that no transaction is long: what is written meanwhile may be in it
/// or not, a title at a time. Thread-safe.
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
    progress.start("exporting titles", store.count());
    long titles = 0;
    int after = 0;
    List<StoredTitle> chunk = store.page(after, CHUNK);
    while (!chunk.isEmpty()) {
      for (StoredTitle title : chunk) {
        out.write(Json.writeBytes(line(title)));
        out.write('\n');
      }
      titles += chunk.size();
      progress.step(chunk.size());
      after = chunk.getLast().key().value();
      chunk = store.page(after, CHUNK);
    }
    out.flush();
    progress.end();
    return titles;
  }

  private static ObjectNode line(StoredTitle stored) {
    ObjectNode line = TitleJson.write(stored.title());
    if (stored.profile() != null) line.set("profile", stored.profile().toJson());
    return line.put("source", stored.source());
  }
}

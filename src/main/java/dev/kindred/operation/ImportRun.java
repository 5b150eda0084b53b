package dev.kindred.operation;

import dev.kindred.catalogue.Bookmark;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueLine;
import dev.kindred.catalogue.reader.CatalogueLine.BadLine;
import dev.kindred.catalogue.reader.CatalogueLine.LinkedId;
import dev.kindred.catalogue.reader.CatalogueLine.Note;
import dev.kindred.catalogue.reader.CatalogueLine.ReadTitle;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// One run of [CatalogueImport]. Each batch carries the bookmark from the last line of the batch
/// before to its own: the store refuses one whose predecessor failed, so the bookmark never passes
/// over a line that was not written. Used by the importing thread only.
final class ImportRun {
  private static final int BATCH = 250;
  private static final int IN_FLIGHT = 8;

  /// A batch does not wait longer than this to be full, so that an interruption loses little.
  private static final Duration AT_LEAST_EVERY = Duration.ofMillis(250);

  private static final String APART =
      "is no title here, or this id stands for another one already; they stay apart";

  private static final String TAKEN =
      "this id is that of another title already, of another source, which stays; a prefix of the ids"
          + " in a mapping keeps both";

  private record Line(long number, TitleWrite write) {}

  /// Lines on their way to the disk.
  private record Sent(List<Line> lines, CompletableFuture<List<TitleWrite.Outcome>> outcomes) {}

  private final TitleStore store;
  private final TitleWriter writer;
  private final CatalogueFile file;
  private final ImportOptions options;
  private final RejectsFile rejects;
  private final Progress progress;
  private final CatalogueImport.Watcher watcher;
  private final Runnable ownTitles;
  private final long started = System.nanoTime();
  private final Queue<Sent> inFlight = new ArrayDeque<>();
  private List<Line> lines = new ArrayList<>(BATCH);
  private long sentAt = System.nanoTime();

  /// Null for a stream, which cannot be read again.
  private @Nullable String bookmark;

  private long line;
  private long sentLine;
  private long bytes;
  private long read;
  private long accepted;
  private long unchanged;
  private long rejected;
  private long alone;
  private long aloneUnchanged;
  private boolean replacesSample;
  private boolean own;
  private boolean ownTold;
  private long sampleRemoved;
  private long millisBefore;

  ImportRun(
      TitleStore store,
      TitleWriter writer,
      CatalogueFile file,
      ImportOptions options,
      RejectsFile rejects,
      Progress progress,
      CatalogueImport.Watcher watcher,
      Runnable ownTitles) {
    this.store = store;
    this.writer = writer;
    this.file = file;
    this.options = options;
    this.rejects = rejects;
    this.progress = progress;
    this.watcher = watcher;
    this.ownTitles = ownTitles;
  }

  /// Finds where to go on, or begins.
  void begin() throws IOException {
    replacesSample = replacesSample();
    if (file.path().isEmpty()) return;
    String name = ImportName.of(file.path().get(), file, options);
    Optional<Bookmark> found = store.bookmark(name);
    if (found.isPresent()) {
      ImportNote note = ImportNote.of(found.get().note());
      if (goesOn(found.get())) {
        resume(found.get(), note);
      } else {
        replacesSample |= note.replacesSample();
        watcher.restarted(found.get().position());
      }
    }
    if (line == 0) {
      rejects.begin(0);
      store.beginBookmark(name, note().toJson());
    }
    bookmark = name;
  }

  /// The line after which to read.
  long after() {
    return line;
  }

  void take(CatalogueLine next) {
    read++;
    line = next.line();
    switch (next) {
      case BadLine bad -> reject(bad.line(), bad.field(), bad.reason());
      case LinkedId linked ->
          lines.add(new Line(linked.line(), new TitleWrite.Link(linked.id(), linked.of())));
      case ReadTitle title -> {
        for (Note note : title.notes()) rejects.value(title.line(), note.field(), note.reason());
        ContentProfile profile = title.profile();
        if (profile == null) profile = options.profiles().get(title.title().id());
        String source = title.source() == null ? options.source() : title.source();
        if (source.equals(ImportOptions.SAMPLE)) replacesSample = false; // an export of it
        else own = true;
        lines.add(
            new Line(
                title.line(),
                new TitleWrite.Put(
                    title.title(), profile, source, title.mergedInto(), !replacesSample, null)));
      }
    }
    if (lines.size() == BATCH || System.nanoTime() - sentAt >= AT_LEAST_EVERY.toNanos()) {
      send();
      tell();
    }
  }

  /// Writes the rest, after which there is nothing to resume.
  void finish() {
    send();
    settle();
    tell();
    if (bookmark != null) store.removeBookmark(bookmark);
  }

  /// Waits for what is in flight and counts it.
  void settle() {
    while (!inFlight.isEmpty()) settleOne();
    watcher.reached(report());
  }

  ImportReport report() {
    return new ImportReport(
        read, accepted, unchanged, rejected, sampleRemoved, Duration.ofMillis(millis()));
  }

  private boolean goesOn(Bookmark found) {
    if (found.position() == 0) return false;
    return switch (options.resume()) {
      case ALWAYS -> true;
      case WHEN_ALONE -> store.lastSeq() == found.seq();
      case NEVER -> false;
    };
  }

  private void resume(Bookmark found, ImportNote note) {
    line = found.position();
    sentLine = line;
    read = note.read();
    alone = note.alone();
    aloneUnchanged = note.aloneUnchanged();
    accepted = found.written() + alone;
    unchanged = found.unchanged() + aloneUnchanged;
    rejected = read - accepted; // every line up to here is the one or the other
    replacesSample = note.replacesSample();
    sampleRemoved = note.sampleRemoved();
    millisBefore = note.millis();
    rejects.begin(note.rejectsBytes());
    makeWay();
    watcher.resumed(line);
    watcher.reached(report());
  }

  private void send() {
    sentAt = System.nanoTime();
    List<Line> batch = lines;
    lines = new ArrayList<>(BATCH);
    try {
      write(batch);
    } catch (IllegalArgumentException e) {
      writeOneByOne(batch);
      write(List.of());
    }
    while (inFlight.size() > IN_FLIGHT) settleOne();
  }

  private void write(List<Line> batch) {
    Bookmark.Move move = null;
    if (bookmark != null && line > sentLine)
      move = new Bookmark.Move(bookmark, sentLine, line, note().toJson());
    if (batch.isEmpty() && move == null) return;
    inFlight.add(new Sent(batch, writer.write(batch.stream().map(Line::write).toList(), move)));
    sentLine = line;
  }

  /// The store refuses a whole batch for one title in it.
  private void writeOneByOne(List<Line> batch) {
    settle();
    long acceptedBefore = accepted;
    long unchangedBefore = unchanged;
    for (Line one : batch) {
      try {
        inFlight.add(new Sent(List.of(one), writer.write(List.of(one.write()))));
      } catch (IllegalArgumentException e) {
        reject(one.number(), "", String.valueOf(e.getMessage()));
      }
    }
    settle();
    alone += accepted - acceptedBefore;
    aloneUnchanged += unchanged - unchangedBefore;
  }

  private void settleOne() {
    Sent sent = inFlight.remove();
    List<TitleWrite.Outcome> outcomes;
    try {
      outcomes = sent.outcomes().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw e;
    }
    for (int i = 0; i < outcomes.size(); i++) {
      long number = sent.lines().get(i).number();
      TitleWrite.Result result = outcomes.get(i).result();
      if (result == TitleWrite.Result.TAKEN) reject(number, "id", TAKEN);
      else accepted++;
      if (result == TitleWrite.Result.UNCHANGED) unchanged++;
      if (result == TitleWrite.Result.NOT_JOINED) rejects.value(number, "mergedInto", APART);
    }
    makeWay();
  }

  /// What is there to show how it is, goes once the first titles of one's own are durable.
  private void makeWay() {
    if (own && !ownTold && accepted > 0) {
      ownTitles.run();
      ownTold = true;
    }
    if (!replacesSample || accepted == 0) return;
    sampleRemoved += writer.deleteSource(ImportOptions.SAMPLE);
    replacesSample = false;
  }

  private void reject(long number, String field, String reason) {
    rejected++;
    Job.Reject reject = new Job.Reject(number, field, reason);
    rejects.line(reject);
    watcher.rejected(reject);
  }

  private void tell() {
    long now = file.bytesRead();
    progress.step(now - bytes);
    bytes = now;
    watcher.reached(report());
  }

  private ImportNote note() {
    return new ImportNote(
        read, rejects.force(), alone, aloneUnchanged, replacesSample, sampleRemoved, millis());
  }

  private long millis() {
    return millisBefore + (System.nanoTime() - started) / 1_000_000;
  }

  private boolean replacesSample() {
    if (options.sample() == ImportOptions.SampleRule.KEEP
        || options.source().equals(ImportOptions.SAMPLE)) return false;
    Set<String> sources = store.countBySource().keySet();
    return sources.contains(ImportOptions.SAMPLE)
        && Set.of(ImportOptions.SAMPLE, ImportOptions.BY_HAND).containsAll(sources);
  }
}

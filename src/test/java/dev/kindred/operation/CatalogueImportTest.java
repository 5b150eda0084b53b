package dev.kindred.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.StoreFullException;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.catalogue.reader.CatalogueLayout;
import dev.kindred.catalogue.reader.Mapping;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.testing.MemoryTitleStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueImportTest {
  @TempDir private Path folder;
  private final MemoryTitleStore store = new MemoryTitleStore();
  private final CatalogueImport imports =
      new CatalogueImport(store, new TitleWriter(store, () -> {}), () -> {});
  private final List<Job.Reject> rejected = new ArrayList<>();
  private final List<ImportReport> reached = new ArrayList<>();
  private Path rejects = Path.of("");
  private CatalogueLayout layout = CatalogueFormat.KINDRED;
  private long stopAfter = Long.MAX_VALUE;
  private long resumedAt;
  private long restartedAt;

  @BeforeEach
  void nameTheRejects() {
    rejects = folder.resolve("imports").resolve("job.rejects.ndjson");
  }

  @Test
  void importsAFileOnceHoweverOftenItIsImported() throws IOException {
    String lines = lines("t", 1_201);
    ImportReport first = run(lines, ImportOptions.DEFAULT, Progress.SILENT);
    ImportReport second = run(lines, ImportOptions.DEFAULT, Progress.SILENT);

    assertThat(first).isEqualTo(new ImportReport(1_201, 1_201, 0, 0, 0, first.took()));
    assertThat(second).isEqualTo(new ImportReport(1_201, 1_201, 1_201, 0, 0, second.took()));
    assertThat(store.lastSeq()).isEqualTo(1_201);
    assertThat(store.countBySource()).containsOnlyKeys("import").containsValue(1_201L);
    assertThat(reached.getLast().unchanged()).isEqualTo(1_201);
  }

  @Test
  void reportsABadLineWithItsPlaceAndTakesTheOthers() throws IOException {
    String lines =
        line("a", "Alien")
            + "{\"id\":\"b\",\"kind\":\"movie\"}\n"
            + "oops\n"
            + line("c", "Casablanca");
    ImportReport report = run(lines, ImportOptions.DEFAULT, Progress.SILENT);

    assertThat(report).isEqualTo(new ImportReport(4, 2, 0, 2, 0, report.took()));
    assertThat(rejected).extracting(Job.Reject::line).containsExactly(2L, 3L);
    assertThat(rejected.getFirst().field()).isEqualTo("/name");
    assertThat(Files.readAllLines(rejects))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("{\"refused\":\"line\",\"line\":2,\"field\":\"/name\",\"reason\":");
    assertThat(store.count()).isEqualTo(2);
  }

  @Test
  void leavesNoRejectsFileWhenNothingWasRefused() throws IOException {
    run(line("a", "Alien"), ImportOptions.DEFAULT, Progress.SILENT);
    assertThat(rejects).doesNotExist();
  }

  @Test
  void theFirstImportOfOnesOwnReplacesTheSample() throws IOException {
    sample("s1", "s2", "both");
    put("edited", "api");
    ImportReport report =
        run(line("both", "both") + line("a", "Alien"), ImportOptions.DEFAULT, Progress.SILENT);

    assertThat(report.sampleRemoved()).isEqualTo(2);
    assertThat(store.find(new TitleId("s1"))).isEmpty();
    assertThat(store.find(new TitleId("both")))
        .get()
        .extracting(StoredTitle::source)
        .isEqualTo("import");
    assertThat(store.find(new TitleId("edited"))).isPresent();
  }

  @Test
  void aKeptSampleStaysInLaterImportsToo() throws IOException {
    sample("s1");
    ImportOptions keep = ImportOptions.DEFAULT.withSample(ImportOptions.SampleRule.KEEP);
    run(line("a", "Alien"), keep, Progress.SILENT);
    run(line("b", "Brazil"), ImportOptions.DEFAULT, Progress.SILENT);
    assertThat(store.find(new TitleId("s1"))).isPresent();
  }

  @Test
  void aFileWithoutOneGoodLineLeavesTheSample() throws IOException {
    sample("s1");
    run("oops\n", ImportOptions.DEFAULT, Progress.SILENT);
    assertThat(store.find(new TitleId("s1"))).isPresent();
  }

  @Test
  void theSampleDoesNotReplaceItself() throws IOException {
    sample("s1");
    run(line("s2", "s2"), ImportOptions.DEFAULT.withSource(ImportOptions.SAMPLE), Progress.SILENT);
    assertThat(store.countBySource()).containsEntry("sample", 2L);
  }

  @Test
  void countsInBytesOfTheFile() throws IOException {
    String lines = lines("t", 1_700);
    List<Long> totals = new ArrayList<>();
    long[] steps = {0};
    run(
        lines,
        ImportOptions.DEFAULT,
        new Progress() {
          @Override
          public void start(String what, long total) {
            totals.add(total);
          }

          @Override
          public void step(long n) {
            steps[0] += n;
          }

          @Override
          public void end() {}
        });
    assertThat(totals).containsExactly((long) lines.getBytes(StandardCharsets.UTF_8).length);
    assertThat(steps[0]).isEqualTo(totals.getFirst());
  }

  @Test
  void aCancelledImportKeepsWhatItWroteAndSaysHowMuch() {
    Progress cancelled =
        new Progress() {
          private int left = 2;

          @Override
          public void start(String what, long total) {}

          @Override
          public void step(long n) {
            if (--left == 0) throw new CancellationException("enough");
          }

          @Override
          public void end() {}
        };
    assertThatThrownBy(() -> run(lines("t", 5_000), ImportOptions.DEFAULT, cancelled))
        .isInstanceOf(CancellationException.class);
    assertThat(store.count()).isBetween(1L, 4_999L);
    assertThat(reached.getLast().accepted()).isEqualTo(store.count());
  }

  @Test
  void goesOnWhereItWasInterruptedAndCountsNothingTwice() throws IOException {
    String lines = lines("t", 2_000) + "oops\n" + lines("u", 3_000) + "oops again\n";
    interrupt(lines, 500); // and what is in flight then
    long before = store.count();
    long seq = store.lastSeq();
    assertThat(before).isBetween(2_001L, 4_000L);
    rejected.clear();

    ImportReport whole = run(lines, ImportOptions.DEFAULT, Progress.SILENT);
    assertThat(resumedAt).isEqualTo(before + 1); // the refused line too
    assertThat(whole).isEqualTo(new ImportReport(5_002, 5_000, 0, 2, 0, whole.took()));
    assertThat(store.lastSeq()).isEqualTo(5_000);
    assertThat(store.changes(seq, 1)).hasSize(1);
    assertThat(rejected).extracting(Job.Reject::line).containsExactly(5_002L);
    assertThat(Files.readAllLines(rejects))
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).contains("\"line\":2001,"),
            second -> assertThat(second).contains("\"line\":5002,"));
  }

  @Test
  void whatIsDoneIsNotResumed() throws IOException {
    String lines = lines("t", 1_000);
    interrupt(lines, 500);
    run(lines, ImportOptions.DEFAULT, Progress.SILENT);
    resumedAt = 0;
    ImportReport again = run(lines, ImportOptions.DEFAULT, Progress.SILENT);
    assertThat(resumedAt).isZero();
    assertThat(again.changesNothing()).isTrue();
    assertThat(again.inWords()).contains("1,000 accepted (nothing changed)");
  }

  @Test
  void beginsAnewWhenSomebodyElseHasWrittenUnlessToldToGoOn() throws IOException {
    String lines = lines("t", 9_000);
    interrupt(lines, 1_000);
    store.write(List.of(new TitleWrite.Delete(new TitleId("t1"), null))).join();
    interrupt(lines, 4_000);
    assertThat(resumedAt).isZero();
    assertThat(restartedAt).isBetween(1_000L, 3_999L);
    assertThat(store.find(new TitleId("t1"))).isPresent();

    put("by hand", "api");
    run(lines, ImportOptions.DEFAULT.withResume(ImportOptions.ResumeRule.ALWAYS), Progress.SILENT);
    assertThat(resumedAt).isBetween(4_000L, 8_000L);
    assertThat(store.count()).isEqualTo(9_001);
  }

  @Test
  void anotherFileOrOtherOptionsAreAnotherImport() throws IOException {
    String lines = lines("t", 4_000);
    interrupt(lines, 1_000);
    run(lines.replace("t 1\"", "t one\""), ImportOptions.DEFAULT, Progress.SILENT);
    assertThat(store.find(new TitleId("t1")).orElseThrow().title().name()).isEqualTo("t one");
    run(lines, ImportOptions.DEFAULT.withSource("other"), Progress.SILENT);
    assertThat(resumedAt).isZero();
    assertThat(store.countBySource()).containsExactly(Map.entry("other", 4_000L));
  }

  @Test
  void theSampleMakesWayThoughTheFirstRunWasInterruptedBefore() throws IOException {
    sample("s1", "s2");
    String lines = lines("t", 1_000);
    store.failDeletes(new IllegalStateException("killed"));
    assertThatThrownBy(() -> run(lines, ImportOptions.DEFAULT, Progress.SILENT))
        .hasMessage("killed");
    store.failDeletes(null);
    ImportReport report = run(lines, ImportOptions.DEFAULT, Progress.SILENT);
    assertThat(report.sampleRemoved()).isEqualTo(2);
    assertThat(store.count()).isEqualTo(1_000);
  }

  @Test
  void aBatchThatFailsIsNotPassedOver() throws IOException {
    String lines = lines("t", 3_000);
    store.failWriteOf(new TitleId("t1200"), new StoreFullException("full", new IOException()));
    assertThatThrownBy(() -> run(lines, ImportOptions.DEFAULT, Progress.SILENT))
        .isInstanceOf(StoreFullException.class);
    store.failWriteOf(null, null);
    run(lines, ImportOptions.DEFAULT, Progress.SILENT);
    assertThat(resumedAt).isBetween(900L, 1_199L);
    assertThat(store.count()).isEqualTo(3_000);
  }

  @Test
  void goesOnThroughAMappingWhoseRecordsSpanLines() throws IOException {
    layout =
        Mapping.read(
            """
            format: csv
            fields: {id: {from: code, prefix: f-}, kind: {constant: movie}, name: film, synopsis: plot}
            """);
    StringBuilder csv = new StringBuilder("code,film,plot\n");
    for (int i = 1; i <= 6_000; i++)
      csv.append(i)
          .append(i % 7 == 0 ? ",\"Film, " + i + "\",\"two\nlines\"\n" : ",Film " + i + ",one\n");
    csv.append("6001,,nameless\n");
    interrupt(csv.toString(), 1_000);
    long before = store.count();
    assertThat(before).isBetween(1_001L, 5_999L);

    ImportReport whole = run(csv.toString(), ImportOptions.DEFAULT, Progress.SILENT);
    assertThat(resumedAt).isGreaterThan(before); // in lines, of which some records have two
    assertThat(whole).isEqualTo(new ImportReport(6_001, 6_000, 0, 1, 0, whole.took()));
    assertThat(store.lastSeq()).isEqualTo(6_000); // none was written twice
    for (int i = 1; i <= 6_000; i++) {
      Title title = store.find(new TitleId("f-" + i)).orElseThrow().title();
      assertThat(title.synopsis()).isEqualTo(i % 7 == 0 ? "two\nlines" : "one");
    }
  }

  /// Imports until more than `titles` were taken, then breaks off.
  private void interrupt(String lines, long titles) {
    stopAfter = titles;
    assertThatThrownBy(() -> run(lines, ImportOptions.DEFAULT, Progress.SILENT))
        .isInstanceOf(CancellationException.class);
    stopAfter = Long.MAX_VALUE;
  }

  @Test
  void aFullDiskComesOutAsSuch() {
    store.failWrites(new StoreFullException("the disk is full", new IOException()));
    assertThatThrownBy(() -> run(line("a", "Alien"), ImportOptions.DEFAULT, Progress.SILENT))
        .isInstanceOf(StoreFullException.class);
  }

  private ImportReport run(String lines, ImportOptions options, Progress progress)
      throws IOException {
    Path file = Files.writeString(folder.resolve("catalogue.ndjson"), lines);
    try (CatalogueFile catalogue = CatalogueFile.open(file, layout);
        RejectsFile refused = new RejectsFile(rejects)) {
      return imports.run(
          catalogue,
          options,
          refused,
          progress,
          new CatalogueImport.Watcher() {
            @Override
            public void resumed(long line) {
              resumedAt = line;
            }

            @Override
            public void restarted(long line) {
              restartedAt = line;
            }

            @Override
            public void reached(ImportReport soFar) {
              reached.add(soFar);
              if (soFar.accepted() >= stopAfter) {
                stopAfter = Long.MAX_VALUE;
                throw new CancellationException("interrupted");
              }
            }

            @Override
            public void rejected(Job.Reject reject) {
              rejected.add(reject);
            }
          });
    }
  }

  @Test
  void aRowUnderTheIdOfAnotherTitleOfAnotherSourceIsRefusedWithTheWayOut() throws IOException {
    run(
        dated("1", "Cowboy Bebop", 1998),
        ImportOptions.DEFAULT.withSource("anime"),
        Progress.SILENT);
    String tv = dated("1", "Under the Dome", 2013) + dated("2", "Person of Interest", 2011);
    ImportReport report = run(tv, ImportOptions.DEFAULT.withSource("tv"), Progress.SILENT);
    assertThat(report).isEqualTo(new ImportReport(2, 1, 0, 1, 0, report.took()));
    assertThat(rejected)
        .singleElement()
        .satisfies(reject -> {
          assertThat(reject.line()).isEqualTo(1);
          assertThat(reject.field()).isEqualTo("id");
          assertThat(reject.reason()).contains("of another source, which stays").contains("prefix");
        });
    assertThat(store.find(new TitleId("1")).orElseThrow().title().name()).isEqualTo("Cowboy Bebop");
  }

  private static String dated(String id, String name, int year) {
    return line(id, name).replace("}", ",\"year\":" + year + "}");
  }

  private void sample(String... ids) {
    for (String id : ids) put(id, ImportOptions.SAMPLE);
  }

  private void put(String id, String source) {
    Title title = Title.builder(new TitleId(id), Title.Kind.MOVIE, id).build();
    store.write(List.of(new TitleWrite.Put(title, null, source, null))).join();
  }

  static String lines(String prefix, int n) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(i -> line(prefix + i, prefix + " " + i))
        .collect(Collectors.joining());
  }

  static String line(String id, String name) {
    return "{\"id\":\"" + id + "\",\"kind\":\"movie\",\"name\":\"" + name + "\"}\n";
  }
}

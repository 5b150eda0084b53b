package dev.kindred.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.app.Catalogue;
import dev.kindred.app.StartException;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.json.Json;
import dev.kindred.operation.CatalogueImport;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.ImportOptions;
import dev.kindred.operation.ImportReport;
import dev.kindred.operation.Job;
import dev.kindred.operation.RejectsFile;
import dev.kindred.storage.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `kindred import`: puts catalogue files into the store, and brings the index up unless a server
/// that owns it will.
@Command(
    name = "import",
    description =
        "Imports catalogue files, gzip or not. The first import replaces the bundled sample catalogue.")
final class ImportCommand extends KindredCommand implements Callable<Integer> {

  private static final String AUTO = "auto";

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to import, in this order.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "auto",
      description = "auto, kindred, netflix, tmdb or movielens; default: ${DEFAULT-VALUE}.")
  private String format = AUTO;

  @Option(names = "--keep-sample", description = "Keep the bundled sample titles beside your own.")
  private boolean keepSample;

  @Option(
      names = "--no-embed",
      description = "Compute no vectors: titles without cached ones are found by their words only.")
  private boolean noEmbed;

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "Write the figures to this file as JSON.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException {
    Optional<CatalogueFormat> known = known();
    for (Path file : files) {
      if (!Files.isReadable(file)) throw new StartException(file + " cannot be read");
    }
    Settings settings = data.settings();
    DataFolder folder = data.folder(settings).create();
    PrintWriter out = out();
    long started = System.nanoTime();
    ImportReport total;
    Optional<DataFolder.IndexLock> lock = folder.lockIndex();
    try (ConsoleProgress progress = ConsoleProgress.on(err())) {
      if (lock.isEmpty()) {
        try (Database database = Database.open(folder.root())) {
          total = importAll(database, folder, known, progress);
        }
        out.println(
            "The server that owns the index ("
                + folder.indexOwner().orElse("another process")
                + ") takes them in now.");
      } else {
        try (DataFolder.IndexLock _ = lock.get();
            Catalogue catalogue =
                new Catalogue(
                    settings,
                    folder,
                    data.bundled(),
                    noEmbed
                        ? TitleVectors.Embedding.CACHED_ONLY
                        : TitleVectors.Embedding.COMPUTED)) {
          if (keepSample) catalogue.seed(progress);
          total = importAll(catalogue.database(), folder, known, progress);
          catalogue.openIndex(progress);
          catalogue.generations().catchUp(progress);
          out.printf(Locale.ROOT, "The index holds %,d titles.%n", catalogue.generations().size());
        }
      }
    }
    ObjectNode figures =
        total
            .toJson()
            .put("seconds", Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0);
    if (json != null) Files.write(json, Json.writeBytes(figures));
    return total.accepted() == 0 && total.rejected() > 0 ? 1 : 0;
  }

  private ImportReport importAll(
      Database database, DataFolder folder, Optional<CatalogueFormat> known, Progress progress)
      throws IOException {
    PrintWriter out = out();
    CatalogueImport imports =
        new CatalogueImport(database.titles(), new TitleWriter(database.titles(), () -> {}));
    ImportReport total = ImportReport.NONE;
    for (Path file : files) {
      ImportOptions options =
          ImportOptions.DEFAULT
              .withSource(file.getFileName().toString())
              .withSample(
                  keepSample ? ImportOptions.SampleRule.KEEP : ImportOptions.SampleRule.REPLACE);
      String name = "import-" + file.getFileName();
      Files.deleteIfExists(folder.rejects(name));
      ImportReport report;
      try (CatalogueFile in =
              known.isPresent() ? CatalogueFile.open(file, known.get()) : CatalogueFile.open(file);
          RejectsFile rejects = new RejectsFile(folder.rejects(name))) {
        report = imports.run(in, options, rejects, progress, new Rejections(err()));
      }
      out.printf(
          Locale.ROOT,
          "%s: read %,d, accepted %,d (%,d unchanged), rejected %,d, in %.1f s%n",
          file.getFileName(),
          report.read(),
          report.accepted(),
          report.unchanged(),
          report.rejected(),
          report.took().toMillis() / 1000.0);
      if (report.sampleRemoved() > 0) {
        out.printf(
            Locale.ROOT,
            "The %,d sample titles made way (--keep-sample keeps them).%n",
            report.sampleRemoved());
      }
      if (report.rejected() > 0) out.println("Refused lines: " + folder.rejects(name));
      total = total.and(report);
    }
    return total;
  }

  /// The format that `--format` names; empty when it is to be told from the content.
  private Optional<CatalogueFormat> known() {
    if (format.equalsIgnoreCase(AUTO)) return Optional.empty();
    for (CatalogueFormat known : CatalogueFormat.values()) {
      if (known.name().equalsIgnoreCase(format)) return Optional.of(known);
    }
    throw new ParameterException(
        spec().commandLine(),
        "--format must be auto, kindred, netflix, tmdb or movielens, got " + format);
  }

  /// Shows the first few refused lines.
  private static final class Rejections implements CatalogueImport.Watcher {
    private static final int SHOWN = 5;
    private final PrintWriter out;
    private int shown;

    Rejections(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void reached(ImportReport soFar) {}

    @Override
    public void rejected(Job.Reject reject) {
      if (shown++ >= SHOWN) return;
      String field = reject.field().isEmpty() ? "" : ", " + reject.field();
      out.println("Line " + reject.line() + field + ": " + reject.reason());
    }
  }
}

package dev.kindred.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.app.Catalogue;
import dev.kindred.app.StartException;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.catalogue.reader.CatalogueLayout;
import dev.kindred.catalogue.reader.Mapping;
import dev.kindred.catalogue.reader.MappingGuess;
import dev.kindred.config.Settings;
import dev.kindred.feedback.EventStore;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.json.Fault;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.operation.CatalogueImport;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.ImportOptions;
import dev.kindred.operation.ImportReport;
import dev.kindred.operation.Job;
import dev.kindred.operation.RejectsFile;
import dev.kindred.storage.Database;
import dev.kindred.storage.EventDatabase;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `kindred import`: puts catalogue files into the store, and brings the index up unless a server
/// that owns it will.
@Command(
    name = "import",
    description =
        "Imports catalogue files, gzip or not. The first import replaces the bundled sample catalogue.",
    footerHeading = "%nA mapping (YAML):%n",
    footer = {
      "  format      csv, tsv or jsonl",
      "  separator   other than the format's, one to three characters",
      "  quotes      false when double quotes mean nothing",
      "  columns     [names] when there is no header",
      "  absent      [texts] that mean that there is no value, such as N/A",
      "  fields      title field: column, or title field: {key: value, ...} with the keys",
      "    from      the column, or a path into JSON (credits.cast.name); [several] for a list",
      "    else      a column read when that is blank",
      "    constant  a text for every row, instead of from",
      "    json      the path to take inside a cell that holds JSON, or a list as Python",
      "              prints it; . is the whole",
      "    where     {name: value} that the object around it must hold",
      "    split     the separator between the values of a list",
      "    html      true when the text holds tags and entities to be taken away",
      "    part      name, aliases, year or endYear of a name such as \"Heat (1995)\"",
      "    pattern   a regular expression; its first group is taken",
      "    values    {text: replacement}, whatever the case; \"\" drops it",
      "    date      the shape of a date, such as d/M/uuuu",
      "    prefix    a text put before, as for ids",
      "    default   a text for rows that have none",
      "    as        text, texts, number, date or flag: the type of an attribute",
      "    derive    [title fields] that an id is made of when the row has none",
      "Title fields are those of title JSON, with a dot inside: people.director,",
      "rating.average, links.imdb, attributes.NAME. name and kind are required.",
      "Begin one with: kindred import --guess FILE > mapping.yaml"
    })
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

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description =
          "Which column becomes which field: YAML, best begun with --guess; its keys are in the README.")
  private @Nullable Path mapping;

  @Option(
      names = "--guess",
      description =
          "Import nothing: write a mapping for the one FILE, proposed from its first rows, to standard output.")
  private boolean guess;

  @Option(names = "--keep-sample", description = "Keep the bundled sample titles beside your own.")
  private boolean keepSample;

  @Option(
      names = "--no-embed",
      description = "Compute no vectors: titles without cached ones are found by their words only.")
  private boolean noEmbed;

  @Option(
      names = "--resume",
      description =
          "Go on where an interrupted import of the same file stopped, whoever has written since; "
              + "without it only if nobody has.")
  private boolean resume;

  @Option(
      names = "--restart",
      description = "Begin anew even if an interrupted import could go on.")
  private boolean restart;

  @Mixin private final FiguresOption json = new FiguresOption();

  @Override
  public Integer call() throws IOException {
    Optional<CatalogueLayout> known = known();
    if (resume && restart)
      throw new ParameterException(
          spec().commandLine(), "--resume and --restart contradict each other");
    for (Path file : files) {
      if (!Files.isReadable(file)) throw new StartException(file + " cannot be read");
    }
    if (guess) return guessed();
    Settings settings = data.settings();
    DataFolder folder = data.folder(settings).create();
    PrintWriter out = out();
    long started = System.nanoTime();
    ImportReport total;
    Optional<DataFolder.IndexLock> lock = folder.lockIndex();
    try (ConsoleProgress progress = ConsoleProgress.on(err())) {
      if (lock.isEmpty()) {
        try (Database database = Database.open(folder);
            EventDatabase events = EventDatabase.open(folder.root())) {
          total = importAll(database, events.events(), folder, known, progress);
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
          total =
              importAll(
                  catalogue.database(),
                  catalogue.eventDatabase().events(),
                  folder,
                  known,
                  progress);
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
    json.write(figures);
    return total.accepted() == 0 && total.rejected() > 0 ? 1 : 0;
  }

  private ImportReport importAll(
      Database database,
      EventStore events,
      DataFolder folder,
      Optional<CatalogueLayout> known,
      Progress progress)
      throws IOException {
    PrintWriter out = out();
    CatalogueImport imports =
        new CatalogueImport(
            database.titles(),
            new TitleWriter(database.titles(), () -> {}),
            () -> events.simulate(List.of()).join());
    ImportReport total = ImportReport.NONE;
    for (Path file : files) {
      ImportOptions options =
          ImportOptions.DEFAULT
              .withSource(file.getFileName().toString())
              .withSample(
                  keepSample ? ImportOptions.SampleRule.KEEP : ImportOptions.SampleRule.REPLACE)
              .withResume(resumeRule());
      String name = "import-" + file.getFileName();
      ImportReport report;
      try (CatalogueFile in =
              known.isPresent() ? CatalogueFile.open(file, known.get()) : CatalogueFile.open(file);
          RejectsFile rejects = new RejectsFile(folder.rejects(name))) {
        report = imports.run(in, options, rejects, progress, new Rejections(err()));
        out.println(file.getFileName() + ": " + report.inWords() + rejects.valuesInWords());
        if (report.sampleRemoved() > 0)
          out.println("(--keep-sample keeps the bundled titles beside your own.)");
        if (report.rejected() > 0 || rejects.hasValues())
          out.println("Refused lines and values, with the reasons: " + folder.rejects(name));
      }
      total = total.and(report);
    }
    return total;
  }

  private int guessed() throws IOException {
    if (files.size() > 1 || mapping != null)
      throw new ParameterException(
          spec().commandLine(), "--guess takes one FILE and goes without --mapping");
    out().print(MappingGuess.of(files.getFirst()));
    out().flush();
    return 0;
  }

  /// What `--format` or `--mapping` names; empty when it is to be told from the content.
  private Optional<CatalogueLayout> known() throws IOException {
    boolean auto = format.equalsIgnoreCase(AUTO);
    if (mapping != null) {
      if (auto) return Optional.of(mapping(mapping));
      throw new ParameterException(
          spec().commandLine(), "--mapping says the format; leave --format out");
    }
    if (auto) return Optional.empty();
    for (CatalogueFormat known : CatalogueFormat.values()) {
      if (known.name().equalsIgnoreCase(format)) return Optional.of(known);
    }
    throw new ParameterException(
        spec().commandLine(),
        "--format must be auto, kindred, netflix, tmdb or movielens, got " + format);
  }

  private ImportOptions.ResumeRule resumeRule() {
    if (resume) return ImportOptions.ResumeRule.ALWAYS;
    return restart ? ImportOptions.ResumeRule.NEVER : ImportOptions.ResumeRule.WHEN_ALONE;
  }

  private static Mapping mapping(Path file) throws IOException {
    if (!Files.isReadable(file)) throw new StartException(file + " cannot be read");
    if (Files.size(file) > 4L * Mapping.MAX_LENGTH)
      throw new StartException(
          file
              + " is too long for a mapping, which has at most "
              + Mapping.MAX_LENGTH
              + " characters");
    try {
      return Mapping.read(Json.decode(Files.readAllBytes(file)));
    } catch (InvalidJsonException e) {
      StringBuilder faults = new StringBuilder("the mapping " + file + " is refused:");
      for (Fault fault : e.faults()) {
        String key =
            fault.pointer().isEmpty() ? "" : fault.pointer().substring(1).replace('/', '.');
        faults.append("\n  ").append(key.isEmpty() ? "" : key + ": ").append(fault.detail());
      }
      throw new StartException(faults.toString());
    }
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
    public void resumed(long line) {
      out.printf(
          Locale.ROOT,
          "Going on after line %,d, where this import was interrupted (--restart begins anew).%n",
          line);
    }

    @Override
    public void restarted(long line) {
      out.printf(
          Locale.ROOT,
          "Beginning anew, though an interrupted import got to line %,d: the catalogue was written "
              + "to since (--resume goes on there).%n",
          line);
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

package dev.kindred.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.app.StartException;
import dev.kindred.config.Settings;
import dev.kindred.feedback.EventRecorder;
import dev.kindred.feedback.reader.RatingsFormat;
import dev.kindred.feedback.reader.UsersFile;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.RatingsImport;
import dev.kindred.operation.RatingsImport.Report;
import dev.kindred.operation.RatingsImport.Source;
import dev.kindred.operation.UsersImport;
import dev.kindred.storage.Database;
import dev.kindred.storage.EventDatabase;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `kindred import-events`: ratings files into the store of events.
@Command(
    name = "import-events",
    description = {
      "Records the ratings of a file as events; importing it again changes nothing.",
      "A title of the file is the one of that id, the one that the links file leads to, or the one",
      "that has it as links.movielens. Works beside a running server."
    })
final class ImportEventsCommand extends KindredCommand implements Callable<Integer> {
  private static final String AUTO = "auto";
  private static final int REASONS = 10;

  @Parameters(paramLabel = "FILE", description = "Ratings, gzip or not.")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = AUTO,
      description = "auto, ml-1m, ml-100k, ml-latest or csv; default: ${DEFAULT-VALUE}.")
  private String format = AUTO;

  @Option(
      names = "--links",
      paramLabel = "FILE",
      description = "A MovieLens links.csv: movieId,imdbId,tmdbId; gzip or not.")
  private @Nullable Path links;

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description = {
        "Who the users are, for ages and genders: MovieLens 1M's users.dat or 100k's u.user, gzip or",
        "not; default: such a file beside FILE, when there is one."
      })
  private @Nullable Path users;

  @Option(
      names = "--scale",
      defaultValue = "5",
      description = "The best rating there is; default: ${DEFAULT-VALUE}.")
  private double scale = 5;

  @Option(
      names = "--user-prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Put before the users of the file, to keep them apart from your own.")
  private String userPrefix = "";

  @Mixin private final FiguresOption json = new FiguresOption();

  @Override
  public Integer call() throws IOException {
    Optional<RatingsFormat> known = known();
    if (!(scale > 0 && scale <= 1_000))
      throw new ParameterException(
          spec().commandLine(), "--scale must be above 0 and up to 1000, got " + scale);
    if (!Files.isReadable(file)) throw new StartException(file + " cannot be read");
    if (users != null && !Files.isReadable(users))
      throw new StartException(users + " cannot be read");
    Map<String, Map<Source, String>> elsewhere =
        links == null ? Map.of() : RatingsImport.links(lines(links));
    Settings settings = data.settings();
    DataFolder folder = data.folder(settings).create();
    long started = System.nanoTime();
    Path told = users == null ? UsersFile.beside(file).orElse(null) : users;
    Report report;
    UsersImport.Report described = null;
    try (Database database = Database.open(folder.root());
        EventDatabase events = EventDatabase.open(folder.root());
        ConsoleProgress progress = ConsoleProgress.on(err())) {
      EventRecorder recorder =
          new EventRecorder(
              database.titles(),
              events.events(),
              settings.events().clockSkew(),
              Clock.systemUTC(),
              _ -> {});
      report =
          new RatingsImport(database.titles(), recorder, scale, userPrefix)
              .run(file, known, elsewhere, progress, reasons());
      if (told != null)
        described = new UsersImport(events.users(), userPrefix).run(told, reasons());
    }
    double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1_000.0;
    out()
        .printf(
            Locale.ROOT,
            "%s: %,d lines read as %s, %,d events recorded, %,d known before, %,d of titles not in the catalogue, %,d rejected; %.1f s.%n",
            file.getFileName(),
            report.read(),
            report.format().label(),
            report.accepted(),
            report.duplicates(),
            report.unknownTitles(),
            report.rejected(),
            seconds);
    ObjectNode figures = report.toJson().put("seconds", seconds);
    if (told != null && described != null) {
      out()
          .printf(
              Locale.ROOT,
              "%s: %,d users described, %,d known before, %,d without ratings, %,d rejected.%n",
              told.getFileName(),
              described.described(),
              described.unchanged(),
              described.unknown(),
              described.rejected());
      figures.set("users", described.toJson());
    }
    json.write(figures);
    return report.accepted() + report.duplicates() == 0 && report.read() > 0 ? 1 : 0;
  }

  private Optional<RatingsFormat> known() {
    if (format.equals(AUTO)) return Optional.empty();
    return Optional.of(
        Arrays.stream(RatingsFormat.values())
            .filter(one -> one.label().equals(format))
            .findFirst()
            .orElseThrow(() ->
                new ParameterException(
                    spec().commandLine(),
                    "--format must be auto, "
                        + Arrays.stream(RatingsFormat.values())
                            .map(RatingsFormat::label)
                            .collect(Collectors.joining(", "))
                        + ", got "
                        + format)));
  }

  /// The first few reasons, each once they come.
  private Consumer<String> reasons() {
    AtomicInteger told = new AtomicInteger();
    return reason -> {
      int number = told.incrementAndGet();
      if (number <= REASONS) err().println(reason);
      if (number == REASONS + 1) err().println("(and more)");
    };
  }

  private static List<String> lines(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean gzip = bytes.length > 1 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    try (InputStream in =
        gzip
            ? new GZIPInputStream(new ByteArrayInputStream(bytes))
            : new BufferedInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}

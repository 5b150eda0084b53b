package dev.kindred.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.duplicates.DuplicateFinder;
import dev.kindred.catalogue.duplicates.DuplicateOptions;
import dev.kindred.catalogue.duplicates.DuplicateReport;
import dev.kindred.catalogue.duplicates.LikelyDuplicate;
import dev.kindred.catalogue.duplicates.LikelyDuplicate.Side;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.storage.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `kindred duplicates`: the titles that are likely the same one.
@Command(
    name = "duplicates",
    description = "Lists titles that are likely the same one, with the evidence. Merges nothing.")
final class DuplicatesCommand extends KindredCommand implements Callable<Integer> {

  @Option(
      names = "--min-score",
      paramLabel = "X",
      defaultValue = "0.95",
      description = "Least probability, 0 to 1; default: ${DEFAULT-VALUE}.")
  private double minScore = DuplicateOptions.DEFAULT.minScore();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Most pairs; default: ${DEFAULT-VALUE}.")
  private int limit = DuplicateOptions.DEFAULT.limit();

  @Option(names = "--json", paramLabel = "OUT", description = "Write the pairs to this file.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException {
    DuplicateOptions options = options();
    DataFolder folder = data.folder(data.settings()).create();
    long started = System.nanoTime();
    DuplicateReport report;
    try (Database database = Database.open(folder)) {
      report = new DuplicateFinder(database.titles()).find(options);
    }
    double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
    PrintWriter out = out();
    for (LikelyDuplicate pair : report.pairs()) out.println(line(pair));
    if (!report.pairs().isEmpty()) out.println("To merge two: kindred merge KEEP DROP");
    out.printf(
        Locale.ROOT,
        "%,d titles, %,d pairs compared, %,d likely the same (%,d shown), in %.1f s%n",
        report.titles(),
        report.compared(),
        report.found(),
        report.pairs().size(),
        seconds);
    if (report.notCompared() > 0)
      out.printf(
          Locale.ROOT,
          "%,d pairs were not compared: too many titles bear their name.%n",
          report.notCompared());
    if (json != null) Files.write(json, Json.writeBytes(json(report, seconds)));
    return 0;
  }

  private DuplicateOptions options() {
    try {
      return new DuplicateOptions(minScore, limit);
    } catch (IllegalArgumentException e) {
      String option = String.valueOf(e.getMessage()).replaceFirst("^minScore", "min-score");
      throw new ParameterException(spec().commandLine(), "--" + option, e);
    }
  }

  private static String line(LikelyDuplicate pair) {
    String evidence =
        pair.evidence().stream()
            .map(one -> Json.name(one.sign()) + String.format(Locale.ROOT, " %+.1f", one.bits()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%.4f  %s = %s  (%s)",
        floor(pair.score()),
        side(pair.first()),
        side(pair.second()),
        evidence);
  }

  private static double floor(double score) {
    return Math.floor(score * 1e4) / 1e4;
  }

  private static String side(Side side) {
    String year = side.year() == null ? "" : ", " + side.year();
    return side.id() + " \"" + side.name() + "\"" + year;
  }

  private static ObjectNode json(DuplicateReport report, double seconds) {
    ObjectNode out =
        Json.object()
            .put("titles", report.titles())
            .put("compared", report.compared())
            .put("notCompared", report.notCompared())
            .put("found", report.found())
            .put("seconds", seconds);
    ArrayNode pairs = out.putArray("pairs");
    for (LikelyDuplicate pair : report.pairs()) pairs.add(pair.toJson());
    return out;
  }
}

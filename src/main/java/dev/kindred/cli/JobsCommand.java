package dev.kindred.cli;

import dev.kindred.app.StartException;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.Job;
import dev.kindred.operation.JobStore;
import dev.kindred.operation.Jobs;
import dev.kindred.storage.Database;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kindred jobs`: the long work of a server, as the store has it: at most half a second old.
@Command(name = "jobs", description = "Lists imports, rebuilds and backups, shows or cancels one.")
final class JobsCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec().commandLine(), "one of list, show and cancel is missing");
  }

  @Command(name = "list", description = "Lists the jobs, the newest first.")
  int list(
      @Mixin DataOption data,
      @Option(
              names = "--limit",
              defaultValue = "20",
              paramLabel = "N",
              description = "How many at most; default 20.")
          int limit) {
    if (limit < 1)
      throw new ParameterException(spec().commandLine(), "--limit must be 1 or more, got " + limit);
    try (Database database = Database.open(existing(data))) {
      for (Job job : database.jobs().page("", limit)) print(job);
    }
    return 0;
  }

  @Command(name = "show", description = "Shows one job with the first lines that it refused.")
  int show(@Mixin DataOption data, @Parameters(paramLabel = "ID") String id) {
    try (Database database = Database.open(existing(data))) {
      Job job = find(database.jobs(), id);
      print(job);
      PrintWriter out = spec().commandLine().getOut();
      out.printf(
          Locale.ROOT,
          "%,d accepted, %,d of them unchanged, %,d rejected%n",
          job.accepted(),
          job.unchanged(),
          job.rejected());
      for (Job.Reject reject : job.rejects())
        out.println("Line " + reject.line() + ": " + reject.field() + " " + reject.reason());
    }
    return 0;
  }

  @Command(
      name = "cancel",
      description = {
        "Cancels a job that was interrupted, so that the next start does not go on with it.",
        "While a server runs it is asked instead: DELETE /v1/jobs/ID"
      })
  int cancel(@Mixin DataOption data, @Parameters(paramLabel = "ID") String id) {
    DataFolder folder = existing(data);
    try (DataFolder.IndexLock _ = OwnIndex.lock(folder, "DELETE /v1/jobs/" + id);
        Database database = Database.open(folder)) {
      Job job = find(database.jobs(), id);
      if (!Jobs.cancelLeft(database.jobs(), id, Instant.now()))
        throw new StartException("job " + id + " is " + Json.name(job.state()) + " already");
      print(find(database.jobs(), id));
    }
    return 0;
  }

  private static DataFolder existing(DataOption data) {
    return KindredCommand.existing(data);
  }

  private static Job find(JobStore jobs, String id) {
    return jobs.find(id).orElseThrow(() -> new StartException("there is no job " + id));
  }

  private void print(Job job) {
    Long total = job.total();
    boolean over = job.finishedAt() != null;
    spec()
        .commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s\t%s\t%s\t%s\t%s%s%n",
            job.id(),
            Json.name(job.kind()),
            Json.name(job.state()),
            job.subject(),
            over || total == null || total == 0
                ? ""
                : String.format(Locale.ROOT, "%.0f %% of ", 100.0 * job.done() / total),
            job.detail() == null ? "" : job.detail());
  }

  private CommandSpec spec() {
    if (spec == null) throw new IllegalStateException("a command runs through picocli");
    return spec;
  }
}

package dev.kindred.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.app.Catalogue;
import dev.kindred.app.StartException;
import dev.kindred.config.Settings;
import dev.kindred.enrichment.LlmProfiler;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.ingestion.TitleWriter;
import dev.kindred.json.Json;
import dev.kindred.llm.Budget;
import dev.kindred.llm.Chat;
import dev.kindred.llm.Instructions;
import dev.kindred.llm.LlmOptions;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.EnrichOptions;
import dev.kindred.operation.EnrichPlan;
import dev.kindred.operation.EnrichReport;
import dev.kindred.operation.Enrichment;
import dev.kindred.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `kindred enrich`: has a language model write content profiles, and brings the index up unless a
/// server that owns it will.
@Command(
    name = "enrich",
    description = {
      "Has a language model write the content profiles of titles that have none, or one from other facts.",
      "The model is named in the settings (llm.*). Ctrl-C stops; the next run goes on."
    })
final class EnrichCommand extends KindredCommand implements Callable<Integer> {
  /// How long Ctrl-C waits for the run to end in good order.
  private static final int GRACE_SECONDS = 20;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Most titles, the best known first; default: all.")
  private long limit;

  @Option(
      names = "--dry-run",
      description = "Only tell how many calls and tokens it takes; nothing is sent.")
  private boolean dryRun;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Titles at a time; default: llm.concurrency.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--retry-failed",
      description =
          "Ask first about titles whose profile was refused before; else they are skipped.")
  private boolean retryFailed;

  @Option(
      names = "--stop-after",
      paramLabel = "N",
      defaultValue = "10",
      description = "Stop after as many failures in a row; default: ${DEFAULT-VALUE}.")
  private int stopAfter = EnrichOptions.DEFAULT.stopAfter();

  @Option(
      names = "--max-calls",
      paramLabel = "N",
      description = "Send no more calls than these; default: llm.budget.calls.")
  private @Nullable Long maxCalls;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Spend no more tokens than these; default: llm.budget.tokens.")
  private @Nullable Long maxTokens;

  @Mixin private final FiguresOption json = new FiguresOption();

  @Override
  public Integer call() throws IOException {
    Settings settings = data.settings();
    LlmOptions llm = model(settings.llm());
    EnrichOptions options = options(llm);
    DataFolder folder = existing();
    Instructions how = Instructions.read(data.bundled().prompts(), LlmProfiler.PROMPT);
    ObjectNode figures = Json.object();
    int exit = 0;
    try (ConsoleProgress progress = ConsoleProgress.on(err())) {
      try (Database database = Database.open(folder);
          Chat chat = new Chat(llm, new Budget(llm.budget()))) {
        Enrichment enrichment =
            new Enrichment(
                database.titles(),
                new TitleWriter(database.titles(), () -> {}),
                chat,
                how,
                settings.index().options().language(),
                folder.failedProfiles(),
                Clock.systemUTC());
        EnrichPlan plan = enrichment.plan(options, progress);
        figures.set("estimate", plan.toJson());
        tell(plan, llm);
        if (!dryRun && plan.calls() > 0)
          exit = run(enrichment, plan, options, progress, folder, figures);
      }
      if (figures.path("result").path("written").asLong() > 0 && exit != INTERRUPTED)
        index(settings, folder, progress);
    }
    json.write(figures);
    return exit;
  }

  /// As shells tell that Ctrl-C ended a command.
  private static final int INTERRUPTED = 130;

  private int run(
      Enrichment enrichment,
      EnrichPlan plan,
      EnrichOptions options,
      ConsoleProgress progress,
      DataFolder folder,
      ObjectNode figures) {
    Thread running = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop = new Thread(() -> stop(running, ended), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    EnrichReport report;
    try {
      report = enrichment.run(plan, options, progress);
    } finally {
      ended.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(stop);
      } catch (IllegalStateException shuttingDown) {
        // then it is the hook that ends it
      }
    }
    figures.set("result", report.toJson());
    out()
        .printf(
            Locale.ROOT,
            "%,d profiles written, %,d replies refused, %,d unanswered, %,d titles changed meanwhile; %,d calls, %,d tokens sent, %,d received, in %.1f s%n",
            report.written(),
            report.refused(),
            report.failed(),
            report.changed(),
            report.spent().calls(),
            report.spent().inputTokens(),
            report.spent().outputTokens(),
            report.took().toMillis() / 1000.0);
    if (Files.exists(folder.failedProfiles()))
      out().println("Failures: " + folder.failedProfiles());
    if (report.stopped() == null) return 0;
    err().println("Stopped: " + report.stopped() + ". The next run goes on from here.");
    return report.stopped().equals("interrupted") ? INTERRUPTED : 1;
  }

  private static void stop(Thread running, CountDownLatch ended) {
    running.interrupt();
    try {
      var _ = ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(EnrichPlan plan, LlmOptions llm) {
    out()
        .printf(
            Locale.ROOT,
            "%,d titles: %,d profiles up to date, %,d by people, %,d refused before and skipped.%n",
            plan.titles(),
            plan.upToDate(),
            plan.byPeople(),
            plan.skipped());
    out()
        .printf(
            Locale.ROOT,
            "To ask %s: %,d calls, about %,d tokens to send and %,d to receive%s; a faulty reply costs a call more.%n",
            llm.model(),
            plan.calls(),
            plan.inputTokens(),
            plan.outputTokens(),
            atLeast(plan, llm));
  }

  /// What the limits of rate make it take.
  private static String atLeast(EnrichPlan plan, LlmOptions llm) {
    double minutes = 0;
    if (llm.requestsPerMinute() > 0) minutes = (double) plan.calls() / llm.requestsPerMinute();
    if (llm.tokensPerMinute() > 0)
      minutes =
          Math.max(
              minutes, (double) (plan.inputTokens() + plan.outputTokens()) / llm.tokensPerMinute());
    return minutes < 1 ? "" : String.format(Locale.ROOT, ", at least %,.0f minutes", minutes);
  }

  private void index(Settings settings, DataFolder folder, ConsoleProgress progress) {
    Optional<DataFolder.IndexLock> lock = folder.lockIndex();
    if (lock.isEmpty()) {
      out()
          .println(
              "The server that owns the index ("
                  + folder.indexOwner().orElse("another process")
                  + ") takes them in now.");
      return;
    }
    try (DataFolder.IndexLock _ = lock.get();
        Catalogue catalogue =
            new Catalogue(settings, folder, data.bundled(), TitleVectors.Embedding.COMPUTED)) {
      catalogue.openIndex(progress);
      catalogue.generations().catchUp(progress);
      out().printf(Locale.ROOT, "The index holds %,d titles.%n", catalogue.generations().size());
    }
  }

  private LlmOptions model(LlmOptions configured) {
    if (!configured.configured())
      throw new StartException(
          "no language model is named; set llm.provider, llm.model and llm.baseUrl (kindred config shows them)");
    Budget.Limits budget = configured.budget();
    try {
      LlmOptions llm =
          configured.withBudget(
              new Budget.Limits(
                  maxCalls == null ? budget.calls() : maxCalls,
                  maxTokens == null ? budget.tokens() : maxTokens,
                  budget.period()));
      return concurrency == null ? llm : llm.withConcurrency(concurrency);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), "--max-" + e.getMessage(), e);
    }
  }

  private EnrichOptions options(LlmOptions llm) {
    try {
      return EnrichOptions.DEFAULT
          .withLimit(limit)
          .withConcurrency(llm.concurrency())
          .withStopAfter(stopAfter)
          .withFailed(retryFailed ? EnrichOptions.Failed.RETRY : EnrichOptions.Failed.SKIP);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), "--" + e.getMessage(), e);
    }
  }
}

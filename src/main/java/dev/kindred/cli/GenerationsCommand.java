package dev.kindred.cli;

import dev.kindred.app.Catalogue;
import dev.kindred.config.Settings;
import dev.kindred.index.Generation;
import dev.kindred.index.TasteModel;
import dev.kindred.ingestion.GenerationRefusedException;
import dev.kindred.ingestion.Generations;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.operation.DataFolder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kindred generations`: lists the builds of the index, flips to one, deletes old ones; for a
/// folder that no server works on.
@Command(
    name = "generations",
    description = "Lists the generations of the index, activates one, deletes old ones.")
final class GenerationsCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec().commandLine(), "one of list, activate and prune is missing");
  }

  @Command(name = "list", description = "Lists the generations, the oldest first.")
  int list(@Mixin DataOption data) {
    return with(
        data,
        "GET /v1/generations",
        (generations, _, out) -> {
          String active = generations.generation().id();
          for (Generation generation : generations.all()) {
            TasteModel taste = generation.taste();
            out.printf(
                Locale.ROOT,
                "%s\t%s\t%s\t%s\t%,d bytes%n",
                generation.id(),
                generation.id().equals(active)
                    ? "active"
                    : generations.damage(generation.id()).isPresent() ? "damaged" : "ready",
                generation.embeddingModel(),
                taste == null ? "no taste" : "taste " + taste.id(),
                generations.bytes(generation.id()).orElse(0));
          }
          generations.faults().forEach(fault -> out.println("Degraded: " + fault.what()));
          return 0;
        });
  }

  @Command(name = "activate", description = "Flips to a generation, forward or back.")
  int activate(@Mixin DataOption data, @Parameters(paramLabel = "ID") String id) {
    return with(
        data,
        "POST /v1/generations/ID/activate",
        (generations, progress, out) -> {
          try {
            generations.activate(id, progress);
          } catch (NoSuchElementException | GenerationRefusedException e) {
            spec().commandLine().getErr().println(e.getMessage());
            return 1;
          }
          out.println("Generation " + id + " is active.");
          return 0;
        });
  }

  @Command(
      name = "prune",
      description = "Deletes the oldest generations and those that are damaged.")
  int prune(
      @Mixin DataOption data,
      @Option(
              names = "--keep",
              defaultValue = "1",
              paramLabel = "N",
              description = "How many stay, the active one counted; default 1.")
          int keep) {
    if (keep < 1)
      throw new ParameterException(spec().commandLine(), "--keep must be 1 or more, got " + keep);
    return with(
        data,
        "POST /v1/generations/prune",
        (generations, _, out) -> {
          List<String> deleted = generations.prune(keep);
          out.println(
              deleted.isEmpty() ? "Nothing to delete." : "Deleted " + String.join(", ", deleted));
          return 0;
        });
  }

  @FunctionalInterface
  private interface Work {
    int run(Generations generations, ConsoleProgress progress, PrintWriter out);
  }

  private int with(DataOption data, String request, Work work) {
    Settings settings = data.settings();
    DataFolder folder = data.folder(settings).create();
    try (DataFolder.IndexLock _ = OwnIndex.lock(folder, request);
        ConsoleProgress progress = ConsoleProgress.on(spec().commandLine().getErr());
        Catalogue catalogue =
            new Catalogue(settings, folder, data.bundled(), TitleVectors.Embedding.COMPUTED)) {
      catalogue.openIndex(progress);
      return work.run(catalogue.generations(), progress, spec().commandLine().getOut());
    }
  }

  private CommandSpec spec() {
    if (spec == null) throw new IllegalStateException("a command runs through picocli");
    return spec;
  }
}

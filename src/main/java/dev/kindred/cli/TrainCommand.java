package dev.kindred.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.app.ModelTraining;
import dev.kindred.app.StartException;
import dev.kindred.config.Settings;
import dev.kindred.disk.ProcessLock;
import dev.kindred.json.Json;
import dev.kindred.model.DamagedModelException;
import dev.kindred.model.ModelFolder;
import dev.kindred.model.ModelSet;
import dev.kindred.operation.DataFolder;
import dev.kindred.training.Training;
import dev.kindred.training.Training.Gate;
import dev.kindred.training.Training.Outcome;
import dev.kindred.training.TrainingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `kindred train`: all models, from the store of events.
@Command(
    name = "train",
    subcommands = TrainSearchCommand.class,
    description = {
      "Trains all models from the events, writes them, and makes them live unless they are worse than the live ones.",
      "Works beside a running server. Ends with 0 also when there is nothing to learn yet, with 1 when the models are worse."
    })
final class TrainCommand extends KindredCommand implements Callable<Integer> {
  private static final String PARENT = "--parent";

  @Option(names = "--force", description = "Make the models live even if they are worse.")
  private boolean force;

  @Option(
      names = "--roll-back",
      description = "Train nothing; make the models live that were before the live ones.")
  private boolean rollBack;

  @Option(
      names = "--dimension",
      paramLabel = "N",
      defaultValue = "64",
      description = "Of the taste vectors, 8..256; default: ${DEFAULT-VALUE}.")
  private int dimension = 64;

  @Option(
      names = "--head",
      paramLabel = "N",
      defaultValue = "6000",
      description =
          "Titles at most that are compared each with each, those most taken to; the cost grows with the cube. Default: ${DEFAULT-VALUE}.")
  private int head = 6_000;

  @Mixin private final FiguresOption json = new FiguresOption();

  @Option(
      names = PARENT,
      paramLabel = "PID",
      hidden = true,
      description = "End when this process does.")
  private @Nullable Long parent;

  /// The arguments of a training of the same data, which ends with this process.
  static List<String> beside(DataOption data) {
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(data.arguments());
    arguments.addAll(List.of(PARENT, String.valueOf(ProcessHandle.current().pid())));
    return arguments;
  }

  @Override
  public Integer call() throws IOException {
    if (parent != null) endWith(parent);
    Settings settings = data.settings();
    DataFolder folder = existing();
    try (ProcessLock _ =
        folder
            .lockModels()
            .orElseThrow(() ->
                new StartException(
                    folder.modelOwner().orElse("another process")
                        + " trains the models in "
                        + folder.root()
                        + " already"))) {
      return call(settings, folder);
    }
  }

  /// Nothing is half written: a set of models is there whole or not at all.
  private static void endWith(long parent) {
    Optional<ProcessHandle> process = ProcessHandle.of(parent);
    if (process.isEmpty()) throw new StartException("process " + parent + " has ended");
    var _ = process.get().onExit().thenRun(() -> Runtime.getRuntime().halt(1));
  }

  private int call(Settings settings, DataFolder folder) throws IOException {
    ModelFolder models = new ModelFolder(folder.models());
    if (rollBack) {
      out().println("Models " + models.rollBack() + " are live again.");
      return 0;
    }
    TrainingOptions options = options();
    warn(models);
    Outcome outcome;
    try (ConsoleProgress progress = ConsoleProgress.on(err())) {
      outcome =
          new ModelTraining(settings, folder, data.bundled())
              .run(
                  options,
                  force ? Gate.FORCE : Gate.HOLD,
                  new Training.Steps() {
                    @Override
                    public void start(String what, long total) {
                      progress.start(what, total);
                    }

                    @Override
                    public void step(long n) {
                      progress.step(n);
                    }
                  });
    }
    return tell(outcome);
  }

  private TrainingOptions options() {
    try {
      return TrainingOptions.DEFAULT.withModels(
          TrainingOptions.DEFAULT.models().withDimension(dimension).withHead(head));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /// Tells what new models cannot be held against because its file is damaged.
  private void warn(ModelFolder models) throws IOException {
    List<String> lives = models.lives();
    if (lives.isEmpty()) return;
    try {
      models.read(lives.getFirst());
    } catch (DamagedModelException e) {
      String before = models.live().map(live -> live.set().id()).orElse("none");
      err().println("Warning: " + e.getMessage() + "; new models are held against " + before + ".");
    }
  }

  private int tell(Outcome outcome) throws IOException {
    ObjectNode told = Json.object();
    int code =
        switch (outcome) {
          case Outcome.Activated(ModelSet set) -> {
            describe(set, told.put("live", true));
            out().println("Models " + set.id() + " are live: " + figures(set) + ".");
            yield 0;
          }
          case Outcome.Refused(ModelSet set, String liveId, double live, double fresh) -> {
            describe(set, told.put("live", false).put("liveId", liveId).put("liveFigure", live));
            out()
                .printf(
                    Locale.ROOT,
                    "Models %s stay on disk: %s %.4f on the hold-out is %.1f %% below the %.4f of the live models %s. --force makes them live.%n",
                    set.id(),
                    Training.METRIC,
                    fresh,
                    100 * (1 - fresh / live),
                    live,
                    liveId);
            yield 1;
          }
          case Outcome.NothingToLearn(String why) -> {
            told.put("live", false).put("why", why);
            out().println("Nothing to train on: " + why + ".");
            yield 0; // as before the first viewer came; nothing went wrong
          }
        };
    json.write(told);
    return code;
  }

  private static void describe(ModelSet set, ObjectNode told) {
    told.put("id", set.id())
        .put("titles", set.titles().size())
        .put("viewers", set.provenance().viewers())
        .put("interactions", set.provenance().interactions())
        .put("seconds", set.provenance().seconds());
    new TreeMap<>(set.provenance().metrics()).forEach(told::put);
  }

  private static String figures(ModelSet set) {
    return String.format(
        Locale.ROOT,
        "%,d viewers, %,d titles, %,d interactions, %s %.4f on the hold-out, %.1f s",
        set.provenance().viewers(),
        set.titles().size(),
        set.provenance().interactions(),
        Training.METRIC,
        set.provenance().metrics().getOrDefault(Training.METRIC, 0.0),
        set.provenance().seconds());
  }
}

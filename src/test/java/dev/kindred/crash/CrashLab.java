package dev.kindred.crash;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.json.Json;
import dev.kindred.testing.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/// What crash runs share: a quick embedding service, a data folder of [#TITLES] titles and two
/// generations to start from, and how long commands take here.
final class CrashLab implements AutoCloseable {
  /// Titles in the folder that runs start from, and bundled titles of a first start: more than one
  /// batch of an import.
  static final int TITLES = 700;

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path work;
  private final HashingEmbeddings embeddings = new HashingEmbeddings();
  private final Path home;
  private final Path bareHome;
  private final Path settings;
  private final Path template;
  private final Duration importing;
  private final Duration rebuilding;
  private final Duration starting;
  private final Duration firstStarting;

  /// @param work an empty folder, or one that does not exist
  CrashLab(Path work) throws IOException, InterruptedException, TimeoutException {
    this.work = work;
    this.home = work.resolve("home");
    this.bareHome = work.resolve("bare-home");
    this.template = work.resolve("template");
    Files.createDirectories(bareHome);
    Files.createDirectories(home.resolve("index/catalogue"));
    Files.createDirectories(home.resolve("embeddings/profiles"));
    Files.writeString(home.resolve("index/catalogue/titles.jsonl"), lines());
    Files.writeString(home.resolve("embeddings/profiles/profiles.jsonl"), "");
    settings =
        Files.writeString(
            work.resolve("kindred.yaml"),
            """
            server: {port: 0}
            embedding: {provider: openAiCompatible, model: hashing, dimensions: %d, baseUrl: "%s"}
            index: {refreshInterval: 50ms}
            """
                .formatted(HashingEmbeddings.DIMENSIONS, embeddings.baseUrl()));
    importing = timed(importing(template, template, lines(), "import"));
    rebuilding = timed(rebuilding(template, "rebuild"));
    starting = timedStart(template, bareHome, "start");
    Path first = work.resolve("first-start");
    firstStarting = timedStart(first, home, "first-start");
    Folders.delete(first);
  }

  /// A ledger that knows the titles of the template, or the bundled ones.
  static Ledger ledger() {
    Ledger ledger = new Ledger();
    for (Title title : bundled()) ledger.answered(ledger.attempt(title.id(), Optional.of(title)));
    return ledger;
  }

  Path newFolder(String name, boolean empty) throws IOException {
    Path folder = work.resolve(name);
    Folders.delete(folder);
    if (empty) Files.createDirectories(folder);
    else Folders.copy(template, folder);
    return folder;
  }

  /// A server without bundled titles.
  KindredProcess serving(Path folder, String log) throws IOException {
    return kindred(bareHome, folder, log, "serve");
  }

  /// A server that loads the bundled titles when the folder is new.
  KindredProcess servingBundled(Path folder, String log) throws IOException {
    return kindred(home, folder, log, "serve");
  }

  /// Each time a file of the same name, as the next state of one catalogue has: that is its source.
  KindredProcess importing(Path folder, Path logs, String lines, String log) throws IOException {
    Path own = Files.createDirectories(logs.resolve(log));
    Path file = Files.writeString(own.resolve("catalogue.jsonl"), lines);
    return kindred(bareHome, folder, log, "import", file.toString(), "--format", "kindred");
  }

  KindredProcess rebuilding(Path folder, String log) throws IOException {
    return kindred(bareHome, folder, log, "rebuild-index");
  }

  /// How long an import, a rebuild, a start or a first start takes when nothing disturbs it.
  Duration usual(KillPoint.Operation operation) {
    return switch (operation) {
      case IMPORT_ALONE -> importing;
      case REBUILD_ALONE -> rebuilding;
      case FIRST_START -> firstStarting;
      default -> starting;
    };
  }

  private KindredProcess kindred(Path home, Path folder, String log, String... command)
      throws IOException {
    Files.createDirectories(folder);
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--data", folder.toString(), "--config", settings.toString()));
    return KindredProcess.start(home, folder.resolve(log + ".log"), arguments);
  }

  private static Duration timed(KindredProcess command)
      throws IOException, TimeoutException, InterruptedException {
    long start = System.nanoTime();
    try (command) {
      int exit = command.exitValue(PATIENCE);
      if (exit != 0) throw new IOException("it ended with " + exit + ": " + command.lastLine());
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }

  private Duration timedStart(Path folder, Path home, String log)
      throws IOException, TimeoutException, InterruptedException {
    long start = System.nanoTime();
    try (KindredProcess server = kindred(home, folder, log, "serve")) {
      server.address(PATIENCE);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      server.stop();
      server.exitValue(PATIENCE);
      return took;
    }
  }

  private static List<Title> bundled() {
    List<Title> titles = new ArrayList<>();
    for (int i = 0; i < TITLES; i++) titles.add(Versions.title(new TitleId("t-" + i), 0));
    return titles;
  }

  private static String lines() {
    StringBuilder lines = new StringBuilder();
    for (Title title : bundled()) lines.append(Json.write(title.toJson())).append('\n');
    return lines.toString();
  }

  @Override
  public void close() {
    embeddings.close();
  }
}

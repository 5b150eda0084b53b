package dev.kindred.crash;

import dev.kindred.crash.KillPoint.Operation;
import dev.kindred.testing.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;

/// One run: work, a kill, in a third of the runs another one while it starts again, and the
/// comparison of what is served then. The seed decides what is done and when the kill comes; what
/// the kill cuts off depends on the machine as well.
final class CrashRun {
  private static final int LONGEST_WORK_SECONDS = 60;

  private final CrashLab lab;
  private final SplittableRandom random;
  private final KillPoint point;
  private final Path folder;
  private final Ledger ledger = CrashLab.ledger();
  private final List<String> faults = new ArrayList<>();
  private final List<String> kills = new ArrayList<>();
  private Map<Operation, Integer> operations = Map.of();
  private Optional<String> active = Optional.empty();
  private List<String> backups = List.of();
  private Duration recovery = Duration.ZERO;

  private CrashRun(CrashLab lab, long seed) throws IOException {
    this.lab = lab;
    this.random = new SplittableRandom(seed);
    KillPoint drawn = KillPoint.draw(seed, random);
    Operation operation = drawn.operation();
    this.point = operation.beginsInServer() ? drawn : drawn.within(lab.usual(operation), random);
    this.folder = lab.newFolder("run-" + seed, operation == Operation.FIRST_START);
  }

  /// How a run went.
  ///
  /// @param folder of the run; kept when there are faults
  record Verdict(String story, List<String> faults, Path folder) {
    boolean isClean() {
      return faults.isEmpty();
    }
  }

  static Verdict of(CrashLab lab, long seed) throws IOException, InterruptedException {
    CrashRun run = new CrashRun(lab, seed);
    try {
      run.crash();
      run.recover();
    } catch (IOException | TimeoutException e) {
      run.faults.add(String.valueOf(e.getMessage()));
    }
    if (run.faults.isEmpty()) Folders.delete(run.folder);
    String story =
        String.format(
            Locale.ROOT,
            "%s; killed %s; served again after %.1f s",
            run.mix(),
            String.join(", then ", run.kills),
            run.recovery.toMillis() / 1e3);
    return new Verdict(story, List.copyOf(run.faults), run.folder);
  }

  private String mix() {
    List<String> parts = new ArrayList<>();
    operations.forEach((operation, count) ->
        parts.add(count + " " + operation.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    return parts.isEmpty() ? "no other work" : String.join(", ", parts);
  }

  private void crash() throws IOException, InterruptedException, TimeoutException {
    switch (point.operation()) {
      case IMPORT_ALONE -> {
        Workload.Rows rows = Workload.Rows.draw(ledger, "c-", random);
        if (killedWithin(lab.importing(folder, folder, rows.lines(), "killed")).isPresent())
          rows.answered();
      }
      case REBUILD_ALONE -> killedWithin(lab.rebuilding(folder, "killed"));
      case FIRST_START -> killedWithin(lab.servingBundled(folder, "killed"));
      case START -> {
        work(new KillPoint(Operation.PUT, random.nextInt(20, 200), Duration.ZERO));
        killedWithin(lab.serving(folder, "killed-start"));
      }
      default -> work(point);
    }
  }

  /// Kills a command after the delay of the point.
  ///
  /// @return that it ended well before that, empty when it was cut off
  private Optional<Integer> killedWithin(KindredProcess command)
      throws IOException, InterruptedException {
    try (command) {
      Optional<Integer> exit = Optional.empty();
      try {
        exit = Optional.of(command.exitValue(point.delay()));
      } catch (TimeoutException e) {
        command.kill();
      }
      kills.add(point.toString() + (exit.isPresent() ? ", which had ended" : ""));
      if (exit.isPresent() && exit.get() != 0) faults.add("it failed: " + command.lastLine());
      return exit.filter(code -> code == 0);
    }
  }

  /// Everything at once against a server, until a kill.
  private void work(KillPoint until) throws IOException, InterruptedException, TimeoutException {
    Killer killer = new Killer(until);
    try (KindredProcess server = lab.serving(folder, "killed")) {
      Client client = new Client(server.address(CrashLab.PATIENCE));
      Workload workload = new Workload(client, ledger, killer, server::kill);
      try (workload) {
        workload.start(random.split(), until.operation() == Operation.TASTE ? folder : null);
        if (until.operation() == Operation.IMPORT_BESIDE) importBeside(killer, server);
        if (!killer.await(Duration.ofSeconds(LONGEST_WORK_SECONDS)))
          kills.add("after " + LONGEST_WORK_SECONDS + " s, before the moment that was meant,");
        server.kill();
      }
      faults.addAll(workload.surprises());
      active = workload.active();
      backups = workload.backups();
    }
    operations = killer.begun();
    kills.add(until.toString());
  }

  /// Imports by the command line as often as the kill point wants, and kills that or the server.
  private void importBeside(Killer killer, KindredProcess server)
      throws IOException, InterruptedException, TimeoutException {
    SplittableRandom own = random.split();
    boolean killServer = own.nextBoolean();
    for (int i = 1; !killer.isOver() && server.isAlive(); i++) {
      Workload.Rows rows = Workload.Rows.draw(ledger, "c-", own);
      try (KindredProcess command = lab.importing(folder, folder, rows.lines(), "beside-" + i)) {
        killer.begins(Operation.IMPORT_BESIDE, killServer ? server::kill : command::kill);
        if (command.exitValue(CrashLab.PATIENCE) == 0) rows.answered();
        else if (!killer.await(Duration.ofSeconds(5))) faults.add(command.lastLine());
      }
    }
  }

  private void recover() throws IOException, InterruptedException, TimeoutException {
    for (int again = 1; random.nextInt(3) == 0; again++) {
      KillPoint within = new KillPoint(Operation.START, again, Duration.ZERO);
      KillPoint start = within.within(lab.usual(Operation.START), random);
      try (KindredProcess server = server("killed-again-" + again)) {
        Thread.sleep(start.delay());
        server.kill();
      }
      kills.add(start.toString());
    }
    long started = System.nanoTime();
    try (KindredProcess server = server("recovered")) {
      try (Client client = new Client(server.address(CrashLab.PATIENCE))) {
        recovery = Duration.ofNanos(System.nanoTime() - started);
        if (point.operation() == Operation.TASTE) awaitTaste(client);
        faults.addAll(new Verification(client, ledger).faults(active, backups, random.split()));
      }
      server.stop();
      server.exitValue(CrashLab.PATIENCE);
    }
    faults.addAll(FolderCheck.faults(folder));
  }

  /// What was cut off is made again.
  private void awaitTaste(Client client) throws IOException, InterruptedException {
    long until = System.nanoTime() + CrashLab.PATIENCE.toNanos();
    while (!TasteLane.isTaken(client, folder)) {
      if (System.nanoTime() > until) {
        faults.add("the index does not take over the taste vectors of the live models");
        return;
      }
      Thread.sleep(50);
    }
  }

  private KindredProcess server(String log) throws IOException {
    return point.operation() == Operation.FIRST_START
        ? lab.servingBundled(folder, log)
        : lab.serving(folder, log);
  }
}

package dev.kindred.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// `scripts/crash`: runs seeded crashes and tells of each. `CrashHarness RUNS SEED FOLDER`; exits
/// with 1 when a run was not clean.
public final class CrashHarness {
  private CrashHarness() {}

  public static void main(String[] arguments)
      throws IOException, InterruptedException, TimeoutException {
    int runs = Integer.parseInt(arguments[0]);
    long first = Long.parseLong(arguments[1]);
    Path folder = Files.createDirectories(Path.of(arguments[2])).toAbsolutePath();
    List<Long> failed = new ArrayList<>();
    try (CrashLab lab = new CrashLab(folder)) {
      for (int i = 0; i < runs; i++) {
        long seed = first + i;
        CrashRun.Verdict verdict = CrashRun.of(lab, seed);
        String said = verdict.isClean() ? "clean" : "NOT CLEAN";
        System.out.println("seed " + seed + ": " + verdict.story() + ": " + said);
        if (verdict.isClean()) continue;
        failed.add(seed);
        for (String fault : verdict.faults()) System.out.println("    " + fault);
        System.out.println("    kept in " + verdict.folder());
      }
    }
    System.out.println(runs - failed.size() + " of " + runs + " runs were clean");
    for (long seed : failed) System.out.println("again: scripts/crash --runs 1 --seed " + seed);
    System.exit(failed.isEmpty() ? 0 : 1);
  }
}

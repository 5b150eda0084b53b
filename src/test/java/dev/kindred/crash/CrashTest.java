package dev.kindred.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.TitleId;
import dev.kindred.crash.KillPoint.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A few runs of the crash harness, and that it would notice a loss.
@Timeout(240)
final class CrashTest {
  @TempDir private static Path work;
  private static CrashLab lab;

  @BeforeAll
  static void prepare() throws Exception {
    lab = new CrashLab(work);
  }

  @AfterAll
  static void close() {
    if (lab != null) lab.close();
  }

  /// In the middle of a rebuild, a first start, a merge, and a copy with other taste vectors.
  @ParameterizedTest
  @ValueSource(longs = {13_003, 13_009, 13_011, 13_012})
  void servesAfterAKillWhatItHadAnswered(long seed) throws Exception {
    CrashRun.Verdict verdict = CrashRun.of(lab, seed);
    assertThat(verdict.faults()).as("seed " + seed + ": " + verdict.story()).isEmpty();
  }

  @Test
  void tellsOfATitleThatIsLostHalfOrBackAgain() throws Exception {
    Ledger ledger = CrashLab.ledger();
    TitleId lost = new TitleId("lost");
    TitleId old = new TitleId("t-1");
    TitleId back = new TitleId("t-2");
    ledger.answered(ledger.attempt(lost, Optional.of(Versions.title(lost, 1))));
    ledger.answered(ledger.attempt(old, Optional.of(Versions.title(old, 1))));
    ledger.answered(ledger.attempt(back, Optional.empty()));
    Path folder = lab.newFolder("told", false);
    try (KindredProcess server = lab.serving(folder, "served");
        Client client = new Client(server.address(CrashLab.PATIENCE))) {
      List<String> faults = faults(client, ledger);
      assertThat(faults).filteredOn(fault -> fault.startsWith("lost is gone")).hasSize(1);
      assertThat(faults).filteredOn(fault -> fault.startsWith("t-1 is {")).hasSize(1);
      assertThat(faults).filteredOn(fault -> fault.startsWith("t-2 is {")).hasSize(1);
      assertThat(faults(client, CrashLab.ledger())).isEmpty();
    }
  }

  private static List<String> faults(Client client, Ledger ledger)
      throws IOException, InterruptedException {
    return new Verification(client, ledger)
        .faults(Optional.empty(), List.of(), new SplittableRandom(1));
  }

  @Test
  void aHundredSeedsMeetEveryOperationSevenTimes() {
    for (Operation operation : Operation.values()) {
      assertThat(
              LongStream.range(0, 100)
                  .mapToObj(seed -> KillPoint.draw(seed, new SplittableRandom(seed)))
                  .filter(point -> point.operation() == operation))
          .hasSizeGreaterThanOrEqualTo(7);
    }
  }
}

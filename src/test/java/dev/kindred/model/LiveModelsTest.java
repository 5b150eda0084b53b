package dev.kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveModelsTest {
  @TempDir private Path folder;

  @Test
  void whatIsActivatedIsTakenUpAndADamagedFileChangesNothing() throws IOException {
    ModelFolder models = new ModelFolder(folder);
    try (LiveModels live = new LiveModels(models, Duration.ofHours(1), () -> false)) {
      assertThat(live.current()).isEmpty();
      activate(models, "000001");
      live.refresh();
      assertThat(live.current().orElseThrow().id()).isEqualTo("000001");
      activate(models, "000002");
      cut("000002");
      live.refresh();
      assertThat(live.current().orElseThrow().id()).isEqualTo("000001");
      assertThat(live.damage()).singleElement().asString().contains("000002");
      cut("000001");
      activate(models, "000003");
      cut("000003");
      live.refresh();
      assertThat(live.current().orElseThrow().id()).isEqualTo("000001"); // as it is in memory
      assertThat(live.damage()).isNotEmpty();
      activate(models, "000004");
      live.refresh();
      assertThat(live.current().orElseThrow().id()).isEqualTo("000004");
      assertThat(live.damage()).isEmpty();
    }
  }

  @Test
  void findsTheSetThatAnIndexNamesWhicheverIsLive() throws IOException {
    ModelFolder models = new ModelFolder(folder);
    activate(models, "000001");
    try (LiveModels live = new LiveModels(models, Duration.ofHours(1), () -> true)) {
      assertThat(live.find("000001")).isEqualTo(live.current());
      assertThat(live.find("000009")).isEmpty();
      activate(models, "000002");
      cut("000001");
      live.refresh();
      // What answered until now is in memory still.
      assertThat(live.find("000001").orElseThrow().id()).isEqualTo("000001");
      assertThat(live.find("000002")).isEqualTo(live.current());
      live.refresh(); // it was asked for
      assertThat(live.find("000001")).isPresent();
      live.refresh();
      live.refresh(); // nobody asks any more
      assertThat(live.find("000001")).isEmpty();
    }
    try (LiveModels later = new LiveModels(models, Duration.ofHours(1), () -> true)) {
      assertThat(later.find("000001")).isEmpty(); // damaged
      models.write(ModelSets.aSet("000003", 0.1));
      assertThat(later.find("000003").orElseThrow().id()).isEqualTo("000003"); // never live
    }
  }

  @Test
  void aSetThatWasTrainedAtAnotherTimeIsNotTheOneThatAnIndexNames() throws IOException {
    ModelFolder models = new ModelFolder(folder);
    activate(models, "000001");
    try (LiveModels live = new LiveModels(models, Duration.ofHours(1), () -> true)) {
      String named = live.current().orElseThrow().space().id();
      assertThat(live.space(named).orElseThrow().id()).isEqualTo(named);
      assertThat(live.space("000001-1")).isEmpty(); // of a folder that was deleted since
      assertThat(live.space("000001")).isEmpty();
    }
  }

  @Test
  void modelsOfASimulatedAudienceAnswerAsLongAsThereIsOne() throws IOException {
    ModelFolder models = new ModelFolder(folder);
    AtomicBoolean simulated = new AtomicBoolean(true);
    models.write(ModelSets.simulated("000001"));
    models.activate("000001");
    try (LiveModels live = new LiveModels(models, Duration.ofHours(1), simulated::get)) {
      assertThat(live.current().orElseThrow().provenance().simulated()).isTrue();
      String named = live.current().orElseThrow().space().id();
      assertThat(live.space(named)).isPresent();
      simulated.set(false);
      assertThat(live.current()).isEmpty();
      assertThat(live.space(named)).isEmpty(); // the index still has its vectors: nobody reads them
      models.write(ModelSets.aSet("000002", 0.1));
      models.activateAlone("000002");
      live.refresh();
      assertThat(live.current().orElseThrow().id()).isEqualTo("000002");
      assertThat(models.lives()).containsExactly("000002");
      assertThatThrownBy(models::rollBack).hasMessageContaining("no models were live before");
    }
  }

  private static void activate(ModelFolder models, String id) throws IOException {
    models.write(ModelSets.aSet(id, 0.1));
    models.activate(id);
  }

  private void cut(String id) throws IOException {
    Path file = folder.resolve(id + ".model");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }
}

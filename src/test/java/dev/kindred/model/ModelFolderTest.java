package dev.kindred.model;

import static dev.kindred.model.ModelSets.aSet;
import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFolderTest {
  @TempDir private Path temporary;
  private Path folder = Path.of("");
  private ModelFolder models = new ModelFolder(folder);

  @BeforeEach
  void open() {
    folder = temporary.resolve("models");
    models = new ModelFolder(folder);
  }

  @Test
  void aSetComesBackAsItWasWritten() throws IOException {
    ModelSet written = aSet("000001", 0.25);
    models.write(written);
    ModelSet read = models.read("000001");
    assertThat(read.provenance()).isEqualTo(written.provenance());
    assertThat(read.titles().row(new TitleKey(7))).isEqualTo(1);
    assertThat(read.titles().row(new TitleKey(8))).isNegative();
    assertThat(read.titles().key(2)).isEqualTo(new TitleKey(9));
    for (History history : List.of(History.NONE, History.of(0), History.of(1, 0))) {
      for (Scorers of : Scorers.values())
        assertThat(of.scores(read, history)).containsExactly(of.scores(written, history));
    }
    assertThat(read.space().embedding()).contains("meaning-v1");
    Title western = aTitle().named("A Film").inGenres("Western").build();
    ContentFeatures features = ContentFeatures.of(western, new float[] {1}, new float[0]);
    ContentTaste.Estimate estimate = read.space().estimate(features).orElseThrow();
    ContentTaste.Estimate same = written.space().estimate(features).orElseThrow();
    assertThat(estimate.vector()).containsExactly(same.vector());
    assertThat(estimate.popularity()).isEqualTo(same.popularity());
  }

  @Test
  void aSetWithoutContentEstimatesNothing() throws IOException {
    ModelSet with = aSet("000001", 0.25);
    models.write(
        new ModelSet(
            with.id(),
            with.provenance(),
            with.titles(),
            with.taste(),
            with.forYou(),
            with.trending(),
            with.segments(),
            null));
    TasteSpace space = models.read("000001").space();
    assertThat(space.estimates()).isFalse();
    assertThat(space.estimate(ContentFeatures.of(aTitle().build(), new float[0], new float[0])))
        .isEmpty();
  }

  private enum Scorers {
    FOR_YOU,
    TRENDING,
    SEGMENT,
    FIRST,
    CO_WATCH;

    float[] scores(ModelSet set, History history) {
      float[] scores = new float[set.titles().size()];
      Scorer scorer =
          switch (this) {
            case FOR_YOU -> set.forYou();
            case TRENDING -> set.trending();
            case SEGMENT -> set.segments().getOrDefault("region:GB", set.trending());
            case FIRST -> set.taste().first();
            case CO_WATCH -> set.taste().coWatch();
          };
      scorer.score(history, scores);
      return scores;
    }
  }

  @Test
  void nothingIsLiveBeforeItIsMadeSo() throws IOException {
    assertThat(models.live()).isEmpty();
    models.write(aSet("000001", 0.25));
    assertThat(models.live()).isEmpty();
    models.activate("000001");
    assertThat(models.live().orElseThrow().set().id()).isEqualTo("000001");
    assertThat(models.nextId()).isEqualTo("000002");
  }

  @Test
  void aFileCutInHalfIsDetectedAndTheLastGoodOneServed() throws IOException {
    live("000001", "000002");
    Path file = folder.resolve("000002.model");
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 3, 20, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      ModelFolder.Live live = models.live().orElseThrow();
      assertThat(live.set().id()).isEqualTo("000001");
      assertThat(live.damage()).singleElement().asString().contains("000002.model", "damaged");
    }
  }

  @Test
  void anyFlippedByteIsDetected() throws IOException {
    live("000001");
    Path file = folder.resolve("000001.model");
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      Files.write(file, flipped);
      assertThatThrownBy(() -> models.read("000001")).isInstanceOf(DamagedModelException.class);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> models.read("000001")).isInstanceOf(DamagedModelException.class);
  }

  @Test
  void rollsBackToTheOneBefore() throws IOException {
    live("000001", "000002");
    assertThat(models.rollBack()).isEqualTo("000001");
    assertThat(models.live().orElseThrow().set().id()).isEqualTo("000001");
    assertThatThrownBy(models::rollBack).hasMessageContaining("no models were live before");
    models.activate("000002"); // its file is still there
    assertThat(models.lives()).containsExactly("000002", "000001");
  }

  @Test
  void oldSetsAreDeletedOnceNobodyGoesBackToThem() throws IOException {
    live("000001", "000002", "000003", "000004", "000005");
    assertThat(models.lives()).containsExactly("000005", "000004", "000003", "000002");
    assertThat(folder.resolve("000001.model")).doesNotExist();
    assertThat(folder.resolve("000002.model")).exists();
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void whatIsDamagedDoesNotBecomeLive() throws IOException {
    live("000001");
    models.write(aSet("000002", 0.5));
    Files.write(folder.resolve("000002.model"), new byte[100]);
    assertThatThrownBy(() -> models.activate("000002")).isInstanceOf(DamagedModelException.class);
    assertThat(models.lives()).containsExactly("000001");
  }

  private void live(String... ids) throws IOException {
    for (String id : ids) {
      models.write(aSet(id, 0.25));
      models.activate(id);
    }
  }
}

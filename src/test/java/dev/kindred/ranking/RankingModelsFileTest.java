package dev.kindred.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kindred.catalogue.TitleId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RankingModelsFileTest {
  /// Two trees: one split on the votes, and a leaf.
  private static final Forest FOREST =
      new Forest(
          new int[] {0, 3},
          new int[] {Feature.VOTES.ordinal(), -1, -1, -1},
          new float[] {2.5f, -0.25f, 0.75f, 0.1f},
          new int[] {1, 0, 0, 0});

  private static final RankingModels MODELS =
      new RankingModels(
          "learned",
          Map.of(
              QueryClass.DESCRIPTION,
              FOREST,
              QueryClass.CONVERSATION,
              new LinearModel(Map.of(Feature.VOTES_SHARE, 1.0 / 3, Feature.STORY, -2.0))));

  @TempDir Path folder;

  @Test
  void comesBackAsItWas() throws IOException {
    Path file = RankingModelsFile.in(folder);
    RankingModelsFile.write(file, MODELS);
    RankingModels back = RankingModelsFile.inUse(folder);
    assertThat(back.name()).isEqualTo("learned");
    assertThat(back.byClass()).containsOnlyKeys(QueryClass.DESCRIPTION, QueryClass.CONVERSATION);
    assertThat(back.byClass().get(QueryClass.DESCRIPTION)).isEqualTo(FOREST);
    FeatureTable table = new FeatureTable(List.of(new TitleId("a"), new TitleId("b")));
    table.set(0, Feature.VOTES, 2.4);
    table.set(1, Feature.VOTES, 2.5);
    table.set(1, Feature.VOTES_SHARE, 0.5);
    assertThat(FOREST.scores(table)).containsExactly(-0.25 + (double) 0.1f, 0.75 + (double) 0.1f);
    RankingModel linear = back.byClass().get(QueryClass.CONVERSATION);
    assertThat(linear == null ? new double[0] : linear.scores(table))
        .containsExactly(0, 0.5 * (1.0 / 3));
  }

  @Test
  void withoutAFileTheModelsSetByHandRank() throws IOException {
    assertThat(RankingModelsFile.inUse(folder)).isSameAs(RankingModels.BY_HAND);
  }

  @Test
  void everyDamagedByteIsNoticed() throws IOException {
    Path file = RankingModelsFile.in(folder);
    RankingModelsFile.write(file, MODELS);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 7) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThatExceptionOfType(IOException.class)
          .as("byte %d", at)
          .isThrownBy(() -> RankingModelsFile.read(file));
    }
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RankingModelsFile.read(file))
        .withMessageContaining("damaged");
  }

  @Test
  void featuresInAnotherOrderAreRefused() throws IOException {
    Path file = folder.resolve("other");
    byte[] content =
        "{\"name\":\"x\",\"features\":[\"FEEL\"],\"classes\":{}}"
            .getBytes(StandardCharsets.UTF_8);
    ChecksummedFile.write(file, "search-ranking", 1, content);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RankingModelsFile.read(file))
        .withMessageContaining("FEEL");
  }

  @Test
  void aForestThatLeadsBackwardsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Forest(
                new int[] {0}, new int[] {0, 0, -1}, new float[] {1, 1, 1}, new int[] {1, 0, 0}))
        .withMessageContaining("node 1");
  }
}

package dev.kindred.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.json.InvalidJsonException;
import org.junit.jupiter.api.Test;

final class WorldTest {
  @Test
  void whatTheFileDoesNotSayHasItsDefault() {
    assertThat(World.read("")).isEqualTo(World.DEFAULT);
    assertThat(World.read("seed: 11\nviewers: 30\nnoise: 0"))
        .isEqualTo(
            new World(
                11,
                30,
                World.DEFAULT.days(),
                World.DEFAULT.visitsPerWeek(),
                World.DEFAULT.shown(),
                World.DEFAULT.crowds(),
                World.DEFAULT.ownTaste(),
                World.DEFAULT.popularity(),
                0,
                World.DEFAULT.positionBias()));
  }

  @Test
  void everythingThatIsWrongIsToldWithItsLine() {
    assertThatThrownBy(() -> World.read("viewers: 0\nnoise: loud\nviewer: 3"))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessageContaining("/viewers: line 1: must be 1..2000, got 0")
        .hasMessageContaining("/noise: line 2: expected a number")
        .hasMessageContaining("/viewer: line 3: unknown field \"viewer\"");
  }
}

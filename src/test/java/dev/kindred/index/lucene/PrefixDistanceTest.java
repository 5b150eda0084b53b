package dev.kindred.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.testing.Seeded;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PrefixDistanceTest {
  /// Against the whole matrix, over words of few letters, which are often near to each other.
  @Test
  @Seeded
  void isThatOfTheNearestPrefix(Random random) {
    int near = 0;
    for (int i = 0; i < 20_000; i++) {
      int[] typed = word(random, 1 + random.nextInt(12));
      int[] name = word(random, random.nextInt(16));
      int from = random.nextInt(name.length + 1);
      int edits = 1 + random.nextInt(3);
      int[] rows = new int[3 * (typed.length + 1)];
      Arrays.fill(rows, -7); // what an earlier measurement left there must not count
      long nearest = PrefixDistance.nearest(typed, name, from, name.length, edits, rows);
      long expected = nearest(typed, Arrays.copyOfRange(name, from, name.length), edits);
      assertThat(nearest < 0 ? -1 : PrefixDistance.edits(nearest))
          .as("%s in %s from %d", Arrays.toString(typed), Arrays.toString(name), from)
          .isEqualTo(expected < 0 ? -1 : expected >> 32);
      if (nearest < 0) continue;
      assertThat(PrefixDistance.end(nearest)).isEqualTo(from + (int) expected);
      near++;
    }
    assertThat(near).isBetween(2_000, 18_000);
  }

  /// The distance in the upper half and the length of the longest prefix at it in the lower, -1
  /// when it is more than `edits`.
  private static long nearest(int[] typed, int[] name, int edits) {
    int[][] d = new int[name.length + 1][typed.length + 1];
    long best = -1;
    for (int i = 0; i <= name.length; i++) {
      for (int j = 0; j <= typed.length; j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : Integer.MAX_VALUE;
        if (i > 0 && j > 0) {
          int cost = name[i - 1] == typed[j - 1] ? 0 : 1;
          d[i][j] = Math.min(d[i - 1][j - 1] + cost, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
          if (i > 1 && j > 1 && name[i - 1] == typed[j - 2] && name[i - 2] == typed[j - 1])
            d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
      int distance = d[i][typed.length];
      if (distance <= edits && (best < 0 || distance <= best >> 32))
        best = (long) distance << 32 | i;
    }
    return best;
  }

  private static int[] word(Random random, int length) {
    return random.ints(length, 'a', 'd').toArray();
  }
}

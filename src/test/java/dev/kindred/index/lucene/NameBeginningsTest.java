package dev.kindred.index.lucene;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.testing.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NameBeginningsTest {
  @Test
  @Seeded
  void deniesNoBeginningAndNearlyEverythingElse(Random random) {
    List<String> names = new ArrayList<>();
    StringBuilder pool = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      String name = word(random) + " " + word(random) + " " + word(random);
      names.add(name);
      pool.append(name).append('\0');
    }
    NameBeginnings beginnings = NameBeginnings.of(pool.toString().getBytes(UTF_8));
    int affirmed = 0;
    for (String name : names) {
      String[] words = name.split(" ", -1);
      assertThat(beginnings.mayHold(words[0].getBytes(UTF_8))).isTrue();
      assertThat(beginnings.mayHold((words[0] + " " + words[1]).getBytes(UTF_8))).isTrue();
      assertThat(beginnings.mayHold(name.getBytes(UTF_8))).isTrue();
      if (beginnings.mayHold((words[1] + " " + words[0]).getBytes(UTF_8))) affirmed++;
      if (beginnings.mayHold((name + " " + words[0]).getBytes(UTF_8))) affirmed++;
    }
    assertThat(affirmed).isLessThan(2 * names.size() / 100);
  }

  @Test
  void holdsNothingOfNoNames() {
    assertThat(NameBeginnings.of(new byte[0]).mayHold("heat".getBytes(UTF_8))).isFalse();
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 3 + random.nextInt(8); i > 0; i--) word.append((char) ('a' + random.nextInt(26)));
    return word.toString();
  }
}

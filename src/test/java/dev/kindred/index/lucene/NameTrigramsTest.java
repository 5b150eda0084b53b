package dev.kindred.index.lucene;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.testing.Seeded;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NameTrigramsTest {
  /// Against counting every name, where some trigrams are in most names and some in few, and names
  /// have the same one several times.
  @Test
  @Seeded
  void areTheNamesWithMostInCommon(Random random) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) names.add(name(random));
    ByteArrayOutputStream pool = new ByteArrayOutputStream();
    int[] starts = new int[names.size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = pool.size();
      pool.writeBytes((names.get(i) + '\0').getBytes(US_ASCII));
    }
    NameTrigrams trigrams = new NameTrigrams(pool.toByteArray(), starts);
    for (int i = 0; i < 300; i++) {
      String typed = name(random);
      int least = 1 + random.nextInt(typed.length() - 1);
      Map<Integer, Integer> found = new HashMap<>();
      trigrams.candidates(typed.getBytes(US_ASCII), least, found::put);
      assertThat(found).as("%s, %d", typed, least).isEqualTo(expected(names, typed, least));
    }
  }

  private static Map<Integer, Integer> expected(List<String> names, String typed, int least) {
    List<String> of = trigrams(typed);
    Map<Integer, Integer> shared = new HashMap<>();
    int[] levels = new int[of.size() + 1];
    for (int i = 0; i < names.size(); i++) {
      Set<String> has = new HashSet<>(trigrams(names.get(i)));
      int count = (int) of.stream().filter(has::contains).count();
      shared.put(i, count);
      levels[count]++;
    }
    int floor = of.size();
    int kept = levels[floor];
    while (floor > least && kept < 400 && (kept == 0 || kept + levels[floor - 1] <= 3_000))
      kept += levels[--floor];
    int from = floor;
    shared.values().removeIf(count -> count < from);
    return shared;
  }

  private static List<String> trigrams(String name) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i + 2 <= name.length(); i++) all.add(("\0" + name).substring(i, i + 3));
    return all;
  }

  /// One to four syllables, some of them frequent.
  private static String name(Random random) {
    String[] syllables = {"the", "the", "the", "the ", "he", "ab", "cab", "acb", "bca "};
    StringBuilder name = new StringBuilder("b");
    for (int i = 1 + random.nextInt(4); i > 0; i--)
      name.append(syllables[random.nextInt(syllables.length)]);
    return name.toString().strip();
  }
}

package dev.kindred.catalogue.duplicates;

import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/// Which titles are worth comparing: those that share a name, with years at most one apart when
/// both are known, and those that share a link. Takes 18 bytes a name or link; a block is told by a
/// 32-bit hash, so two may fall together, which costs a comparison and no more. Of one block at
/// most [#MAX_PAIRS] pairs are proposed. Not thread-safe.
final class Blocks {
  static final int MAX_PAIRS = 20_000;

  /// Most pairs of one block whose years are looked at.
  private static final int MAX_LOOKS = 2_000_000;

  private static final short UNKNOWN = 0;

  /// Stands for "compare whatever the year".
  private static final short ANY = -1;

  private int size;
  private int[] hashes = new int[1_024];
  private int[] keys = new int[1_024];
  private short[] years = new short[1_024];
  private long[] sorted = new long[0];
  private long left;

  void add(StoredTitle stored) {
    Title title = stored.title();
    short year = title.year() == null ? UNKNOWN : title.year().shortValue();
    Set<Integer> names = new LinkedHashSet<>();
    for (String name : Names.of(title)) names.add(hash(scope(title) + name));
    for (int name : names) add(name, stored.key(), year);
    for (String link : links(title)) add(hash(link), stored.key(), ANY);
  }

  /// The pairs to compare, each once, the smaller key in the upper half; in ascending order.
  long[] pairs() {
    sorted = new long[size];
    for (int i = 0; i < size; i++) sorted[i] = (long) hashes[i] << 32 | i;
    Arrays.sort(sorted);
    Pairs pairs = new Pairs();
    for (int from = 0, to; from < size; from = to) {
      for (to = from + 1; to < size && sorted[to] >> 32 == sorted[from] >> 32; ) to++;
      propose(from, to, pairs);
    }
    return pairs.distinct();
  }

  /// Proposes the pairs of one block.
  private void propose(int from, int to, Pairs pairs) {
    int full = pairs.count + MAX_PAIRS;
    long looked = 0;
    for (int i = from; i < to; i++) {
      for (int j = i + 1; j < to; j++) {
        if (pairs.count == full || looked == MAX_LOOKS) {
          left += (long) (to - from) * (to - from - 1) / 2 - looked;
          return;
        }
        looked++;
        int a = (int) sorted[i];
        int b = (int) sorted[j];
        if (keys[a] != keys[b] && near(years[a], years[b])) pairs.add(keys[a], keys[b]);
      }
    }
  }

  /// Pairs that were not looked at for want of room; some have years too far apart.
  long left() {
    return left;
  }

  /// How many titles bear a name, once [#pairs] was called.
  int bearers(Title title, String name) {
    long hash = hash(scope(title) + name);
    int from = Arrays.binarySearch(sorted, hash << 32);
    int to = Arrays.binarySearch(sorted, (hash + 1) << 32);
    return (to < 0 ? -to - 1 : to) - (from < 0 ? -from - 1 : from);
  }

  /// The links of a title, each with where it leads.
  private static List<String> links(Title title) {
    Title.Links links = title.links();
    List<String> found = new ArrayList<>();
    if (links == null) return found;
    if (links.imdb() != null) found.add("imdb:" + links.imdb());
    if (links.tmdb() != null) found.add("tmdb:" + title.kind() + ":" + links.tmdb());
    if (links.movielens() != null) found.add("movielens:" + links.movielens());
    return found;
  }

  /// A season or an episode is known by its name only within its series.
  private static String scope(Title title) {
    boolean part = title.kind() == Title.Kind.SEASON || title.kind() == Title.Kind.EPISODE;
    return part
        ? title.parentId() + "\n" + title.seasonNumber() + "\n" + title.episodeNumber() + "\n"
        : "";
  }

  private void add(int hash, TitleKey key, short year) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
      keys = Arrays.copyOf(keys, 2 * size);
      years = Arrays.copyOf(years, 2 * size);
    }
    hashes[size] = hash;
    keys[size] = key.value();
    years[size++] = year;
  }

  private static boolean near(short one, short other) {
    return one <= UNKNOWN || other <= UNKNOWN || Math.abs(one - other) <= 1;
  }

  private static int hash(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  /// A growing list of pairs.
  private static final class Pairs {
    private long[] pairs = new long[1_024];
    private int count;

    void add(int one, int other) {
      if (count == pairs.length) pairs = Arrays.copyOf(pairs, 2 * count);
      pairs[count++] = (long) Math.min(one, other) << 32 | Math.max(one, other);
    }

    long[] distinct() {
      return Arrays.stream(pairs, 0, count).sorted().distinct().toArray();
    }
  }
}

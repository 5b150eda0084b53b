package dev.kindred.index.lucene;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// The entries of a pool of names by the trigrams of their bytes, a NUL in front, so that the same
/// beginning counts too. An entry stands in the list of a trigram once, however often it has it.
///
/// The lists of what was typed are merged from the shortest on, until those that are left could not
/// make a candidate by themselves; what the entries met so far have of these is read from their
/// text. `the` is in tens of thousands of names, so most of the merging is saved. The T-occurrence
/// problem, as in Li, Lu, Lu, ICDE 2008 (DivideSkip), but that the bound is found on the way.
///
/// Takes four bytes a trigram of an entry, and six an entry for each request at a time.
/// Thread-safe.
final class NameTrigrams {
  /// Entries that are candidates: levels of trigrams in common are added until there are ENOUGH,
  /// but never more than MOST.
  private static final int ENOUGH = 400;

  private static final int MOST = 3_000;

  /// Places of a list that are merged in the time that reading the text of an entry takes.
  private static final int READING = 20;

  /// One entry that shares trigrams with what was typed.
  interface Candidate {
    /// @param shared how many of those typed it has
    void take(int entry, int shared);
  }

  private final byte[] pool;
  private final int[] starts;

  /// Entries by hashed trigram; those of one bucket lie in `entries` from its offset to the next,
  /// ascending.
  private final int[] offsets;

  private final int[] entries;
  private final ConcurrentLinkedQueue<Tally> tallies = new ConcurrentLinkedQueue<>();

  /// @param pool plain names, each ended by a NUL; not copied
  /// @param starts where they begin; not copied
  NameTrigrams(byte[] pool, int[] starts) {
    this.pool = pool;
    this.starts = starts;
    int buckets = Math.clamp(Integer.highestOneBit(Math.max(1, pool.length / 4)), 256, 1 << 18);
    offsets = new int[buckets + 1];
    entries = new int[fill(null)];
    for (int b = 0; b < buckets; b++) offsets[b + 1] += offsets[b];
    fill(Arrays.copyOf(offsets, buckets));
  }

  /// With no cursors counts the entries of each bucket into `offsets[bucket + 1]`; with cursors
  /// places them. Returns how many.
  private int fill(int @Nullable [] cursors) {
    int[] last = new int[offsets.length - 1];
    Arrays.fill(last, -1);
    int all = 0;
    for (int entry = 0; entry < starts.length; entry++) {
      int gram = 0;
      for (int i = starts[entry]; pool[i] != 0; i++) {
        gram = next(gram, pool[i]);
        if (i == starts[entry]) continue;
        int bucket = bucket(gram);
        if (last[bucket] == entry) continue;
        last[bucket] = entry;
        if (cursors == null) offsets[bucket + 1]++;
        else entries[cursors[bucket]++] = entry;
        all++;
      }
    }
    return all;
  }

  /// The entries that share most trigrams with `typed`, those with most first.
  ///
  /// @param typed two bytes or more
  /// @param least what a candidate has in common with it at least, 1 to its trigrams
  void candidates(byte[] typed, int least, Candidate candidate) {
    int[] lists = lists(typed);
    Tally pooled = tallies.poll();
    Tally tally = pooled == null ? new Tally(starts.length) : pooled;
    int[] atLeast = new int[lists.length + 2]; // entries by the lists that they were met in
    int bound = least; // what is in fewer lists is no candidate
    int merged = 0;
    while (merged < lists.length) {
      int left = lists.length - merged;
      if (left < bound && length(lists[merged]) > READING * atLeast[bound - left]) break;
      tally.add(lists[merged++], atLeast);
      while (atLeast[bound + 1] >= ENOUGH) bound++;
    }
    int[] levels = new int[lists.length + 1]; // entries by the lists that they are in
    tally.complete(new Rest(Arrays.copyOfRange(lists, merged, lists.length)), bound, levels);
    int floor = lists.length;
    int kept = levels[floor];
    while (floor > least && kept < ENOUGH && (kept == 0 || kept + levels[floor - 1] <= MOST))
      kept += levels[--floor];
    tally.give(floor, levels, candidate);
    tallies.offer(tally);
  }

  /// The buckets of the trigrams of a text, the shortest list first.
  private int[] lists(byte[] typed) {
    long[] byLength = new long[typed.length - 1];
    int gram = next(0, typed[0]);
    for (int i = 1; i < typed.length; i++) {
      gram = next(gram, typed[i]);
      int bucket = bucket(gram);
      byLength[i - 1] = (long) length(bucket) << 32 | bucket;
    }
    return Arrays.stream(byLength).sorted().mapToInt(one -> (int) one).toArray();
  }

  private int length(int bucket) {
    return offsets[bucket + 1] - offsets[bucket];
  }

  private static int next(int gram, byte one) {
    return ((gram << 8) | (one & 0xff)) & 0xffffff;
  }

  private int bucket(int gram) {
    return (gram * 0x9E3779B1) >>> (32 - Integer.numberOfTrailingZeros(offsets.length - 1));
  }

  /// Which entries were met, and how often; all counts are 0 between requests. Used by one thread.
  private final class Tally {
    private final short[] counts;
    private final int[] met;
    private int size;

    Tally(int entries) {
      counts = new short[entries];
      met = new int[entries];
    }

    void add(int bucket, int[] atLeast) {
      for (int i = offsets[bucket]; i < offsets[bucket + 1]; i++) {
        int entry = entries[i];
        int count = ++counts[entry];
        if (count == 1) met[size++] = entry;
        atLeast[count]++;
      }
    }

    /// Counts what the entries have of the lists that were not merged, and keeps those that come to
    /// `bound`.
    ///
    /// @param levels is given how many come to each count
    void complete(Rest rest, int bound, int[] levels) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        int entry = met[i];
        int count = counts[entry];
        if (count >= bound - rest.lists()) count += rest.of(entry);
        counts[entry] = 0;
        if (count < bound) continue;
        counts[entry] = (short) count;
        met[kept++] = entry;
        levels[count]++;
      }
      size = kept;
    }

    /// Gives those that come to `floor`, from the highest level down, and forgets all.
    void give(int floor, int[] levels, Candidate candidate) {
      int[] next = new int[levels.length]; // the place of the next of each level
      for (int level = levels.length - 1; level > 0; level--)
        next[level - 1] = next[level] + levels[level];
      int[] ordered = new int[size];
      for (int i = 0; i < size; i++) ordered[next[counts[met[i]]]++] = met[i];
      size = 0;
      for (int entry : ordered) {
        int shared = counts[entry];
        counts[entry] = 0;
        if (shared >= floor) candidate.take(entry, shared);
      }
    }
  }

  /// Lists that are not merged: whether an entry is in them is read from its text. Used by one
  /// thread.
  private final class Rest {
    private final int[] buckets;

    /// The entry that was last found to have the bucket; of equal ones the first stands for all.
    private final int[] seen;

    Rest(int[] buckets) {
      this.buckets = buckets;
      this.seen = new int[buckets.length];
      Arrays.sort(buckets);
      Arrays.fill(seen, -1);
    }

    int lists() {
      return buckets.length;
    }

    /// How many of the lists an entry is in.
    int of(int entry) {
      if (buckets.length == 0) return 0;
      int lists = 0;
      int gram = next(0, pool[starts[entry]]);
      for (int i = starts[entry] + 1; pool[i] != 0; i++) {
        gram = next(gram, pool[i]);
        int bucket = bucket(gram);
        int at = Arrays.binarySearch(buckets, bucket);
        if (at < 0) continue;
        while (at > 0 && buckets[at - 1] == bucket) at--;
        if (seen[at] == entry) continue;
        seen[at] = entry;
        while (at < buckets.length && buckets[at] == bucket) {
          at++;
          lists++;
        }
      }
      return lists;
    }
  }
}

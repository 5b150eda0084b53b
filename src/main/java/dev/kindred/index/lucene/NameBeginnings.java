package dev.kindred.index.lucene;

/// The words with which names begin, and which of these are whole names, a Bloom filter: `blade`
/// and `blade runner` for the latter. Says no of most texts at the price of a look-up or two, and
/// yes of one in two hundred at most that are neither. Takes one and a half to three bytes a
/// beginning. Bloom, CACM 1970; one hash for all probes as in Kirsch and Mitzenmacher, ESA 2006.
final class NameBeginnings {
  private static final int BITS = 12;
  private static final int PROBES = 4;
  private static final int LARGEST = (1 << 24) - 1;

  private final long[] bits;

  private NameBeginnings(long[] bits) {
    this.bits = bits;
  }

  /// Of all names in a pool, each ended by a NUL, their words separated by one space.
  static NameBeginnings of(byte[] pool) {
    long beginnings = 0;
    for (byte one : pool) beginnings += one == 0 ? 2 : one == ' ' ? 1 : 0;
    int size = Math.clamp(beginnings * BITS / Long.SIZE, 1, LARGEST);
    NameBeginnings all = new NameBeginnings(new long[2 * Integer.highestOneBit(size)]);
    long hash = SEED;
    for (byte one : pool) {
      if (one == ' ' || one == 0) all.add(hash);
      hash = step(hash, one);
      if (one != 0) continue;
      all.add(hash);
      hash = SEED;
    }
    return all;
  }

  /// Whether a name may begin with these words.
  boolean mayHold(byte[] words) {
    long hash = SEED;
    for (byte one : words) hash = step(hash, one);
    return mayHold(hash);
  }

  /// Whether these words may be a name.
  boolean mayBeWhole(byte[] words) {
    long hash = SEED;
    for (byte one : words) hash = step(hash, one);
    return mayHold(step(hash, (byte) 0));
  }

  private boolean mayHold(long hash) {
    long mixed = mixed(hash);
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(mixed, probe);
      if ((bits[bit >>> 6] & (1L << bit)) == 0) return false;
    }
    return true;
  }

  private void add(long hash) {
    long mixed = mixed(hash);
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(mixed, probe);
      bits[bit >>> 6] |= 1L << bit;
    }
  }

  /// FNV-1a over the bytes.
  private static final long SEED = 0xcbf29ce484222325L;

  private static long step(long hash, byte one) {
    return (hash ^ (one & 0xff)) * 0x100000001b3L;
  }

  private static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 29);
  }

  private int bit(long mixed, int probe) {
    int first = (int) mixed;
    int second = (int) (mixed >>> 32) | 1;
    return (first + probe * second) & ((bits.length << 6) - 1);
  }
}

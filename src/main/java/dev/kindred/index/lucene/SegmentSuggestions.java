package dev.kindred.index.lucene;

import dev.kindred.index.Suggestion.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.MSBRadixSorter;
import org.apache.lucene.util.UnicodeUtil;

/// The completions of one segment: every name, person, genre, theme and mood in plain form (no
/// case, diacritics or punctuation), laid out in one byte pool.
///
/// Two ways lead to an entry. Whoever types without mistakes is served by a sorted array of all
/// word starts: one binary search, then the range is scanned for the best. Typos are served by
/// trigrams: the entries that share most of them are candidates, and each is measured by the
/// restricted Damerau-Levenshtein distance, in characters, between what was typed and the best
/// prefix at any of its word starts, given up once a whole row is too far. The score is the quality
/// of the match plus a share of popularity.
final class SegmentSuggestions {
  private static final double POPULARITY = 0.25;

  /// Quality that each edit costs.
  private static final double EDIT = 0.12;

  /// Quality of a name typed in full but for its edits.
  private static final double MISTYPED = 0.7;

  /// Quality of a name typed in full.
  private static final double WHOLE = 0.9;

  /// What the best match of the most popular title would score.
  private static final double GREATEST = WHOLE + 2 * POPULARITY;

  /// One entry that fits what was typed; `reference` is a document for a title, else an ordinal of
  /// [#field]; the score is 0..1.
  record Match(Kind kind, int reference, double score) {}

  /// Whether a live title stands behind a reference.
  interface Liveness {
    boolean holds(Kind kind, int reference);
  }

  private final byte[] pool;
  private final int[] starts;
  private final Kind[] kinds;
  private final int[] references;
  private final float[] weights;

  /// Pool positions of every word start, ordered by the bytes that follow, and the entry of each.
  private final int[] words;

  private final int[] wordEntries;
  private final NameBeginnings beginnings;
  private final NameTrigrams trigrams;

  private SegmentSuggestions(SuggestionEntries entries) {
    pool = entries.pool();
    starts = entries.starts();
    kinds = entries.kinds();
    references = entries.references();
    weights = entries.weights();
    int count = 0;
    for (int i = 0; i < pool.length; i++) if (isWordStart(i)) count++;
    words = new int[count];
    wordEntries = new int[count];
    int at = 0;
    for (int entry = 0; entry < starts.length; entry++) {
      for (int i = starts[entry]; pool[i] != 0; i++) {
        if (!isWordStart(i)) continue;
        words[at] = i;
        wordEntries[at++] = entry;
      }
    }
    sortWords();
    beginnings = NameBeginnings.of(pool);
    trigrams = new NameTrigrams(pool, starts);
  }

  static SegmentSuggestions of(LeafReader reader, Analyzers analyzers) throws IOException {
    return new SegmentSuggestions(SuggestionEntries.of(reader, analyzers));
  }

  /// The doc-values field whose ordinals the entries of a kind refer to.
  static String field(Kind kind) {
    return switch (kind) {
      case TITLE -> Schema.NAMES;
      case PERSON -> Schema.filter("people");
      case GENRE -> Schema.filter("genres");
      case THEME -> Schema.filter("themes");
      case MOOD -> Schema.filter("moods");
    };
  }

  /// The names in a [Schema#NAMES] value: the title's own first.
  static List<String> names(BytesRef value) {
    String all = value.utf8ToString();
    return List.of(all.substring(0, all.length() - 1).split("\0", -1));
  }

  /// The best entries for `plain` behind which a live title stands, best first; one a title.
  ///
  /// @param least score from which on entries count
  List<Match> match(String plain, int limit, double least, Liveness live) {
    if (starts.length == 0) return List.of();
    byte[] typed = plain.getBytes(StandardCharsets.UTF_8);
    Best best = new Best(limit, least, live);
    prefixes(typed, best);
    int[] characters = plain.codePoints().toArray();
    int length = characters.length;
    int edits = length < 4 ? 0 : length < 6 ? 1 : length < 16 ? 2 : 3;
    if (edits > 0) typos(typed, characters, edits, best);
    return best.matches();
  }

  /// The entries whose whole text is `plain` and behind which a live title stands, best first.
  List<Match> named(String plain, int limit, Liveness live) {
    byte[] typed = plain.getBytes(StandardCharsets.UTF_8);
    if (!beginnings.mayBeWhole(typed)) return List.of();
    Best best = new Best(limit, 0, live);
    for (int i = firstWordNotBefore(typed); i < words.length && endsWith(words[i], typed); i++)
      if (words[i] == starts[wordEntries[i]]) best.offer(wordEntries[i], WHOLE);
    return best.matches();
  }

  /// The best entries with a word from which on they begin with `plain` and behind which a live
  /// title stands, best first; one a title.
  List<Match> complete(String plain, int limit, Liveness live) {
    Best best = new Best(limit, 0, live);
    prefixes(plain.getBytes(StandardCharsets.UTF_8), best);
    return best.matches();
  }

  /// Whether an entry begins with the words of `plain`, or may.
  boolean beginsName(String plain) {
    return beginnings.mayHold(plain.getBytes(StandardCharsets.UTF_8));
  }

  private void prefixes(byte[] typed, Best best) {
    int from = firstWordNotBefore(typed);
    for (int i = from; i < words.length && startsWith(words[i], typed); i++) {
      int entry = wordEntries[i];
      int rest = end(entry) - words[i] - typed.length;
      boolean whole = words[i] == starts[entry];
      double quality = whole ? (rest == 0 ? WHOLE : 0.75) : 0.6;
      best.offer(entry, quality - 0.002 * Math.min(rest, 25));
    }
  }

  private void typos(byte[] typed, int[] characters, int edits, Best best) {
    int grams = typed.length - 1;
    int anEdit = gramsAnEdit(characters);
    int[] rows = new int[3 * (characters.length + 1)];
    int[] name = new int[SuggestionEntries.LONGEST];
    trigrams.candidates(
        typed,
        Math.max(1, grams - edits * anEdit),
        (entry, shared) -> {
          int needed = Math.max(1, (grams - shared + anEdit - 1) / anEdit);
          if (best.takes(entry, MISTYPED - EDIT * needed))
            measure(entry, characters, edits, name, rows, best);
        });
  }

  /// Trigrams that one edit changes at most: a transposition all those that hold a byte of the two
  /// characters.
  private static int gramsAnEdit(int[] characters) {
    int widest = 1;
    for (int one : characters)
      widest = Math.max(widest, one < 0x80 ? 1 : one < 0x800 ? 2 : one < 0x10000 ? 3 : 4);
    return 2 * widest + 2;
  }

  private void measure(int entry, int[] typed, int edits, int[] name, int[] rows, Best best) {
    int from = starts[entry];
    int end = UnicodeUtil.UTF8toUTF32(new BytesRef(pool, from, end(entry) - from), name);
    double quality = 0;
    for (int i = 0; i < end; i++) {
      if (name[i] == ' ' || (i > 0 && name[i - 1] != ' ')) continue;
      long nearest = PrefixDistance.nearest(typed, name, i, end, edits, rows);
      if (nearest < 0) continue;
      int distance = PrefixDistance.edits(nearest);
      int rest = end - PrefixDistance.end(nearest);
      if (distance == 0) continue; // an exact prefix was scored already
      boolean whole = i == 0;
      double one = (whole ? MISTYPED : 0.55) - EDIT * distance - 0.006 * Math.min(rest, 25);
      quality = Math.max(quality, one);
    }
    if (quality > 0) best.offer(entry, quality);
  }

  private boolean isWordStart(int position) {
    byte here = pool[position];
    if (here == 0 || here == ' ') return false;
    return position == 0 || pool[position - 1] == 0 || pool[position - 1] == ' ';
  }

  /// Where the NUL behind an entry stands.
  private int end(int entry) {
    return (entry + 1 < starts.length ? starts[entry + 1] : pool.length) - 1;
  }

  /// Whether a word start and what follows it to the end of its entry are `typed`; the word starts
  /// of which this holds stand before those that go on.
  private boolean endsWith(int position, byte[] typed) {
    return startsWith(position, typed) && pool[position + typed.length] == 0;
  }

  private boolean startsWith(int position, byte[] typed) {
    for (int i = 0; i < typed.length; i++) if (pool[position + i] != typed[i]) return false;
    return true; // never runs over: the NUL that ends an entry differs from every typed byte
  }

  private int firstWordNotBefore(byte[] typed) {
    int low = 0;
    int high = words.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(words[middle], typed) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private int compare(int position, byte[] typed) {
    for (int i = 0; i < typed.length; i++) {
      int difference = (pool[position + i] & 0xff) - (typed[i] & 0xff);
      if (difference != 0) return difference;
    }
    return 0;
  }

  private void sortWords() {
    new MSBRadixSorter(Integer.MAX_VALUE) {
      @Override
      protected int byteAt(int i, int k) {
        int position = words[i] + k; // asked for beyond the end too, when many words are equal
        return position < end(wordEntries[i]) ? pool[position] & 0xff : -1;
      }

      @Override
      protected void swap(int i, int j) {
        int word = words[i];
        words[i] = words[j];
        words[j] = word;
        int entry = wordEntries[i];
        wordEntries[i] = wordEntries[j];
        wordEntries[j] = entry;
      }
    }.sort(0, words.length);
  }

  /// The best offers so far, one an entry, and one for all the names of a title.
  private final class Best {
    private record Offer(int entry, double score) {}

    private final int limit;
    private final double least;
    private final Liveness live;
    private final PriorityQueue<Offer> heap;

    Best(int limit, double least, Liveness live) {
      this.limit = limit;
      this.least = least;
      this.live = live;
      this.heap =
          new PriorityQueue<>(
              limit + 1,
              Comparator.comparingDouble(Offer::score)
                  .thenComparing(Comparator.comparingInt(Offer::entry).reversed()));
    }

    private double score(int entry, double quality) {
      return (quality + POPULARITY * weights[entry]) / GREATEST;
    }

    /// Whether an entry of this quality could be among the best.
    boolean takes(int entry, double quality) {
      double score = score(entry, quality);
      return score >= least && (heap.size() < limit || score >= heap.element().score());
    }

    void offer(int entry, double quality) {
      if (!takes(entry, quality)) return;
      double score = score(entry, quality);
      if (!live.holds(kinds[entry], references[entry])) return;
      for (Offer known : heap) {
        if (!sameThing(known.entry(), entry)) continue;
        if (known.score() > score || (known.score() == score && known.entry() < entry)) return;
        heap.remove(known);
        break;
      }
      heap.add(new Offer(entry, score));
      if (heap.size() > limit) heap.poll();
    }

    private boolean sameThing(int a, int b) {
      return kinds[a] == kinds[b] && references[a] == references[b];
    }

    List<Match> matches() {
      List<Offer> offers = new ArrayList<>(heap);
      offers.sort(
          Comparator.comparingDouble(Offer::score).reversed().thenComparingInt(Offer::entry));
      return offers.stream()
          .map(o -> new Match(kinds[o.entry()], references[o.entry()], o.score()))
          .toList();
    }
  }
}

package dev.kindred.index.lucene;

/// The restricted Damerau-Levenshtein distance, in characters, to the nearest prefix of a name;
/// three rows of the matrix, of each the band in which no more than the edits allowed can lie,
/// given up once all of a row is too far. Ukkonen, Information and Control 1985. Cost: the edits
/// allowed times the length of the prefix.
final class PrefixDistance {
  private PrefixDistance() {}

  /// The least restricted Damerau-Levenshtein distance between `typed` and any prefix of
  /// `name[from..to)`, in the upper half, and where the longest such prefix ends, in the lower; -1
  /// when it is more than `edits`.
  static long nearest(int[] typed, int[] name, int from, int to, int edits, int[] rows) {
    int width = typed.length + 1;
    int far = edits + 1;
    int before = 0;
    int above = width;
    int row = 2 * width;
    for (int j = 0; j < width; j++) rows[above + j] = j;
    int bestDistance = rows[above + typed.length] <= edits ? rows[above + typed.length] : far;
    int bestEnd = from;
    int last = Math.min(to - from, typed.length + edits);
    for (int i = 1; i <= last; i++) {
      int first = Math.max(1, i - edits);
      int end = Math.min(typed.length, i + edits);
      rows[row + first - 1] = first == 1 ? i : far;
      int least = rows[row + first - 1];
      for (int j = first; j <= end; j++) {
        int cost = name[from + i - 1] == typed[j - 1] ? 0 : 1;
        int value =
            Math.min(rows[above + j - 1] + cost, 1 + Math.min(rows[above + j], rows[row + j - 1]));
        if (i > 1
            && j > 1
            && cost == 1
            && name[from + i - 1] == typed[j - 2]
            && name[from + i - 2] == typed[j - 1]) {
          value = Math.min(value, rows[before + j - 2] + 1);
        }
        rows[row + j] = value;
        least = Math.min(least, value);
      }
      if (end < typed.length) rows[row + end + 1] = far;
      int distance = end == typed.length ? rows[row + end] : far;
      if (distance <= bestDistance && distance <= edits) {
        bestDistance = distance;
        bestEnd = from + i;
      }
      if (least > edits) break;
      int recycled = before;
      before = above;
      above = row;
      row = recycled;
    }
    return bestDistance > edits ? -1 : (long) bestDistance << 32 | bestEnd;
  }

  static int edits(long nearest) {
    return (int) (nearest >>> 32);
  }

  static int end(long nearest) {
    return (int) nearest;
  }
}

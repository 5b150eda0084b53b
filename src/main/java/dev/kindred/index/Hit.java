package dev.kindred.index;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import java.util.Comparator;

/// One title found by one search primitive; scores compare only within one list.
public record Hit(TitleKey key, TitleId id, double score) {
  /// Score descending, then title id ascending: the order of every list.
  public static final Comparator<Hit> ORDER =
      (a, b) -> a.score != b.score ? Double.compare(b.score, a.score) : a.id.compareTo(b.id);
}

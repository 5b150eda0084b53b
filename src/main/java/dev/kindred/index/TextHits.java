package dev.kindred.index;

import java.util.List;

/// What the words of a query found.
///
/// @param total how many titles match at least in part
/// @param coverage how much of the query one of the best hits holds, 0 (nothing) to 1 (all, or the
///   query is the whole name of one of them), words weighted by rarity
public record TextHits(List<Hit> hits, Total total, double coverage) {
  public static final TextHits NONE = new TextHits(List.of(), new Total(0, Total.Relation.EQ), 0);

  public TextHits {
    hits = List.copyOf(hits);
    if (!(coverage >= 0 && coverage <= 1))
      throw new IllegalArgumentException("coverage must be 0..1, got " + coverage);
  }
}

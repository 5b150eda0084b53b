package dev.kindred.catalogue.duplicates;

/// @param minScore least [LikelyDuplicate#score] reported, 0 to 1
/// @param limit most pairs reported, 1 to [#MAX_LIMIT]
public record DuplicateOptions(double minScore, int limit) {
  public static final int MAX_LIMIT = 100_000;
  public static final DuplicateOptions DEFAULT = new DuplicateOptions(0.95, 1_000);

  public DuplicateOptions {
    if (!(minScore >= 0 && minScore <= 1))
      throw new IllegalArgumentException("minScore must be 0..1, got " + minScore);
    if (limit < 1 || limit > MAX_LIMIT)
      throw new IllegalArgumentException("limit must be 1.." + MAX_LIMIT + ", got " + limit);
  }
}

package dev.kindred.catalogue.duplicates;

import dev.kindred.catalogue.Title;
import java.util.Collections;

/// Tells titles apart that stand under one id by chance, as the plain numbers of two catalogues do.
public final class OtherTitle {
  /// Years that two sources may differ by over one title.
  private static final int SAME = 1;

  private OtherTitle() {}

  /// Whether two titles share no name at all and came out in years that are more than one apart; an
  /// unknown year tells nothing.
  public static boolean isPlain(Title one, Title two) {
    if (one.year() == null || two.year() == null) return false;
    return Math.abs(one.year() - two.year()) > SAME
        && Collections.disjoint(Names.of(one), Names.of(two));
  }
}

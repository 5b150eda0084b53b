package dev.kindred.http;

import dev.kindred.catalogue.TitleWrite;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Entity tags of titles: the quoted sequence number of the last change.
final class EntityTags {
  static final String ANY = "*";
  private static final Pattern TAG = Pattern.compile("(W/)?\"([0-9]{1,18})\"");

  private EntityTags() {}

  static String of(long seq) {
    return "\"" + seq + "\"";
  }

  /// Whether an `If-None-Match` list names the tag, weakly compared.
  static boolean matches(@Nullable String list, String tag) {
    if (list == null) return false;
    if (list.strip().equals(ANY)) return true;
    String strong = tag.startsWith("W/") ? tag.substring(2) : tag;
    for (String one : list.split(",", -1)) {
      String given = one.strip();
      if ((given.startsWith("W/") ? given.substring(2) : given).equals(strong)) return true;
    }
    return false;
  }

  /// The version that a write expects; null for any, [TitleWrite#ABSENT] for none. A tag that was
  /// never ours expects a version that cannot be there.
  static @Nullable Long expected(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    if (ifMatch != null && ifNoneMatch != null) {
      throw new ProblemException(
          Problem.of(400, "invalidHeader", "If-Match and If-None-Match cannot stand together"));
    }
    if (ifNoneMatch != null) {
      if (ifNoneMatch.strip().equals(ANY)) return TitleWrite.ABSENT;
      throw new ProblemException(
          Problem.of(400, "invalidHeader", "writes understand only If-None-Match: *"));
    }
    if (ifMatch == null || ifMatch.strip().equals(ANY)) return null;
    if (ifMatch.indexOf(',') >= 0) {
      throw new ProblemException(
          Problem.of(400, "invalidHeader", "If-Match takes one entity tag, or *"));
    }
    var tag = TAG.matcher(ifMatch.strip());
    boolean strong = tag.matches() && tag.group(1) == null;
    return strong ? Long.parseLong(tag.group(2)) : Long.MAX_VALUE;
  }
}

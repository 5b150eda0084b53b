package dev.kindred.evaluation;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.evaluation.TitlePair.Named;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds titles by name and year. Names are compared without case, diacritics, punctuation and
/// leading article, also where that stands behind a comma (`Matrix, The`). A title of that year is
/// taken, else one of the year before or after; among several the one with most votes.
final class TitleNames {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern ARTICLE = Pattern.compile("^(?:the|a|an) (?=.)");
  private static final Pattern ARTICLE_BEHIND =
      Pattern.compile("^(.+), (the|a|an)$", Pattern.CASE_INSENSITIVE);

  private final Map<String, List<Title>> byName = new HashMap<>();

  TitleNames(Collection<Title> titles) {
    for (Title title : titles) {
      add(title.name(), title);
      if (title.originalName() != null) add(title.originalName(), title);
      title.aliases().forEach(alias -> add(alias.text(), title));
    }
  }

  private void add(String name, Title title) {
    List<Title> named = byName.computeIfAbsent(normalised(name), n -> new ArrayList<>(1));
    if (!named.contains(title)) named.add(title);
  }

  Optional<TitleId> find(Named wanted) {
    return byName.getOrDefault(normalised(wanted.name()), List.of()).stream()
        .filter(title -> distance(wanted, title) <= 1)
        .min(
            Comparator.comparingInt((Title title) -> distance(wanted, title))
                .thenComparingInt(title -> -votes(title))
                .thenComparing(Title::id))
        .map(Title::id);
  }

  private static int distance(Named wanted, Title title) {
    if (wanted.year() == null) return 0;
    return title.year() == null ? Integer.MAX_VALUE : Math.abs(title.year() - wanted.year());
  }

  private static int votes(Title title) {
    return title.rating() == null ? 0 : title.rating().count();
  }

  static String normalised(String name) {
    String inFront = ARTICLE_BEHIND.matcher(name.strip()).replaceFirst("$2 $1");
    String plain =
        MARKS.matcher(Normalizer.normalize(inFront, Normalizer.Form.NFKD)).replaceAll("");
    String words =
        NO_WORD
            .matcher(plain.toLowerCase(Locale.ROOT).replace("'", "").replace("&", " and "))
            .replaceAll(" ")
            .strip();
    return ARTICLE.matcher(words).replaceFirst("");
  }
}

package dev.kindred.catalogue.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Guesses how long titles are and of which kind, which in some catalogues one column tells: `90
/// min`, `2 Seasons`.
final class KindGuess {
  /// Columns that only series have.
  private static final Pattern OF_SERIES =
      Pattern.compile(
          "(first|last)airdate|premiered|networks?|webchannel|(numberof)?(seasons|episodes)|(season|episode)count|episoderuntime|tvrage");

  private static final int MAX_KINDS = 30;
  private final MappingDraft draft;

  KindGuess(MappingDraft draft) {
    this.draft = draft;
  }

  void guess() {
    GuessSource length = length();
    if (length != null) {
      draft.take("runtimeMinutes", length, "", draft.seen(length));
      if (length.sample().share(v -> v.toLowerCase(Locale.ROOT).contains("season")) > 0)
        draft.put(
            "attributes.seasons",
            length.from("pattern: '(?i)^(\\d+) ?seasons?$', as: number"),
            "how many seasons, where it says so");
    }
    GuessSource kind = draft.find("kind", s -> isKind(s, 0.5));
    if (kind == null)
      kind =
          draft
              .unused()
              .filter(s -> !s.sample().isList() && isKind(s.sample(), Looks.MOSTLY))
              .findFirst()
              .orElse(null);
    Set<String> ofSeries = ofSeries();
    if (kind != null) {
      draft.take(
          "kind",
          kind,
          replaced(kind) + "default: movie",
          "movie, series, season, episode or other; " + draft.seen(kind));
    } else if (length != null && length.sample().share(FieldText::isEpisodic) > 0) {
      draft.put(
          "kind",
          length.from(
              "pattern: '(?i)season|episode', values: {season: series, episode: series}, default: movie"),
          "a series where the length counts seasons");
    } else if (!ofSeries.isEmpty()) {
      draft.put(
          "kind",
          "{constant: series}",
          "no column tells; series have columns such as " + String.join(", ", ofSeries));
    } else {
      draft.put(
          "kind", "{constant: movie}", "no column tells; movie, series, season, episode or other");
    }
  }

  private @Nullable GuessSource length() {
    GuessSource length =
        draft.find(
            "runtimeMinutes",
            s ->
                s.share(v ->
                    FieldText.isEpisodic(v)
                        || FieldText.minutes(v, _ -> {}) != null
                        || v.startsWith("0"))
                    >= Looks.MOSTLY);
    if (length != null) return length;
    return draft
        .unused()
        .filter(s ->
            s.sample().share(v -> Looks.isMinutes(v) || FieldText.isEpisodic(v)) >= Looks.MOSTLY)
        .findFirst()
        .orElse(null);
  }

  private static boolean isKind(ColumnSample sample, double known) {
    return sample.share(Kinds::isKnown) >= known && sample.distinct() <= MAX_KINDS;
  }

  /// The option that makes `other` of kinds nobody knows; blank when all are known.
  private static String replaced(GuessSource kind) {
    Set<String> others = new TreeSet<>(kind.sample().values());
    others.removeIf(Kinds::isKnown);
    List<String> replaced = new ArrayList<>();
    for (String other : others) replaced.add(MappingText.scalar(other) + ": other");
    return replaced.isEmpty() ? "" : "values: {" + String.join(", ", replaced) + "}, ";
  }

  /// The columns that only series have, when most rows have two of them.
  private Set<String> ofSeries() {
    Set<String> found = new TreeSet<>();
    draft
        .all()
        .map(GuessSource::sample)
        .filter(s -> OF_SERIES.matcher(s.key()).matches())
        .filter(s -> s.rows() >= 0.5 * draft.file().rows())
        .forEach(s -> found.add(s.key()));
    return found.size() < 2 ? Set.of() : found;
  }
}

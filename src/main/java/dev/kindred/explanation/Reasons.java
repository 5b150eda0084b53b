package dev.kindred.explanation;

import dev.kindred.candidates.Candidate;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.TitleDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reasons by template. Each names only what both the request and the title hold.
public final class Reasons {
  private static final int NAMED = 3;
  private static final Pattern MARKED = Pattern.compile("<em>(.+?)</em>");

  private Reasons() {}

  /// Why a title answers a query.
  ///
  /// @param highlights of the title, by field
  /// @param described whether the query says what the title is to be like, rather than naming one
  public static List<Reason> ofQuery(
      FusedCandidate candidate, Map<String, List<String>> highlights, boolean described) {
    List<Reason> reasons = new ArrayList<>();
    Set<String> words = new LinkedHashSet<>();
    for (List<String> passages : highlights.values()) {
      for (String passage : passages) {
        Matcher mark = MARKED.matcher(passage);
        while (mark.find()) words.add(unescaped(mark.group(1)).toLowerCase(Locale.ROOT));
      }
    }
    if (!words.isEmpty() && candidate.sources().containsKey(Source.LEXICAL)) {
      Map<String, List<String>> evidence = new LinkedHashMap<>();
      evidence.put("words", List.copyOf(words));
      evidence.put("fields", List.copyOf(highlights.keySet()));
      reasons.add(new Reason("queryMatch", evidence, "Mentions " + some(words) + "."));
    }
    List<String> aspects =
        Stream.of(Source.STORY, Source.FEEL)
            .filter(candidate.sources()::containsKey)
            .sorted((a, b) -> Integer.compare(rank(candidate, a), rank(candidate, b)))
            .map(s -> s.name().toLowerCase(Locale.ROOT))
            .toList();
    if (!aspects.isEmpty()) {
      String what = String.join(" and ", aspects);
      String text =
          "Its "
              + what
              + (aspects.size() == 1 ? " is" : " are")
              + (described ? " close to what you describe." : " close to what you name.");
      reasons.add(new Reason("queryMatch", Map.of("aspects", aspects), text));
    }
    return reasons;
  }

  /// Which of the wanted qualities a title has in its own words.
  public static List<Reason> ofWishes(List<String> wanted, TitleDocument hit) {
    String own =
        String.join(
                " ",
                Stream.of(
                        hit.profile().moods(),
                        hit.profile().themes(),
                        hit.profile().style(),
                        hit.title().keywords(),
                        hit.title().genres(),
                        List.of(String.valueOf(hit.profile().tone())))
                    .flatMap(List::stream)
                    .toList())
            .toLowerCase(Locale.ROOT);
    List<String> had =
        wanted.stream().filter(w -> own.contains(w.toLowerCase(Locale.ROOT))).toList();
    if (had.isEmpty()) return List.of();
    return List.of(
        new Reason("queryMatch", Map.of("wanted", had), "Is " + some(had) + ", as you want it."));
  }

  /// What a title shares with another.
  public static List<Reason> ofSimilar(TitleDocument seed, TitleDocument hit) {
    List<Reason> reasons = new ArrayList<>();
    Set<String> people = shared(names(seed.title()), names(hit.title()));
    if (!people.isEmpty()) {
      reasons.add(
          new Reason(
              "sharedPeople",
              Map.of("people", List.copyOf(people)),
              "Also by or with " + some(people) + "."));
    }
    Set<String> themes =
        shared(
            Stream.concat(themes(seed.profile()), seed.title().keywords().stream()).toList(),
            Stream.concat(themes(hit.profile()), hit.title().keywords().stream()).toList());
    if (!themes.isEmpty()) {
      reasons.add(
          new Reason(
              "sharedThemes",
              Map.of("themes", List.copyOf(themes)),
              "Shares " + some(themes) + "."));
    }
    Set<String> moods = shared(seed.profile().moods(), hit.profile().moods());
    if (!moods.isEmpty()) {
      reasons.add(
          new Reason(
              "sharedMoods", Map.of("moods", List.copyOf(moods)), "Feels as " + some(moods) + "."));
    }
    return reasons;
  }

  /// Highlights are HTML; a reason's words are plain text.
  private static String unescaped(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  private static int rank(FusedCandidate candidate, Source source) {
    Candidate place = candidate.sources().get(source);
    return place == null ? Integer.MAX_VALUE : place.rank();
  }

  private static List<String> names(Title title) {
    return title.people().stream().map(Title.Person::name).toList();
  }

  private static Stream<String> themes(ContentProfile profile) {
    return profile.themes().stream();
  }

  /// Values of `a` that `b` holds too, ignoring case, in the order of `a`.
  private static Set<String> shared(Collection<String> a, Collection<String> b) {
    Set<String> known = new LinkedHashSet<>();
    for (String value : b) known.add(value.toLowerCase(Locale.ROOT));
    Set<String> shared = new LinkedHashSet<>();
    for (String value : a) if (known.contains(value.toLowerCase(Locale.ROOT))) shared.add(value);
    return shared;
  }

  private static String some(Collection<String> values) {
    List<String> named = values.stream().limit(NAMED).toList();
    if (named.size() == 1) return named.getFirst();
    return String.join(", ", named.subList(0, named.size() - 1)) + " and " + named.getLast();
  }
}

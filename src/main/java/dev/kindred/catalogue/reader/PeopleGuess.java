package dev.kindred.catalogue.reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Guesses who made titles and plays in them: a column for each role, or one list of people with
/// what each of them did.
final class PeopleGuess {
  /// What a list calls the part of a person.
  private static final Pattern PART = Pattern.compile("job|type|role|category|profession");

  /// What it calls the part of those in a role, the likeliest first; in lower case.
  private static final Map<String, List<String>> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("people.director", List.of("director"));
    PARTS.put("people.creator", List.of("creator"));
    PARTS.put("people.writer", List.of("screenplay", "writer", "screenwriter"));
    PARTS.put("people.cast", List.of("actor", "cast"));
    PARTS.put("people.composer", List.of("original music composer", "composer"));
  }

  private final MappingDraft draft;

  PeopleGuess(MappingDraft draft) {
    this.draft = draft;
  }

  void guess() {
    for (String field : PARTS.keySet()) draft.list(field, s -> s.share(Looks::isNumber) < 0.1);
    for (GuessSource part : draft.unused().toList())
      if (PART.matcher(lastName(part)).matches()) parts(part);
  }

  /// A list of people with their parts, as TMDB's crew and Jellyfin's people.
  private void parts(GuessSource part) {
    String list = list(part);
    String partName = name(part);
    String personName =
        draft
            .all()
            .filter(s -> list(s).equals(list) && lastName(s).equals("name"))
            .map(PeopleGuess::name)
            .findFirst()
            .orElse(null);
    if (personName == null) return;
    Set<String> there = new TreeSet<>(part.sample().values());
    boolean any = false;
    for (var role : PARTS.entrySet()) {
      if (draft.has(role.getKey())) continue;
      String wanted =
          role.getValue().stream()
              .flatMap(w -> there.stream().filter(t -> t.toLowerCase(Locale.ROOT).equals(w)))
              .findFirst()
              .orElse(null);
      if (wanted == null) continue;
      any = true;
      draft.put(
          role.getKey(),
          "{from: %s, json: %s, where: {%s: %s}}"
              .formatted(
                  MappingText.scalar(list),
                  MappingText.scalar(personName),
                  MappingText.scalar(partName),
                  MappingText.scalar(wanted)),
          "those of the list whose " + partName + " is " + wanted);
    }
    if (any)
      draft
          .all()
          .filter(s -> s.column().equals(list) || s.column().startsWith(list + "."))
          .forEach(draft::use);
  }

  /// The column of the list that a source stands in; blank when it stands in none.
  private static String list(GuessSource source) {
    if (source.json() != null) return source.column();
    int dot = source.column().lastIndexOf('.');
    return dot < 0 ? "" : source.column().substring(0, dot);
  }

  /// What the entries of the list call it.
  private static String name(GuessSource source) {
    if (source.json() != null) return source.json();
    return source.column().substring(source.column().lastIndexOf('.') + 1);
  }

  private static String lastName(GuessSource source) {
    return list(source).isEmpty() ? "" : name(source).toLowerCase(Locale.ROOT);
  }
}

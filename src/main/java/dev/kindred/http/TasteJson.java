package dev.kindred.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TitleDocument;
import dev.kindred.json.Json;
import dev.kindred.viewer.Affinities.Affinity;
import dev.kindred.viewer.HistoryEntry;
import dev.kindred.viewer.Viewer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What is believed of a viewer's taste, in words, with the titles that say so.
final class TasteJson {
  private static final int SHOWN = 10;
  private static final int RECENT = 10;
  private static final double SCALE = 1_000;

  private TasteJson() {}

  /// @param documents the indexed titles among the keys
  static ObjectNode write(
      Viewer viewer, Function<Collection<TitleKey>, Map<TitleKey, TitleDocument>> documents) {
    List<HistoryEntry> recent =
        viewer.history().subList(0, Math.min(RECENT, viewer.history().size()));
    Set<TitleKey> named = new LinkedHashSet<>();
    recent.forEach(entry -> named.add(entry.title()));
    for (List<Affinity> list :
        List.of(
            viewer.affinities().genres(),
            viewer.affinities().themes(),
            viewer.affinities().people())) {
      shown(list).forEach(affinity -> named.addAll(affinity.evidence()));
    }
    Map<TitleKey, TitleDocument> titles = documents.apply(named);
    ObjectNode out =
        Json.object()
            .put("userId", viewer.user().id().value())
            .put("text", text(viewer))
            .put("historyTitles", viewer.history().size())
            .put("seenTitles", viewer.seen().size());
    out.set("genres", affinities(viewer.affinities().genres(), titles));
    out.set("themes", affinities(viewer.affinities().themes(), titles));
    out.set("people", affinities(viewer.affinities().people(), titles));
    ArrayNode latest = out.putArray("recent");
    for (HistoryEntry entry : recent) {
      TitleDocument title = titles.get(entry.title());
      if (title == null) continue;
      latest
          .addObject()
          .put("titleId", title.title().id().value())
          .put("name", title.title().name())
          .put("at", entry.at().toString())
          .put("event", Json.name(entry.latest()))
          .put("reward", rounded(entry.reward()));
    }
    return out;
  }

  private static List<Affinity> shown(List<Affinity> all) {
    return all.subList(0, Math.min(SHOWN, all.size()));
  }

  private static ArrayNode affinities(List<Affinity> all, Map<TitleKey, TitleDocument> titles) {
    ArrayNode out = Json.array();
    for (Affinity affinity : shown(all)) {
      ArrayNode evidence =
          out.addObject()
              .put("name", affinity.name())
              .put("score", rounded(affinity.score()))
              .putArray("because");
      for (TitleKey key : affinity.evidence()) {
        TitleDocument title = titles.get(key);
        if (title == null) continue;
        evidence
            .addObject()
            .put("titleId", title.title().id().value())
            .put("name", title.title().name());
      }
    }
    return out;
  }

  /// One or two sentences.
  private static String text(Viewer viewer) {
    if (viewer.history().isEmpty()) return "Nothing is known of this viewer's taste yet.";
    String liked = names(viewer.affinities().genres(), 1);
    String themes = names(viewer.affinities().themes(), 1);
    String people = names(viewer.affinities().people(), 1);
    String disliked = names(viewer.affinities().genres(), -1);
    StringBuilder text = new StringBuilder();
    if (!liked.isEmpty()) text.append("Likes ").append(liked);
    if (!themes.isEmpty())
      text.append(text.isEmpty() ? "Likes stories of " : ", stories of ").append(themes);
    if (!people.isEmpty()) text.append(text.isEmpty() ? "Likes " : ", and ").append(people);
    if (!text.isEmpty()) text.append('.');
    if (!disliked.isEmpty())
      text.append(text.isEmpty() ? "" : " ").append("Does not like ").append(disliked).append('.');
    return text.isEmpty()
        ? "What this viewer watched says little of a taste yet."
        : text.toString();
  }

  private static String names(List<Affinity> all, int sign) {
    List<String> names =
        all.stream()
            .filter(affinity -> affinity.score() * sign > 0)
            .limit(3)
            .map(Affinity::name)
            .toList();
    if (names.size() < 2) return String.join("", names);
    return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  private static double rounded(double value) {
    return Math.round(value * SCALE) / SCALE;
  }
}

package dev.kindred.testing;

import dev.kindred.catalogue.IdFacts;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What each id of a [MemoryTitleStore] says, by the title that it leads to. Not thread-safe.
final class MemoryFacts {
  /// Source of an id without facts.
  private static final String LINKS = "links";

  /// By key of the title: its own facts first, then those merged into it in the order in which they
  /// fill gaps.
  private final NavigableMap<Integer, List<IdFacts>> titles = new TreeMap<>();

  /// The title that each id leads to.
  private final Map<TitleId, TitleKey> leads = new HashMap<>();

  /// Of an id that leads to a title; else null.
  @Nullable IdFacts of(TitleId id) {
    TitleKey key = leads.get(id);
    if (key == null) return null;
    return all(key).stream().filter(said -> said.id().equals(id)).findFirst().orElseThrow();
  }

  boolean holds(TitleKey key) {
    return titles.containsKey(key.value());
  }

  IdFacts own(TitleKey key) {
    return all(key).getFirst();
  }

  List<IdFacts> mergedInto(TitleKey key) {
    List<IdFacts> all = all(key);
    return List.copyOf(all.subList(1, all.size()));
  }

  /// Of the titles after a key, in key order.
  Stream<TitleKey> keys(int after) {
    return List.copyOf(titles.tailMap(after, false).keySet()).stream().map(TitleKey::new);
  }

  void create(IdFacts said) {
    titles.put(said.key().value(), new ArrayList<>());
    add(said.key(), said);
  }

  void replace(IdFacts said) {
    all(said.key()).replaceAll(old -> old.id().equals(said.id()) ? said : old);
  }

  /// Deletes a title with all that was merged into it.
  void delete(TitleKey key) {
    for (IdFacts said : all(key)) leads.remove(said.id());
    titles.remove(key.value());
  }

  /// Whether one is the other's parent, or the edition of it.
  boolean areRelated(TitleKey one, TitleKey other) {
    return isPart(own(one), own(other)) || isPart(own(other), own(one));
  }

  private static boolean isPart(IdFacts part, IdFacts whole) {
    Title title = Objects.requireNonNull(part.title());
    return whole.id().equals(title.parentId()) || whole.id().equals(title.editionOf());
  }

  /// Makes a title a part of another, with all that was merged into it.
  void merge(IdFacts into, IdFacts dropped) {
    List<IdFacts> parts = Objects.requireNonNull(titles.remove(dropped.key().value()));
    for (IdFacts part : parts)
      add(into.key(), part.id().equals(dropped.id()) ? under(part, into.id()) : part);
  }

  /// Makes a merged id a title of its own, with what was merged into it.
  void split(IdFacts merged, TitleKey own) {
    Set<TitleId> parts = new HashSet<>(Set.of(merged.id()));
    List<IdFacts> all = all(merged.key());
    for (int before = 0; before < parts.size(); ) {
      before = parts.size();
      for (IdFacts said : all)
        if (said.mergedInto() != null && parts.contains(said.mergedInto())) parts.add(said.id());
    }
    List<IdFacts> moved = all.stream().filter(said -> parts.contains(said.id())).toList();
    all.removeAll(moved);
    titles.put(own.value(), new ArrayList<>());
    add(own, under(merged, null));
    for (IdFacts said : moved) if (!said.id().equals(merged.id())) add(own, said);
  }

  /// Makes an id without facts lead to a title.
  void link(TitleId id, IdFacts of) {
    add(of.key(), new IdFacts(of.key(), id, null, null, LINKS, of.id()));
  }

  /// Makes an id without facts mean nothing.
  void unlink(IdFacts link) {
    List<IdFacts> all = all(link.key());
    all.remove(link);
    all.replaceAll(
        said -> link.id().equals(said.mergedInto()) ? under(said, link.mergedInto()) : said);
    leads.remove(link.id());
  }

  private List<IdFacts> all(TitleKey key) {
    return Objects.requireNonNull(titles.get(key.value()), () -> "no title " + key);
  }

  private void add(TitleKey key, IdFacts said) {
    all(key)
        .add(
            new IdFacts(
                key, said.id(), said.title(), said.profile(), said.source(), said.mergedInto()));
    leads.put(said.id(), key);
  }

  private static IdFacts under(IdFacts said, @Nullable TitleId into) {
    return new IdFacts(said.key(), said.id(), said.title(), said.profile(), said.source(), into);
  }
}

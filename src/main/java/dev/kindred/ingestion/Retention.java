package dev.kindred.ingestion;

import dev.kindred.index.Generation;
import dev.kindred.index.IndexHome;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which complete generations can serve, which fit the settings, and which are deleted.
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private final IndexHome home;
  private final Serving serving;
  private final String model;
  private final String language;

  /// @param model id of the model that the settings name
  Retention(IndexHome home, Serving serving, String model, String language) {
    this.home = home;
    this.serving = serving;
    this.model = model;
    this.language = language;
  }

  /// Generations that may be opened: `first` before those that fit the settings, those before the
  /// others, the newest first.
  List<Generation> candidates(String first) {
    Comparator<Generation> order =
        Comparator.comparing((Generation g) -> !g.id().equals(first))
            .thenComparing(g -> misfit(g).isPresent())
            .thenComparing(Generation::id, Comparator.reverseOrder());
    return home.generations().stream().filter(g -> hindrance(g).isEmpty()).sorted(order).toList();
  }

  /// Why a generation cannot be opened for serving; empty when it can.
  Optional<String> hindrance(Generation generation) {
    if (generation.schema() != home.schema())
      return Optional.of(
          "does not fit: its schema is " + generation.schema() + ", not " + home.schema());
    if (serving.isOpen(generation.id()))
      return Optional.of("is still closing: a search uses it; try again");
    return home.damage(generation.id()).map(reason -> "is damaged: " + reason);
  }

  /// Why a generation is not what the settings would build; empty when it is.
  Optional<String> misfit(Generation generation) {
    if (!generation.embeddingModel().equals(model))
      return Optional.of(
          "its vectors are of " + generation.embeddingModel() + ", the settings name " + model);
    if (!generation.language().equals(language))
      return Optional.of("its language is " + generation.language() + ", not " + language);
    return Optional.empty();
  }

  /// What the settings name, for [IndexHome.Activation#insteadOf].
  String settings() {
    return model + " " + language;
  }

  /// See [Generations#prune]. A generation that a search still uses goes at a later time.
  List<String> prune(int kept) {
    String live = serving.generation().id();
    List<Generation> good = new ArrayList<>();
    List<Generation> surplus = new ArrayList<>();
    for (Generation generation : home.generations()) {
      if (generation.id().equals(live)) continue;
      (home.damage(generation.id()).isPresent() ? surplus : good).add(generation);
    }
    surplus.addAll(good.subList(0, Math.max(0, good.size() - (kept - 1))));
    List<String> deleted = new ArrayList<>();
    for (Generation generation : surplus) {
      if (serving.isOpen(generation.id())) continue;
      try {
        home.delete(generation.id());
        deleted.add(generation.id());
      } catch (UncheckedIOException e) {
        LOG.warn("generation {} could not be deleted", generation.id(), e);
      }
    }
    return deleted;
  }
}

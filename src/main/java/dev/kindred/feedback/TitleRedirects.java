package dev.kindred.feedback;

import dev.kindred.catalogue.TitleKey;
import java.util.Map;

/// Leads from the own key of an id to the key of the title that the id stands for now; they differ
/// for ids that were merged into another title. Immutable.
///
/// @param kept own key → key of the title it was merged into; other keys stand for themselves
public record TitleRedirects(Map<TitleKey, TitleKey> kept) {
  public static final TitleRedirects NONE = new TitleRedirects(Map.of());

  public TitleRedirects {
    kept = Map.copyOf(kept);
  }

  public TitleKey follow(TitleKey own) {
    return kept.getOrDefault(own, own);
  }

  /// The same interaction about the title that it is about now.
  public Interaction follow(Interaction interaction) {
    TitleKey title = follow(interaction.title());
    return title.equals(interaction.title())
        ? interaction
        : new Interaction(
            interaction.seq(),
            interaction.user(),
            title,
            interaction.type(),
            interaction.value(),
            interaction.timestamp());
  }
}

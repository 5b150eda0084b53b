package dev.kindred.viewer;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.User;
import java.util.List;
import java.util.Set;

/// One viewer at one moment. Immutable.
///
/// @param user what is known besides events
/// @param history the titles of the latest events, each once, the latest first; at most
///   [ViewerOptions#history]
/// @param seen every title ever watched or rated, also those that left the history
/// @param affinities what the history says of the viewer's taste
public record Viewer(
    User user, List<HistoryEntry> history, Set<TitleKey> seen, Affinities affinities) {
  public Viewer {
    history = List.copyOf(history);
    seen = Set.copyOf(seen);
  }
}

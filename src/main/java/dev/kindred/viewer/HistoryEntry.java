package dev.kindred.viewer;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.EventType;
import java.time.Instant;

/// A title in a viewer's history, with what all events about it amount to.
///
/// @param at when the latest of them happened
/// @param latest what it was
/// @param portion the most of it that was watched in one go, 0..1; NaN when nothing says so
/// @param finished whether it was watched to the end
/// @param reward how much good it did the viewer, -1..1; see [dev.kindred.feedback.Reward]
public record HistoryEntry(
    TitleKey title,
    Instant at,
    EventType latest,
    double portion,
    boolean finished,
    double reward) {}

package dev.kindred.feedback;

import dev.kindred.catalogue.TitleKey;
import java.time.Instant;

/// What learning and viewers' histories need of an event about a title.
///
/// @param seq its place in the order of arrival, from 1
/// @param title as an [EventStore] gives it the own key of the event's title id;
///   [TitleRedirects#follow] leads to the title that it is about now
/// @param value the portion watched, the rating from 0 to 1, or the seconds hovered, by its type;
///   NaN when it says no number
public record Interaction(
    long seq, UserKey user, TitleKey title, EventType type, double value, Instant timestamp) {}

package dev.kindred.operation;

/// What an `events.db` held at one moment.
///
/// @param schema number of its last migration
public record EventContents(int schema, long users, long events) {}

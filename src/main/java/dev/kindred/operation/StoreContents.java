package dev.kindred.operation;

/// What a store held at one moment.
///
/// @param schema number of its last migration
/// @param profiles content profiles stored, not derived
/// @param keys access keys
/// @param lastSeq its last change
public record StoreContents(int schema, long titles, long profiles, long keys, long lastSeq) {}

package dev.kindred.catalogue.reader;

/// How the lines of a catalogue file become titles: a format that Kindred knows, or a mapping of
/// one's own.
public sealed interface CatalogueLayout permits CatalogueFormat, Mapping {}

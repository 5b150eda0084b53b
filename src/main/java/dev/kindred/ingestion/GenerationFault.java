package dev.kindred.ingestion;

import java.time.Instant;

/// Something wrong with what is served: searches are answered, but not by what they should be.
///
/// @param what for the operator: the generation, what is wrong with it, what is done about it
/// @param since when it was found
public record GenerationFault(String what, Instant since) {}

package dev.kindred.search;

/// How alike two titles are.
///
/// @param story cosine of the story vectors; 0 when one has none
/// @param feel cosine of the feel vectors; 0 when one has none
/// @param people share of their people that they have in common, weighed by role and rarity, 0..1
/// @param blend the weighted sum that `similar` ranks by
public record Similarity(double story, double feel, double people, double blend) {}

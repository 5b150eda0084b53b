package dev.kindred.index;

/// How the words of a text match one title.
///
/// @param score what [TitleSearcher#text] scores it, 0 or more
/// @param text BM25 of what the title says of itself: name, synopsis, tagline, keywords, genres,
///   characters; not weighted
/// @param name BM25 of its name, or of its other names where that is more; not weighted
/// @param people BM25 of its people; not weighted
/// @param profile BM25 of its content profile; not weighted
/// @param coverage the rarity of the searched words that it holds over that of all of them, 0..1
/// @param exactName whether the text is its whole name
public record TextMatch(
    double score,
    double text,
    double name,
    double people,
    double profile,
    double coverage,
    boolean exactName) {
  public static final TextMatch NONE = new TextMatch(0, 0, 0, 0, 0, 0, false);
}

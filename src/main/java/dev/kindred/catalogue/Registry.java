package dev.kindred.catalogue;

import dev.kindred.catalogue.Title.Links;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Catalogues whose numbers of films are in wide use, those that are wrong least often first. A
/// number is written in one way here: digits without leading zeros.
public enum Registry {
  IMDB("tt", "tt"),
  TMDB("tmdb:", "tmdb:"),
  /// `ml-` is how an import of MovieLens' own files names titles.
  MOVIELENS("movielens:", "movielens:|ml-");

  private static final String DIGITS = "0*([1-9]\\d{0,17})";
  private final String prefix;
  private final Pattern id;
  private final Pattern number;

  Registry(String prefix, String prefixes) {
    this.prefix = prefix;
    this.id = Pattern.compile("(?:" + prefixes + ")" + DIGITS);
    this.number = Pattern.compile("(?:" + prefixes + ")?" + DIGITS);
  }

  /// A number as people write it, with or without the prefix; empty when it is none.
  public Optional<String> number(String text) {
    return number(number.matcher(text.strip()));
  }

  /// The number that a title has here, by its id or its links. Films and series have numbers of
  /// their own in TMDB, and only those of films are known here.
  public Optional<String> number(Title title) {
    if (this == TMDB && title.kind() != Title.Kind.MOVIE) return Optional.empty();
    Optional<String> own = number(id.matcher(title.id().value()));
    String linked = link(title.links());
    return own.isPresent() || linked == null ? own : number(linked);
  }

  /// The id of a title by its number: `tt0114709`, `tmdb:862`, `movielens:1`.
  public TitleId id(String number) {
    return new TitleId(
        prefix + (this == IMDB ? "0".repeat(Math.max(0, 7 - number.length())) : "") + number);
  }

  private @Nullable String link(@Nullable Links links) {
    if (links == null) return null;
    return switch (this) {
      case IMDB -> links.imdb();
      case TMDB -> links.tmdb();
      case MOVIELENS -> links.movielens();
    };
  }

  private static Optional<String> number(Matcher matcher) {
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}

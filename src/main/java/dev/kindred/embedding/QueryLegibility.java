package dev.kindred.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kindred.language.TextLanguage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges queries as [Embedder#legibility] says, and remembers the latest. Thread-safe.
final class QueryLegibility {
  private static final String BUNDLED_LANGUAGE = "en";

  /// Of the queries that are remembered.
  private static final int CHARACTERS = 1 << 20;

  private final @Nullable InProcessModel model;
  private final boolean bundled;
  private final Cache<String, Legibility> known =
      Caffeine.newBuilder()
          .maximumWeight(CHARACTERS)
          .weigher((String text, Legibility _) -> 64 + text.length())
          .build();

  /// @param model null for a remote one
  /// @param bundled whether one in this process is the bundled one
  QueryLegibility(@Nullable InProcessModel model, boolean bundled) {
    this.model = model;
    this.bundled = bundled;
  }

  Legibility of(String text) {
    return model == null ? Legibility.FULL : known.get(text, query -> judge(model, query));
  }

  private Legibility judge(InProcessModel reader, String text) {
    double tokens = reader.knownTokens(text);
    String hindrance = tokens < 1 ? "has characters that it does not know" : null;
    if (!bundled) return new Legibility(tokens, hindrance);
    double latin = TextLanguage.inScript(text, BUNDLED_LANGUAGE);
    if (latin < 1) hindrance = "is not in Latin letters throughout";
    Optional<String> other = TextLanguage.ofQueryOtherThan(BUNDLED_LANGUAGE, text);
    if (other.isPresent()) hindrance = "looks like " + TextLanguage.name(other.get());
    return new Legibility(Math.min(tokens, latin) * (other.isPresent() ? 0.5 : 1), hindrance);
  }
}

package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what a caller typed into an [UnderstoodQuery]. Today the whole text is free text.
/// Thread-safe.
public final class Understanding {
  /// Whether the text is to be embedded.
  public enum Meaning {
    WANTED,
    UNWANTED
  }

  private static final Logger LOG = LoggerFactory.getLogger(Understanding.class);
  private final QueryEmbedder embedder;

  /// Gives a query its vector.
  @FunctionalInterface
  public interface QueryEmbedder {
    /// @param model id of the model wanted: that of the generation to be searched
    /// @param text not blank
    /// @throws RuntimeException when that model is not at hand, or fails
    QueryVector embed(String model, String text);
  }

  public Understanding(QueryEmbedder embedder) {
    this.embedder = embedder;
  }

  /// Never fails: a text that cannot be embedded comes back without a vector, and says why.
  ///
  /// @param model id of the embedding model of the generation that is searched
  public UnderstoodQuery understand(String text, Filter filter, Meaning meaning, String model) {
    String query = text.strip();
    if (query.isEmpty() || meaning == Meaning.UNWANTED) {
      return new UnderstoodQuery(query, filter, null, null);
    }
    try {
      return new UnderstoodQuery(query, filter, embedder.embed(model, query), null);
    } catch (RuntimeException e) {
      LOG.warn("a query was not embedded", e);
      return new UnderstoodQuery(query, filter, null, "the embedding model did not answer");
    }
  }
}

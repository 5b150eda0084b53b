package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import java.util.function.Function;
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
  private final String embeddingModel;
  private final Function<String, float[]> embedder;

  /// @param embedder a text that is not blank to its unit vector, by the model of that id
  public Understanding(String embeddingModel, Function<String, float[]> embedder) {
    this.embeddingModel = embeddingModel;
    this.embedder = embedder;
  }

  /// Never fails: a text that cannot be embedded comes back without a vector, and says why.
  public UnderstoodQuery understand(String text, Filter filter, Meaning meaning) {
    String query = text.strip();
    if (query.isEmpty() || meaning == Meaning.UNWANTED) {
      return new UnderstoodQuery(query, filter, null, null);
    }
    try {
      QueryVector vector = new QueryVector(embeddingModel, embedder.apply(query));
      return new UnderstoodQuery(query, filter, vector, null);
    } catch (RuntimeException e) {
      LOG.warn("a query was not embedded", e);
      return new UnderstoodQuery(query, filter, null, "the embedding model did not answer");
    }
  }
}

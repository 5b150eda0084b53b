package dev.kindred.search;

import dev.kindred.catalogue.TitleId;

/// A request about a title that the index does not hold.
public final class UnknownTitleException extends RuntimeException {
  public UnknownTitleException(TitleId id) {
    super("no title \"" + id + "\"");
  }
}

package dev.kindred.catalogue;

/// The latest change of one title. `seq` grows in commit order over all titles, from 1; an index
/// that has applied everything up to a seq needs only the changes after it.
public record Change(long seq, TitleKey key, Op op) {
  public enum Op {
    PUT,
    DELETE
  }
}

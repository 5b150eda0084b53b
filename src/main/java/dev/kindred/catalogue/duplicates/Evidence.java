package dev.kindred.catalogue.duplicates;

/// One thing that two titles agree or disagree in.
///
/// @param bits what it says: how many times likelier it is among pairs that are the same title than
///   among pairs that are not, as a logarithm to base 2; negative speaks against
/// @param detail for people
public record Evidence(Sign sign, double bits, String detail) {
  /// What agrees or disagrees.
  public enum Sign {
    NAME,
    LINK,
    YEAR,
    KIND,
    DIRECTORS,
    CAST,
    RUNTIME,
    COUNTRIES,
    PLOT,
    SOURCE
  }
}

package dev.kindred.json;

/// One thing wrong with a JSON document.
///
/// @param pointer JSON pointer (RFC 6901) of the field, empty for the document itself
/// @param kind whether the document is malformed or well-formed but contradicts itself
/// @param code stable camelCase name of the fault, for programs
/// @param detail what is wrong, with the value and the bound, for people
public record Fault(String pointer, Kind kind, String code, String detail) {
  /// Malformed: a wrong type, an unknown field, a value out of range. Inconsistent: each field is
  /// fine, together they are not (an end before its start).
  public enum Kind {
    MALFORMED,
    INCONSISTENT
  }
}

package dev.kindred.json;

import java.util.regex.Pattern;

/// One thing wrong with a JSON document. Pointer and detail are well-formed Unicode of at most
/// [#MAX_LENGTH] characters, whatever the document held, so that they can always be sent.
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

  /// Longest pointer or detail; a longer one is cut.
  public static final int MAX_LENGTH = 1_000;

  private static final Pattern UNPAIRED = Pattern.compile("\\p{Cs}");

  public Fault {
    pointer = presentable(pointer);
    detail = presentable(detail);
  }

  private static String presentable(String text) {
    String cut = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + "…";
    return UNPAIRED.matcher(cut).replaceAll("\uFFFD");
  }
}

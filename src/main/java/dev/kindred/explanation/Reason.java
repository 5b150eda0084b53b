package dev.kindred.explanation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Why the title is there.
///
/// @param code stable name: `queryMatch`, `sharedThemes`, `sharedPeople`
/// @param evidence named lists of what speaks for it, such as `themes` or `people`; never empty
/// @param text one ready sentence
public record Reason(String code, Map<String, List<String>> evidence, String text) {
  public Reason {
    evidence = new LinkedHashMap<>(evidence);
    if (evidence.isEmpty())
      throw new IllegalArgumentException("a reason without evidence: " + code);
  }
}

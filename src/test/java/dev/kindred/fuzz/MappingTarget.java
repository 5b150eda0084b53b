package dev.kindred.fuzz;

import dev.kindred.catalogue.reader.Mapping;
import dev.kindred.json.InvalidJsonException;
import java.nio.charset.StandardCharsets;

/// A mapping: what is taken reads both a CSV and JSON lines, whatever it makes of them.
final class MappingTarget implements FuzzTarget {
  private static final byte[] CSV =
      """
      Title;Released;Length;Directed By;Country;Genre;Id
      Ash;3/5/2020;90 min;Di Fox;South Korea;Drama, War;tt1
      "Bir""ch";28/11/2019;2 Seasons;Lu Hart;United States, UK;Comedy;
      """
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] LINES =
      """
      {"Title": "Ash", "Released": 2020, "Length": {"value": "90 min"}, "Genre": ["Drama", {"name": "War"}], "Id": 7}
      {"Title": ["Birch", null], "Released": "c. 1972", "Country": true, "Id": "x"}
      """
          .getBytes(StandardCharsets.UTF_8);

  @Override
  public void take(byte[] input) {
    Mapping mapping;
    try {
      mapping = Mapping.read(new String(input, StandardCharsets.UTF_8));
    } catch (InvalidJsonException e) {
      return;
    }
    ParserTargets.same(mapping.fields().size(), Mapping.read(mapping.yaml()).fields().size());
    CatalogueTargets.read(CSV, mapping);
    CatalogueTargets.read(LINES, mapping);
  }
}

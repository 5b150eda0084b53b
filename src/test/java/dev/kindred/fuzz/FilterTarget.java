package dev.kindred.fuzz;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.io.IOException;

/// A filter: what is read comes back as it was written, and can be asked of an index.
final class FilterTarget implements FuzzTarget {
  private final TitleIndex index = SmallIndex.open();

  FilterTarget() throws IOException {}

  @Override
  public void take(byte[] input) {
    Faults faults = new Faults();
    Filter filter;
    try {
      filter = FilterJson.read(Json.parse(input), "", faults);
      faults.throwIfAny();
    } catch (InvalidJsonException e) {
      return;
    }
    if (filter.equals(Filter.NONE)) return; // of null, which is how no filter is written
    ParserTargets.same(filter, FilterJson.read(FilterJson.write(filter), "", faults));
    faults.throwIfAny();
    try (TitleSearcher searcher = index.acquire()) {
      long count = searcher.count(filter);
      if (count < searcher.browse(filter, 5).size()) throw new AssertionError(count + " are fewer");
    }
  }
}

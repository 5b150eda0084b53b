package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Conditions of one kind as they are met from left to right: those that words such as `or` join
/// become one condition of which any part may hold, the others stand for themselves.
final class Alternatives {
  private final Reading reading;
  private final Pattern or;
  private final List<Filter> parts = new ArrayList<>();
  private int end = -1;

  /// @param or all that may stand between two alternatives
  Alternatives(Reading reading, Pattern or) {
    this.reading = reading;
    this.or = or;
  }

  /// Takes a range that means `filter`.
  void add(int from, int to, Filter filter) {
    if (isJoined(from) && reading.filters.remove(joined())) {
      reading.take(end, to);
      parts.add(filter);
      reading.filters.add(joined());
    } else {
      parts.clear();
      parts.add(filter);
      reading.constrain(from, to, filter);
    }
    end = to;
  }

  private boolean isJoined(int from) {
    return end >= 0
        && end <= from
        && or.matcher(reading.open().substring(end, from).strip()).matches();
  }

  private Filter joined() {
    return parts.size() == 1 ? parts.getFirst() : new Filter.Any(List.copyOf(parts));
  }
}

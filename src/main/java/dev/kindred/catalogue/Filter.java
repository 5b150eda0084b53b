package dev.kindred.catalogue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition on the fields of a title; the same grammar on every endpoint. Read and written as
/// JSON by [FilterJson].
public sealed interface Filter {
  /// Keeps every title.
  Filter NONE = new All(List.of());

  /// Every part holds; an empty list keeps everything.
  record All(List<Filter> parts) implements Filter {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /// At least one part holds; an empty list keeps nothing.
  record Any(List<Filter> parts) implements Filter {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  record Not(Filter part) implements Filter {}

  /// The field holds at least one of the values (`eq`, `in`).
  record AnyOf(FilterField field, List<Value> values) implements Filter {
    public AnyOf {
      values = List.copyOf(values);
    }
  }

  /// The field holds every one of the values (`all`).
  record AllOf(FilterField field, List<Value> values) implements Filter {
    public AllOf {
      values = List.copyOf(values);
    }
  }

  /// A value of the field lies between the bounds (`gte`, `gt`, `lte`, `lt`); at least one bound is
  /// set.
  record Range(FilterField field, @Nullable Bound lower, @Nullable Bound upper) implements Filter {
    public Range {
      if (lower == null && upper == null)
        throw new IllegalArgumentException("a range needs a bound");
    }
  }

  /// The field has a value.
  record Exists(FilterField field) implements Filter {}

  /// The title may be watched there and then: one of its [Title.Availability] windows is open, or
  /// it has none.
  ///
  /// @param region ISO 3166-1 alpha-2, upper case; null when it is not known, which only windows of
  ///   no region in particular are open to
  record Available(@Nullable String region, Instant at) implements Filter {}

  /// What a leaf compares with. Dates compare as [Decimal] days since 1970-01-01.
  sealed interface Value {}

  record Text(String value) implements Value {}

  record Decimal(double value) implements Value {}

  record Flag(boolean value) implements Value {}

  /// One end of a range.
  record Bound(double value, Edge edge) {}

  enum Edge {
    INCLUSIVE,
    EXCLUSIVE
  }

  /// Both hold, without needless nesting.
  static Filter and(Filter a, Filter b) {
    if (a.equals(NONE)) return b;
    if (b.equals(NONE)) return a;
    return new All(List.of(a, b));
  }
}

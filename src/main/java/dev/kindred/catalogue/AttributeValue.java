package dev.kindred.catalogue;

import java.util.List;

/// The value of one free attribute of a title.
public sealed interface AttributeValue {
  record Text(String value) implements AttributeValue {}

  record Texts(List<String> values) implements AttributeValue {
    public Texts {
      values = List.copyOf(values);
    }
  }

  record Decimal(double value) implements AttributeValue {
    public Decimal {
      if (!Double.isFinite(value))
        throw new IllegalArgumentException("an attribute must be finite, got " + value);
    }
  }

  record Flag(boolean value) implements AttributeValue {}
}

package dev.kindred.catalogue.reader;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which column of a file becomes which field of a title. Read from YAML by [#read]; the keys are
/// described in the README.
///
/// @param shape how the file is laid out
/// @param absent texts that mean that there is no value, such as `N/A`
/// @param fields one per title field, in the order of the YAML
/// @param derive the title fields that an id is made of when a row has none
/// @param yaml the text that this was read from
public record Mapping(
    Shape shape, Set<String> absent, List<FieldMapping> fields, List<String> derive, String yaml)
    implements CatalogueLayout {
  /// Longest mapping in characters.
  public static final int MAX_LENGTH = 64 << 10;

  /// How the rows of a file are laid out.
  public sealed interface Shape {
    /// Fields between separators, one record a line unless quotes span lines.
    ///
    /// @param separator one to three characters
    /// @param quotes whether a field may stand in double quotes
    /// @param columns the names of the columns; empty when the first row names them
    record Delimited(String separator, boolean quotes, List<String> columns) implements Shape {
      public Delimited {
        columns = List.copyOf(columns);
      }
    }

    /// One JSON object a line.
    record JsonLines() implements Shape {}
  }

  public Mapping {
    absent = Set.copyOf(absent);
    fields = List.copyOf(fields);
    derive = List.copyOf(derive);
  }

  /// Reads a mapping strictly.
  ///
  /// @throws InvalidJsonException with every fault, its pointer and the line in its detail
  public static Mapping read(String yaml) {
    return MappingReader.read(yaml);
  }

  /// The columns that the fields need, each once.
  Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    for (FieldMapping field : fields) {
      columns.addAll(field.columns());
      if (field.orElse() != null) columns.add(field.orElse());
    }
    return columns;
  }
}

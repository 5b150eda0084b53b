package dev.kindred.catalogue.reader;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts one record of a delimited file into its fields: RFC 4180 with a separator of one or more
/// characters. A quote counts only where a field begins; two of them inside quotes stand for one.
///
/// @param quotes whether a field may stand in quotes at all
record RecordSplitter(String separator, boolean quotes) {
  /// The fields of a record, or what keeps it from having any.
  sealed interface Split {
    record Fields(List<String> texts) implements Split {}

    /// The record ends inside quotes.
    ///
    /// @param field which field it is, from 0
    /// @param position where its quote stands, from 0
    record Unclosed(int field, int position) implements Split {}

    /// Something stands between a closing quote and the next separator.
    ///
    /// @param field which field it is, from 0
    record Stray(int field) implements Split {}
  }

  Split split(String record) {
    List<String> fields = new ArrayList<>(16);
    int at = 0;
    while (true) {
      if (quotes && at < record.length() && record.charAt(at) == '"') {
        int end = closing(record, at);
        if (end < 0) return new Split.Unclosed(fields.size(), at);
        String inside = record.substring(at + 1, end);
        fields.add(inside.indexOf('"') < 0 ? inside : inside.replace("\"\"", "\""));
        at = end + 1;
        if (at == record.length()) return new Split.Fields(fields);
        if (!record.startsWith(separator, at)) return new Split.Stray(fields.size() - 1);
        at += separator.length();
      } else {
        int end = record.indexOf(separator, at);
        if (end < 0) {
          fields.add(record.substring(at));
          return new Split.Fields(fields);
        }
        fields.add(record.substring(at, end));
        at = end + separator.length();
      }
    }
  }

  /// The fields, or null when the record has none.
  @Nullable List<String> fields(String record) {
    return split(record) instanceof Split.Fields(List<String> texts) ? texts : null;
  }

  /// The quote that closes the one at `open`, or -1.
  private static int closing(String record, int open) {
    int at = record.indexOf('"', open + 1);
    while (at >= 0 && at + 1 < record.length() && record.charAt(at + 1) == '"')
      at = record.indexOf('"', at + 2);
    return at;
  }
}

package dev.kindred.catalogue.reader;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.json.Fault;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What became of one line of a catalogue file, or of one CSV record that spans several.
public sealed interface CatalogueLine {
  /// The line in the file, from 1; the first one of a record that spans several.
  long line();

  /// A title was read.
  ///
  /// @param profile the content profile that came with it, or null
  /// @param source where the line says the title came from, or null for "from this file"
  /// @param mergedInto the id of the title that this one was merged into, or null
  /// @param notes what was left out of the title because it made no sense
  record ReadTitle(
      long line,
      Title title,
      @Nullable ContentProfile profile,
      @Nullable String source,
      @Nullable TitleId mergedInto,
      List<Note> notes)
      implements CatalogueLine {
    public ReadTitle {
      notes = List.copyOf(notes);
    }

    /// A title whose line names no source, and no title that it was merged into.
    public ReadTitle(long line, Title title, @Nullable ContentProfile profile, List<Note> notes) {
      this(line, title, profile, null, null, notes);
    }
  }

  /// An id without facts that stands for the title `of`, as an export writes it.
  record LinkedId(long line, TitleId id, TitleId of) implements CatalogueLine {}

  /// The line was refused.
  ///
  /// @param field column name or JSON pointer; empty for the line as a whole
  record BadLine(long line, String field, String reason) implements CatalogueLine {}

  /// A value that was left out while its title was kept.
  ///
  /// @param field column name or JSON pointer
  record Note(String field, String reason) {}

  /// The refusal of a line for its faults: the first names the field, all tell the reason.
  ///
  /// @param field what the file calls the field of a pointer
  static BadLine bad(long line, List<Fault> faults, UnaryOperator<String> field) {
    StringBuilder reason = new StringBuilder(faults.getFirst().detail());
    for (Fault fault : faults.subList(1, Math.min(faults.size(), 5)))
      reason.append("; ").append(field.apply(fault.pointer())).append(": ").append(fault.detail());
    if (faults.size() > 5) reason.append("; and more");
    return new BadLine(line, field.apply(faults.getFirst().pointer()), reason.toString());
  }
}

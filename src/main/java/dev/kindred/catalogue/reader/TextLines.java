package dev.kindred.catalogue.reader;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of a text file whose bad lines are told and do not stop the good ones: plain or gzip,
/// UTF-8, blank lines passed over, memory as for the longest line.
public final class TextLines {
  private TextLines() {}

  /// Takes what a file holds, in its order. Lines are numbered from 1.
  public interface Sink {
    void text(long line, String text);

    /// A line that is no text: too long, not UTF-8, or with NUL in it.
    void broken(long line, String reason);
  }

  /// @throws IOException when the file cannot be read on; the lines before were handed out
  public static void read(Path file, Sink sink) throws IOException {
    try (BufferedInputStream content = CatalogueFile.unpacked(file)) {
      LineSource lines = new LineSource(content);
      for (var line = lines.nextWithContent(); line != null; line = lines.nextWithContent()) {
        switch (line) {
          case LineSource.Line.Broken(long number, String reason) -> sink.broken(number, reason);
          case LineSource.Line.Text(long number, String text) -> sink.text(number, text);
        }
      }
    }
  }

  /// The fields of a line, or null when its quotes make no sense.
  ///
  /// @param separator one or more characters
  /// @param quotes whether a field may stand in double quotes
  public static @Nullable List<String> fields(String text, String separator, boolean quotes) {
    return new RecordSplitter(separator, quotes).fields(text);
  }
}

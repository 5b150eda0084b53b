package dev.kindred.feedback.reader;

import dev.kindred.catalogue.reader.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a file of ratings, plain or gzip, line by line: memory does not grow with the file.
public final class RatingsFile {
  private RatingsFile() {}

  /// Hands every rating and every bad line to `sink`, in the order of the file.
  ///
  /// @param format empty to tell it from the first line
  /// @return the format read
  /// @throws UnreadableRatingsException when the file is empty, or its first line shows no columns
  ///   of ratings
  /// @throws IOException when the file cannot be read on; the lines before were handed out
  public static RatingsFormat read(
      Path file, Optional<RatingsFormat> format, Consumer<? super RatingLine> sink)
      throws IOException {
    Lines lines = new Lines(format.orElse(null), sink);
    try {
      TextLines.read(file, lines);
    } catch (FirstLine e) {
      throw new UnreadableRatingsException(file + ": " + e.getMessage());
    }
    RatingsLayout layout = lines.layout;
    if (layout == null) throw new UnreadableRatingsException(file + " holds no line");
    return layout.format();
  }

  private static final class Lines implements TextLines.Sink {
    private final @Nullable RatingsFormat asked;
    private final Consumer<? super RatingLine> sink;
    private @Nullable RatingsLayout layout;

    Lines(@Nullable RatingsFormat asked, Consumer<? super RatingLine> sink) {
      this.asked = asked;
      this.sink = sink;
    }

    @Override
    public void text(long line, String text) {
      if (layout == null) {
        try {
          layout = RatingsLayout.of(asked, text);
        } catch (IllegalArgumentException e) {
          throw new FirstLine("line " + line + ": " + e.getMessage());
        }
        if (layout.header()) return;
      }
      sink.accept(layout.read(line, text));
    }

    @Override
    public void broken(long line, String reason) {
      sink.accept(new RatingLine.BadLine(line, "", reason));
    }
  }

  /// Ends the reading from within the sink.
  private static final class FirstLine extends RuntimeException {
    FirstLine(String message) {
      super(message);
    }
  }
}

package dev.kindred.catalogue.reader;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The lines of a UTF-8 stream, decoded strictly, one at a time; holds no more than the longest
/// line. A byte order mark at the start and a carriage return at a line's end are dropped. Not
/// thread-safe.
final class LineSource {
  /// Longest line read, in bytes; a longer one is passed over and reported.
  static final int MAX_LINE = 1 << 20;

  /// One line, numbered from 1.
  sealed interface Line {
    long number();

    record Text(long number, String text) implements Line {}

    /// A line that is no text: too long, not UTF-8, or with NUL in it.
    record Broken(long number, String reason) implements Line {}
  }

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final Deque<Line> ahead = new ArrayDeque<>();
  private int position;
  private int limit;
  private long number;

  /// Bytes of the stream before those in the buffer.
  private long filled;

  LineSource(InputStream in) {
    this.in = in;
  }

  /// The next line, or null at the end.
  @Nullable Line next() throws IOException {
    Line known = ahead.poll();
    return known == null ? read() : known;
  }

  /// The next line that is not blank, or null at the end.
  @Nullable Line nextWithContent() throws IOException {
    Line line = next();
    while (line instanceof Line.Text(_, String text) && text.isBlank()) line = next();
    return line;
  }

  /// Passes over the next `lines` lines without decoding them; fewer when the stream ends before.
  void skip(long lines) throws IOException {
    long left = lines;
    boolean within = false; // a line that began in an earlier buffer
    while (left > 0 && (position < limit || fill())) {
      while (position < limit && left > 0) {
        within = buffer[position++] != '\n';
        if (!within) {
          left--;
          number++;
        }
      }
    }
    if (within) number++;
  }

  /// Gives a line back, so that it is the next one.
  void unread(Line line) {
    ahead.push(line);
  }

  private @Nullable Line read() throws IOException {
    if (position == limit && !fill()) return null;
    number++;
    long offset = filled + position;
    int end = lineEnd();
    if (end < limit) { // the usual line lies in the buffer, whole
      int start = position;
      position = end + 1;
      return decoded(buffer, start, end - start, offset);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * (end - position));
    long length = 0;
    boolean ended = false;
    do {
      end = lineEnd();
      length += end - position;
      if (length <= MAX_LINE) bytes.write(buffer, position, end - position);
      ended = end < limit;
      position = ended ? end + 1 : end;
    } while (!ended && fill());
    if (length > MAX_LINE) {
      return new Line.Broken(
          number, "a line must have at most " + MAX_LINE + " bytes, got " + length);
    }
    return decoded(bytes.toByteArray(), 0, (int) length, offset);
  }

  private int lineEnd() {
    int end = position;
    while (end < limit && buffer[end] != '\n') end++;
    return end;
  }

  private Line decoded(byte[] bytes, int from, int length, long offset) {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      int broken = Utf8.firstFault(bytes, from, length);
      if (broken >= 0) {
        return new Line.Broken(
            number,
            "byte " + broken + " is not valid UTF-8 (byte " + (offset + broken) + " of the file)");
      }
    }
    int nul = text.indexOf('\0');
    if (nul >= 0) return new Line.Broken(number, "character " + (nul + 1) + " is NUL");
    int start = number == 1 && text.startsWith("\uFEFF") ? 1 : 0;
    int end = text.endsWith("\r") ? text.length() - 1 : text.length();
    return new Line.Text(
        number,
        start == 0 && end == text.length() ? text : text.substring(start, Math.max(start, end)));
  }

  private boolean fill() throws IOException {
    filled += limit;
    position = 0;
    limit = 0;
    try {
      int read = in.read(buffer);
      limit = Math.max(0, read);
      return read > 0;
    } catch (EOFException | ZipException e) {
      throw new IOException("the compressed data break off or are damaged after line " + number, e);
    }
  }
}

package dev.kindred.catalogue.reader;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Where bytes cease to be UTF-8.
final class Utf8 {
  private Utf8() {}

  /// The offset from `from` of the first byte that is not UTF-8, or -1.
  static int firstFault(byte[] bytes, int from, int length) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
    return hasFault(in, true) ? in.position() - from : -1;
  }

  /// Whether the bytes are in another encoding: more of them are not UTF-8 than there are
  /// characters of several bytes. A character cut at the end does not count.
  static boolean isForeign(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int faults = 0;
    while (hasFault(in, false)) {
      faults++;
      in.get();
    }
    if (faults == 0) return false;
    int several = 0;
    for (byte one : bytes) if ((one & 0xC0) == 0x80) several++; // what follows a leading byte
    return faults > several;
  }

  /// Decodes up to a fault, where the position stays, or to the end.
  ///
  /// @param whole whether a character that is cut at the end is a fault
  private static boolean hasFault(ByteBuffer in, boolean whole) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(8_192);
    CoderResult result = decoder.decode(in, out, whole);
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, whole);
    }
    return result.isError();
  }
}

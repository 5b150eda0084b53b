package dev.kindred.http;

import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Percent-encoding, and strict decoding (RFC 3986): every `%` is followed by two hex digits, and
/// the bytes are valid UTF-8.
final class Percent {
  private Percent() {}

  /// The decoded text of a path or one of its segments; `+` stands for itself.
  ///
  /// @param pointer names the place in the refusal
  static String decode(String raw, String pointer) {
    return decode(raw, pointer, '+');
  }

  /// The decoded text of a query name or value; `+` is a space.
  static String decodeQuery(String raw, String pointer) {
    return decode(raw, pointer, ' ');
  }

  /// Text as one segment of a path.
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String decode(String raw, String pointer, char plus) {
    if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0 && isAscii(raw)) return raw;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); ) {
      int c = raw.codePointAt(i);
      if (c == '%') {
        int high = i + 1 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
        int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw new ProblemException(
              Problem.malformed(
                  pointer,
                  "invalidEncoding",
                  "% at character " + i + " is not followed by two hex digits"));
        }
        bytes.write(high * 16 + low);
        i += 3;
      } else {
        bytes.writeBytes(Character.toString(c == '+' ? plus : c).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(c);
      }
    }
    try {
      return Json.decode(bytes.toByteArray());
    } catch (InvalidJsonException e) {
      throw new ProblemException(
          Problem.malformed(
              pointer, "invalidUtf8", "the decoded " + e.faults().getFirst().detail()));
    }
  }

  private static boolean isAscii(String raw) {
    return raw.chars().allMatch(c -> c < 0x80);
  }
}

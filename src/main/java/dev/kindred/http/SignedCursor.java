package dev.kindred.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Opaque, signed positions in the plain lists (titles, jobs). A cursor works on every node that
/// shares the secret, and only for the list it was made for. Thread-safe.
final class SignedCursor {
  /// Longest cursor accepted anywhere, those of searches included.
  static final int MAX_LENGTH = 20_000;

  private static final String MAC = "HmacSHA256";
  private static final int TAG_BYTES = 16;
  private final SecretKeySpec secret;

  SignedCursor(byte[] secret) {
    if (secret.length < 16) {
      throw new IllegalArgumentException(
          "the cursor secret needs 16 bytes or more, got " + secret.length);
    }
    this.secret = new SecretKeySpec(secret, MAC);
  }

  String write(String list, String position) {
    byte[] text = position.getBytes(StandardCharsets.UTF_8);
    byte[] cursor = Arrays.copyOf(tag(list, text), TAG_BYTES + text.length);
    System.arraycopy(text, 0, cursor, TAG_BYTES, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  /// The position within, or a refusal (400) under `?cursor`.
  String read(String list, String cursor) {
    byte[] bytes = decode(cursor);
    if (bytes.length < TAG_BYTES) throw invalid();
    byte[] text = Arrays.copyOfRange(bytes, TAG_BYTES, bytes.length);
    if (!MessageDigest.isEqual(tag(list, text), Arrays.copyOf(bytes, TAG_BYTES))) throw invalid();
    return new String(text, StandardCharsets.UTF_8);
  }

  private static byte[] decode(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private byte[] tag(String list, byte[] text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(secret);
      mac.update(list.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(text), TAG_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + MAC, e);
    }
  }

  private static ProblemException invalid() {
    return new ProblemException(
        Problem.malformed("?cursor", "invalidCursor", "was not made by this server for this list"));
  }
}

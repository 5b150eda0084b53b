package dev.kindred.search;

import dev.kindred.catalogue.TitleKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signed cursors. Each carries its own frozen list of title keys, so that pages never repeat or
/// skip a title whatever the index does in between, any node can serve them, and the server keeps
/// nothing. Thread-safe.
///
/// Layout before Base64url: version, request hash (8 bytes), place of the next hit (2), length of
/// the list (2), keys (variable length integers), then the first 16 bytes of an HMAC-SHA256 over
/// all of it.
final class Cursors {
  private static final int VERSION = 1;
  private static final int SIGNATURE = 16;

  /// Longest cursor read, in characters.
  static final int MAX_LENGTH = 8_000;

  private final byte[] secret;

  /// @param secret at least 16 bytes, the same on every node
  Cursors(byte[] secret) {
    if (secret.length < 16)
      throw new IllegalArgumentException(
          "the cursor secret must have 16 bytes or more, got " + secret.length);
    this.secret = secret.clone();
  }

  /// @param next place in `keys` of the first hit of the next page
  record Page(int next, List<TitleKey> keys) {}

  /// First 64 bits of the hash of what makes a request the same request.
  static long requestHash(Object... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object part : parts) {
        byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (bytes.length >>> 16));
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
      }
      return new DataInputStream(new ByteArrayInputStream(digest.digest())).readLong();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  String write(long requestHash, Page page) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(requestHash);
      out.writeShort(page.next());
      out.writeShort(page.keys().size());
      for (TitleKey key : page.keys()) {
        int rest = key.value();
        while (rest >= 0x80) {
          out.writeByte((rest & 0x7f) | 0x80);
          rest >>>= 7;
        }
        out.writeByte(rest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    bytes.writeBytes(signature(bytes.toByteArray()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /// @throws CursorException when the cursor was not made here, was altered, or belongs to another
  ///   request
  Page read(String cursor, long requestHash) {
    byte[] bytes;
    try {
      if (cursor.length() > MAX_LENGTH) throw new CursorException("not a cursor of this service");
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw new CursorException("not a cursor of this service");
    }
    int length = bytes.length - SIGNATURE;
    if (length < 1
        || !MessageDigest.isEqual(
            signature(Arrays.copyOf(bytes, length)),
            Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw new CursorException("not a cursor of this service, or altered");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      if (in.readByte() != VERSION)
        throw new CursorException("a cursor of another version: start again from the first page");
      if (in.readLong() != requestHash)
        throw new CursorException(
            "a cursor of another request: send the same request that gave it");
      int next = in.readUnsignedShort();
      int count = in.readUnsignedShort();
      List<TitleKey> keys = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int key = 0;
        for (int shift = 0; ; shift += 7) {
          int part = in.readUnsignedByte();
          key |= (part & 0x7f) << shift;
          if (part < 0x80) break;
        }
        if (key < 1) throw new CursorException("not a cursor of this service");
        keys.add(new TitleKey(key));
      }
      return new Page(next, keys);
    } catch (IOException e) {
      throw new CursorException("not a cursor of this service");
    }
  }

  private byte[] signature(byte[] payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return Arrays.copyOf(mac.doFinal(payload), SIGNATURE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}

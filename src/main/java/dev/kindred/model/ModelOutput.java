package dev.kindred.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/// Writes numbers and arrays, little endian, and counts them into a checksum. Not thread-safe.
final class ModelOutput {
  static final int CHUNK = 1 << 14;

  private final DigestOutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK * 4).order(ByteOrder.LITTLE_ENDIAN);

  ModelOutput(OutputStream out, MessageDigest digest) {
    this.out = new DigestOutputStream(out, digest);
  }

  void number(int value) throws IOException {
    buffer.putInt(value);
    flush();
  }

  void number(float value) throws IOException {
    number(Float.floatToIntBits(value));
  }

  void bytes(byte[] values) throws IOException {
    number(values.length);
    out.write(values);
  }

  void array(int[] values) throws IOException {
    number(values.length);
    for (int value : values) {
      buffer.putInt(value);
      if (!buffer.hasRemaining()) flush();
    }
    flush();
  }

  void array(float[] values) throws IOException {
    number(values.length);
    for (float value : values) {
      buffer.putFloat(value);
      if (!buffer.hasRemaining()) flush();
    }
    flush();
  }

  /// Writes the checksum of everything before it.
  void end() throws IOException {
    byte[] checksum = out.getMessageDigest().digest();
    out.on(false);
    out.write(checksum);
    out.flush();
  }

  private void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}

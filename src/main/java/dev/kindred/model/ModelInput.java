package dev.kindred.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/// Reads what [ModelOutput] wrote. A length is held against what is left of the file before memory
/// is taken for it. Not thread-safe.
final class ModelInput {
  private final Path file;
  private final DigestInputStream in;
  private long left;

  /// @param size of the file in bytes
  ModelInput(Path file, InputStream in, MessageDigest digest, long size) {
    this.file = file;
    this.in = new DigestInputStream(in, digest);
    this.left = size;
  }

  int number() throws IOException {
    return take(4).getInt();
  }

  float decimal() throws IOException {
    return Float.intBitsToFloat(number());
  }

  byte[] bytes() throws IOException {
    return take(number()).array();
  }

  int[] ints() throws IOException {
    int[] values = new int[length()];
    for (int from = 0; from < values.length; from += ModelOutput.CHUNK) {
      int count = Math.min(ModelOutput.CHUNK, values.length - from);
      take(count * 4).asIntBuffer().get(values, from, count);
    }
    return values;
  }

  float[] floats() throws IOException {
    float[] values = new float[length()];
    for (int from = 0; from < values.length; from += ModelOutput.CHUNK) {
      int count = Math.min(ModelOutput.CHUNK, values.length - from);
      take(count * 4).asFloatBuffer().get(values, from, count);
    }
    return values;
  }

  /// Compares the checksum, with which the file must end.
  void end() throws IOException {
    byte[] computed = in.getMessageDigest().digest();
    in.on(false);
    byte[] written = take(computed.length).array();
    if (!MessageDigest.isEqual(computed, written) || left != 0)
      throw new DamagedModelException(file + " is damaged: it does not fit its checksum");
  }

  DamagedModelException damaged(String how) {
    return new DamagedModelException(file + " is damaged: " + how);
  }

  private int length() throws IOException {
    int length = number();
    if (length < 0 || 4L * length > left)
      throw damaged("it is cut off; an array of " + length + " does not fit the rest");
    return length;
  }

  private ByteBuffer take(int bytes) throws IOException {
    if (bytes < 0 || bytes > left) throw damaged("it is cut off");
    byte[] taken = new byte[bytes];
    try {
      if (in.readNBytes(taken, 0, bytes) < bytes) throw new EOFException();
    } catch (EOFException e) {
      throw damaged("it is cut off");
    }
    left -= bytes;
    return ByteBuffer.wrap(taken).order(ByteOrder.LITTLE_ENDIAN);
  }
}

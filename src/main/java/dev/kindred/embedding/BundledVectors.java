package dev.kindred.embedding;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;

/// The vectors that are shipped, of one model, as half floats in one read-only file:
///
/// ```
/// magic "KVEC" · int format version · UTF model id · int dimensions · int count
/// count × (16 bytes TextHash · dimensions × half float), ordered by hash · long CRC-32 of all before
/// ```
///
/// Big-endian. Immutable.
public final class BundledVectors {
  /// No vectors, of no model.
  public static final BundledVectors NONE = new BundledVectors("", 0, Map.of());

  private static final byte[] MAGIC = "KVEC".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  private final String modelId;
  private final int dimensions;
  private final Map<TextHash, short[]> vectors;

  private BundledVectors(String modelId, int dimensions, Map<TextHash, short[]> vectors) {
    this.modelId = modelId;
    this.dimensions = dimensions;
    this.vectors = vectors;
  }

  /// @throws UncheckedIOException when the file cannot be read, or is not whole
  public static BundledVectors read(Path file) {
    try {
      ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
      byte[] magic = new byte[MAGIC.length];
      if (in.remaining() < MAGIC.length + Long.BYTES) throw new IOException(file + " is cut short");
      in.get(magic);
      if (!Arrays.equals(magic, MAGIC)) throw new IOException(file + " holds no bundled vectors");
      CRC32 crc = new CRC32();
      crc.update(in.array(), 0, in.limit() - Long.BYTES);
      if (crc.getValue() != in.getLong(in.limit() - Long.BYTES))
        throw new IOException(file + " is damaged: its checksum is wrong");
      int version = in.getInt();
      if (version != VERSION)
        throw new IOException(file + " has format " + version + ", expected " + VERSION);
      byte[] id = new byte[in.getShort()];
      in.get(id);
      int dimensions = in.getInt();
      int count = in.getInt();
      Map<TextHash, short[]> vectors = HashMap.newHashMap(count);
      for (int i = 0; i < count; i++) {
        TextHash hash = new TextHash(in.getLong(), in.getLong());
        short[] halves = new short[dimensions];
        in.asShortBuffer().get(halves);
        in.position(in.position() + dimensions * Short.BYTES);
        vectors.put(hash, halves);
      }
      return new BundledVectors(new String(id, StandardCharsets.UTF_8), dimensions, vectors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes `vectors`, each of `dimensions` values, in place of `file`.
  public static void write(
      Path file, String modelId, int dimensions, Map<TextHash, float[]> vectors)
      throws IOException {
    List<TextHash> hashes = new ArrayList<>(vectors.keySet());
    hashes.sort(Comparator.comparingLong(TextHash::high).thenComparingLong(TextHash::low));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(MAGIC);
    out.writeInt(VERSION);
    out.writeUTF(modelId);
    out.writeInt(dimensions);
    out.writeInt(hashes.size());
    for (TextHash hash : hashes) {
      float[] vector = Objects.requireNonNull(vectors.get(hash));
      if (vector.length != dimensions) {
        throw new IllegalArgumentException(
            "a vector has " + vector.length + " dimensions, expected " + dimensions);
      }
      out.write(hash.bytes());
      for (float value : vector) out.writeShort(Float.floatToFloat16(value));
    }
    CRC32 crc = new CRC32();
    crc.update(bytes.toByteArray());
    out.writeLong(crc.getValue());
    Path written =
        Files.write(file.resolveSibling(file.getFileName() + ".new"), bytes.toByteArray());
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
  }

  public String modelId() {
    return modelId;
  }

  public int dimensions() {
    return dimensions;
  }

  public int size() {
    return vectors.size();
  }

  /// The vector of a text, of unit length again, if it is here.
  public Optional<float[]> vector(TextHash hash) {
    short[] halves = vectors.get(hash);
    if (halves == null) return Optional.empty();
    float[] vector = new float[dimensions];
    double squares = 0;
    for (int i = 0; i < dimensions; i++) {
      vector[i] = Float.float16ToFloat(halves[i]);
      squares += (double) vector[i] * vector[i];
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < dimensions; i++) vector[i] = (float) (vector[i] / length);
    return Optional.of(vector);
  }
}

package dev.kindred.catalogue.reader;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Unpacks gzip up to a bound that no catalogue reaches: once [#FREE] bytes are out, no more than
/// [#RATIO] times the bytes that went in. A file made to unpack without end is refused there; real
/// ones of any size pass (text packs to a tenth or a twentieth, the best that gzip can is 1:1032).
final class BoundedGzip extends FilterInputStream {
  /// How many times its size a file may unpack to.
  static final int RATIO = 250;

  /// Bytes that may come out of a file however small.
  static final long FREE = 64L << 20;

  private final CountingStream packed;
  private long unpacked;

  BoundedGzip(InputStream in) throws IOException {
    this(new CountingStream(in));
  }

  private BoundedGzip(CountingStream packed) throws IOException {
    super(new GZIPInputStream(packed, 1 << 16));
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read > 0) unpacked += read;
    if (unpacked > FREE && unpacked > RATIO * packed.count()) {
      throw new UnreadableCatalogueException(
          "the file unpacks to more than "
              + RATIO
              + " times its size ("
              + unpacked
              + " bytes from "
              + packed.count()
              + "); unpack it first if that is meant");
    }
    return read;
  }
}

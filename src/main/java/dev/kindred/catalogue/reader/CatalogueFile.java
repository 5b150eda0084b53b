package dev.kindred.catalogue.reader;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ProfileJson;
import dev.kindred.catalogue.TitleId;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A catalogue being read: a file or a stream of titles, plain or gzip (told by its first bytes,
/// whatever its name), in UTF-8 with or without a byte order mark. Memory does not grow with the
/// file. One thread reads it, once; [#bytesRead] may be asked from any.
public final class CatalogueFile implements Closeable {
  private final @Nullable Path path;
  private final CountingStream counter;
  private final OptionalLong size;
  private final BufferedInputStream content;
  private final CatalogueLayout layout;

  private CatalogueFile(
      @Nullable Path path,
      CountingStream counter,
      OptionalLong size,
      BufferedInputStream content,
      CatalogueLayout layout) {
    this.path = path;
    this.counter = counter;
    this.size = size;
    this.content = content;
    this.layout = layout;
  }

  /// Opens a file and tells its format from how it begins.
  ///
  /// @throws UnreadableCatalogueException when it is empty or in none of the formats
  public static CatalogueFile open(Path file) throws IOException {
    CountingStream counter = new CountingStream(Files.newInputStream(file));
    try {
      BufferedInputStream content = unpacked(counter);
      byte[] beginning = beginning(content);
      CatalogueFormat format = FormatGuess.of(name(file), beginning);
      return new CatalogueFile(file, counter, OptionalLong.of(Files.size(file)), content, format);
    } catch (IOException | RuntimeException e) {
      counter.close();
      throw e;
    }
  }

  /// Opens a file of a known layout.
  public static CatalogueFile open(Path file, CatalogueLayout layout) throws IOException {
    return of(file, Files.newInputStream(file), layout, OptionalLong.of(Files.size(file)));
  }

  /// Reads a stream of a known layout as it arrives; closing this closes the stream.
  public static CatalogueFile of(InputStream in, CatalogueLayout layout) throws IOException {
    return of(null, in, layout, OptionalLong.empty());
  }

  private static CatalogueFile of(
      @Nullable Path path, InputStream in, CatalogueLayout layout, OptionalLong size)
      throws IOException {
    CountingStream counter = new CountingStream(in);
    try {
      BufferedInputStream content = unpacked(counter);
      // Our own titles are told line by line; a foreign file in another encoding is refused whole.
      if (layout != CatalogueFormat.KINDRED)
        FormatGuess.refuseWhatIsNoText("it", beginning(content));
      return new CatalogueFile(path, counter, size, content, layout);
    } catch (IOException | RuntimeException e) {
      counter.close();
      throw e;
    }
  }

  /// The format told or given, or the mapping.
  public CatalogueLayout layout() {
    return layout;
  }

  /// Where the file lies; empty for a stream.
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /// Bytes of the file as it lies on disk, packed if it is; unknown for a stream.
  public OptionalLong size() {
    return size;
  }

  /// Bytes taken from the file so far, comparable with [#size]; a little ahead of the lines handed
  /// out.
  public long bytesRead() {
    return counter.count();
  }

  /// Hands every title and every bad line to `sink`, in the order of the file. An exception of the
  /// sink ends the reading and comes out here.
  ///
  /// @throws UnreadableCatalogueException when the file lacks what its format needs, as a column
  /// @throws IOException when the file cannot be read on; the lines before it were handed out
  public void read(Consumer<? super CatalogueLine> sink) throws IOException {
    read(0, sink);
  }

  /// Hands out only what begins after a line: where an earlier reading broke off. The lines before
  /// cost little where each stands for itself, else as much as reading them.
  ///
  /// @param after 0 for all
  public void read(long after, Consumer<? super CatalogueLine> sink) throws IOException {
    LineSource lines = new LineSource(content);
    if (layout == CatalogueFormat.KINDRED) lines.skip(after);
    CatalogueReader reader =
        switch (layout) {
          case CatalogueFormat format -> format.reader();
          case Mapping mapping -> new MappedReader(mapping);
        };
    reader.read(
        lines,
        line -> {
          if (line.line() > after) sink.accept(line);
        });
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  /// The content profiles of a file that holds one a line: `titleId` and the fields of profile
  /// JSON. Holds all of them in memory: meant for the bundled ones.
  ///
  /// @throws UnreadableCatalogueException naming the line and the field of the first fault
  public static Map<TitleId, ContentProfile> profiles(Path file) throws IOException {
    Map<TitleId, ContentProfile> profiles = new LinkedHashMap<>();
    DataLines.json(
        file,
        in -> {
          String id = in.requiredText("titleId", TitleId.MAX_BYTES);
          ContentProfile profile = ProfileJson.read(in);
          in.end();
          String fault = id.isEmpty() ? null : TitleId.fault(id);
          if (fault != null) in.faults().malformed("/titleId", "invalidId", fault);
          in.faults().throwIfAny();
          if (profiles.put(new TitleId(id), profile) != null)
            throw new IllegalArgumentException("a second profile of " + id);
        });
    return profiles;
  }

  /// The content of a file, unpacked if it is gzip.
  static BufferedInputStream unpacked(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return unpacked(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  static BufferedInputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream packed = new BufferedInputStream(in, 1 << 16);
    packed.mark(2);
    boolean gzip = packed.read() == 0x1F && packed.read() == 0x8B;
    packed.reset();
    return gzip ? new BufferedInputStream(new BoundedGzip(packed), 1 << 16) : packed;
  }

  /// What can be read of the first bytes; the stream stands at its start again. Damage within them
  /// is left to the reading, which hands out the lines before it.
  private static byte[] beginning(BufferedInputStream content) throws IOException {
    byte[] bytes = new byte[FormatGuess.BYTES];
    int length = 0;
    content.mark(bytes.length);
    try {
      int read = content.read(bytes);
      while (read > 0) {
        length += read;
        read = content.read(bytes, length, bytes.length - length);
      }
    } catch (EOFException | ZipException e) {
      if (length == 0) throw e;
    }
    content.reset();
    return Arrays.copyOf(bytes, length);
  }

  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}

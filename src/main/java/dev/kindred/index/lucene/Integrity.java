package dev.kindred.index.lucene;

import dev.kindred.index.DamagedGenerationException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.jspecify.annotations.Nullable;

/// Whether the files of a Lucene index are as they were written. Every file ends with a footer that
/// holds its checksum: reading the footers costs a few milliseconds and finds what is missing or
/// cut short, reading the files finds every flipped bit.
final class Integrity {
  private static final Pattern FOLDERS = Pattern.compile("/(?:[^/\\s\"]+/)*");

  private Integrity() {}

  /// Looks at the end of each file of the last commit.
  ///
  /// @throws IOException naming the file that is missing or has no footer
  static void checkFooters(Path folder) throws IOException {
    try (Directory directory = FSDirectory.open(folder)) {
      SegmentInfos commit = SegmentInfos.readLatestCommit(directory); // checks its own checksum
      for (String file : commit.files(true)) {
        try (IndexInput in = directory.openInput(file, IOContext.READONCE)) {
          CodecUtil.retrieveChecksum(in);
        }
      }
    }
  }

  /// Reads each file of an open reader.
  ///
  /// @throws IOException naming the file that is not as it was written
  static void verify(IndexReader reader) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) leaf.reader().checkIntegrity();
  }

  /// An I/O failure as what it is: damage, or something that may pass.
  static UncheckedIOException failure(String what, IOException e) {
    return isDamage(e)
        ? new DamagedGenerationException(what + ": " + reason(e), e)
        : new UncheckedIOException(what, e);
  }

  /// Names the file, without where it lies: the reason is shown to anybody who asks for the health.
  private static String reason(IOException e) {
    String text = FOLDERS.matcher(String.valueOf(e.getMessage())).replaceAll("");
    return e instanceof NoSuchFileException ? text + " is missing" : text;
  }

  private static boolean isDamage(@Nullable Throwable e) {
    return e instanceof CorruptIndexException
        || e instanceof IndexFormatTooOldException
        || e instanceof IndexFormatTooNewException
        || e instanceof EOFException
        || e instanceof NoSuchFileException
        || e instanceof FileNotFoundException;
  }
}

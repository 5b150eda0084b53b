package dev.kindred.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.StoreFullException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
  @TempDir private Path folder;

  @Test
  void keepsEveryByte() throws IOException {
    byte[] bytes = new byte[200_001];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (i * 31);
    Path file = Spool.save(new ByteArrayInputStream(bytes), folder.resolve("new"), "job");
    assertThat(file).hasBinaryContent(bytes);
    assertThat(Spool.clear(folder.resolve("new"), Set.of(file.toAbsolutePath()))).isZero();
    assertThat(file).exists();
    assertThat(Spool.clear(folder.resolve("new"), Set.of())).isEqualTo(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void leavesNothingOfAnUploadThatBreaksOff() throws IOException {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[100_000]),
            new BrokenStream("no space left on the caller's side"));
    assertThatThrownBy(() -> Spool.save(broken, folder, "job"))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left on the caller's side");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void tellsAFullDiskFromOtherFailures() {
    InputStream in = new ByteArrayInputStream(new byte[10]);
    assertThatThrownBy(() -> Spool.copy(in, new FailingStream("No space left on device")))
        .isInstanceOf(StoreFullException.class);
    assertThatThrownBy(() ->
            Spool.copy(
                new ByteArrayInputStream(new byte[10]), new FailingStream("Input/output error")))
        .isInstanceOf(IOException.class)
        .hasMessage("Input/output error");
  }

  /// An upload whose caller goes away.
  static final class BrokenStream extends InputStream {
    private final String message;

    BrokenStream(String message) {
      this.message = message;
    }

    @Override
    public int read() throws IOException {
      throw new IOException(message);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      throw new IOException(message);
    }
  }

  private static final class FailingStream extends OutputStream {
    private final String message;

    FailingStream(String message) {
      this.message = message;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(message);
    }
  }
}

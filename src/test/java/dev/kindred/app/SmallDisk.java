package dev.kindred.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A disk of a few megabytes in memory, that can be filled. Whoever runs the tests must be allowed
/// to mount; else the test is skipped.
final class SmallDisk implements AutoCloseable {
  private final Path root;

  SmallDisk(Path mountPoint, int megabytes) {
    this.root = mountPoint;
    boolean mounted =
        run(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=" + megabytes + "m",
            "kindred-test",
            root.toString());
    assumeTrue(mounted, "only who may mount a file system can run this");
  }

  Path folder(String name) {
    return root.resolve(name);
  }

  /// Takes all the room there is but for `left` bytes.
  void fill(int left) throws IOException {
    Path reserve = Files.write(root.resolve("reserve"), new byte[left]);
    for (int size : new int[] {1 << 20, 4 << 10, 1}) {
      Path filler = root.resolve("filler-" + size);
      try (OutputStream out = Files.newOutputStream(filler)) {
        byte[] block = new byte[size];
        while (true) out.write(block);
      } catch (IOException e) {
        if (!String.valueOf(e.getMessage()).contains("No space left")) throw e;
      }
    }
    Files.delete(reserve);
  }

  /// Gives the room back.
  void free() throws IOException {
    for (int size : new int[] {1 << 20, 4 << 10, 1})
      Files.deleteIfExists(root.resolve("filler-" + size));
  }

  @Override
  public void close() throws IOException {
    if (!run("umount", "-l", root.toString())) throw new IOException(root + " is still mounted");
  }

  private static boolean run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such command
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

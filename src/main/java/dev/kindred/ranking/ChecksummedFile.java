package dev.kindred.ranking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A trained model in a file: a line `kindred-model KIND VERSION SHA-256`, then its content, which
/// the checksum covers. Written beside its place and renamed, so that a reader finds the old one or
/// the new one.
final class ChecksummedFile {
  private static final String MAGIC = "kindred-model";

  private ChecksummedFile() {}

  /// @param kind of model, one word
  /// @param version of the kind's format
  static void write(Path file, String kind, int version, byte[] content)
      throws IOException {
    String header = String.join(" ", MAGIC, kind, Integer.toString(version), checksum(content));
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) Files.createDirectories(folder);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    byte[] line = (header + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(line, line.length + content.length);
    System.arraycopy(content, 0, whole, line.length, content.length);
    Files.write(part, whole);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The content of a file of this kind and version.
  ///
  /// @throws IOException when it cannot be read, is of another kind or version, or is damaged
  static byte[] read(Path file, String kind, int version) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int end = 0;
    while (end < whole.length && whole[end] != '\n') end++;
    String[] header = new String(whole, 0, end, StandardCharsets.US_ASCII).split(" ", -1);
    if (header.length != 4 || !header[0].equals(MAGIC))
      throw new IOException(file + " is no model of Kindred");
    if (!header[1].equals(kind) || !header[2].equals(Integer.toString(version)))
      throw new IOException(
          file + " holds " + header[1] + " " + header[2] + ", expected " + kind + " " + version);
    byte[] content = Arrays.copyOfRange(whole, Math.min(end + 1, whole.length), whole.length);
    if (!header[3].equals(checksum(content)))
      throw new IOException(file + " is damaged: its checksum is not that of its content");
    return content;
  }

  private static String checksum(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

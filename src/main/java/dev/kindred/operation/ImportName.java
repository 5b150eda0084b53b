package dev.kindred.operation;

import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.catalogue.reader.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names an import by what it does: the bytes of its file, whatever the file is called, and the way
/// they are read and kept. Two imports of one name do the same, so that one can go on where the
/// other was interrupted.
final class ImportName {
  private static final int BUFFER = 1 << 16;

  private ImportName() {}

  /// Reads the whole file.
  static String of(Path file, CatalogueFile read, ImportOptions options) throws IOException {
    MessageDigest digest = sha256();
    String layout =
        switch (read.layout()) {
          case CatalogueFormat format -> format.name();
          case Mapping mapping -> mapping.yaml();
        };
    String how = String.join("\n", layout, options.source(), options.sample().name());
    digest.update(how.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(buffer); length > 0; length = in.read(buffer))
        digest.update(buffer, 0, length);
    }
    return "import/" + HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a JDK without SHA-256", e);
    }
  }
}

package dev.kindred.operation;

import dev.kindred.catalogue.StoreFullException;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// The layout of a backup: a zip of files, and last a `manifest.json` with the size and the SHA-256
/// of each. Vectors are stored, for they do not get smaller; the rest is deflated at the quickest
/// level.
final class BackupArchive {
  private static final String MANIFEST = "manifest.json";
  private static final int MAX_MANIFEST_BYTES = 8 << 20;
  private static final int BUFFER = 1 << 16;

  private BackupArchive() {}

  /// A file to pack.
  ///
  /// @param name its path within the archive
  record Source(String name, Path file) {}

  /// Told how many bytes were read.
  @FunctionalInterface
  interface Steps {
    void step(long bytes);
  }

  /// Packs files.
  ///
  /// @param manifest makes the manifest of what was packed
  static BackupManifest write(
      OutputStream out,
      List<Source> sources,
      Function<List<BackupManifest.File>, BackupManifest> manifest,
      Steps steps)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    List<BackupManifest.File> files = new ArrayList<>();
    for (Source source : sources) {
      boolean vectors = source.name().startsWith(BackupManifest.VECTORS + "/");
      zip.setLevel(vectors ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry(source.name()));
      try (InputStream in = Files.newInputStream(source.file())) {
        files.add(copy(in, zip, source.name(), Long.MAX_VALUE, steps));
      }
      zip.closeEntry();
    }
    BackupManifest made = manifest.apply(files);
    zip.putNextEntry(new ZipEntry(MANIFEST));
    zip.write(Json.writeBytes(made.toJson()));
    zip.closeEntry();
    zip.finish();
    return made;
  }

  /// Reads what a backup says of itself, and that it holds just the files it names.
  ///
  /// @throws BackupRefusedException when it is none, is cut off, or is of a later layout
  static BackupManifest manifest(Path file) throws IOException {
    try (ZipFile zip = open(file)) {
      return manifest(zip);
    }
  }

  /// Unpacks a backup into a folder, durably, comparing every size and checksum.
  ///
  /// @throws BackupRefusedException naming the file within it that is damaged
  static BackupManifest unpack(Path file, Path folder, Steps steps) throws IOException {
    try (ZipFile zip = open(file)) {
      BackupManifest manifest = manifest(zip);
      for (BackupManifest.File wanted : manifest.files()) {
        Path target = folder.resolve(wanted.name()).normalize();
        if (!target.startsWith(folder)) throw new BackupRefusedException("it would write outside");
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        unpack(zip, wanted, target, steps);
      }
      return manifest;
    }
  }

  private static void unpack(ZipFile zip, BackupManifest.File wanted, Path target, Steps steps)
      throws IOException {
    BackupManifest.File found;
    try (FileChannel channel =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        InputStream in = zip.getInputStream(zip.getEntry(wanted.name()))) {
      found = copy(in, Channels.newOutputStream(channel), wanted.name(), wanted.bytes(), steps);
      channel.force(true);
    } catch (ZipException e) {
      throw new BackupRefusedException(wanted.name() + " in it is damaged: " + e.getMessage());
    } catch (IOException e) {
      if (e instanceof java.io.EOFException)
        throw new BackupRefusedException(wanted.name() + " in it breaks off");
      throw StoreFullException.unless(e);
    }
    if (!found.equals(wanted)) {
      throw new BackupRefusedException(
          "%s in it is damaged: %d bytes with SHA-256 %s, not %d with %s"
              .formatted(
                  wanted.name(), found.bytes(), found.sha256(), wanted.bytes(), wanted.sha256()));
    }
  }

  private static ZipFile open(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (NoSuchFileException e) {
      throw e;
    } catch (ZipException e) {
      throw new BackupRefusedException(
          "it is no backup, or was cut off on its way (" + e.getMessage() + ")");
    }
  }

  private static BackupManifest manifest(ZipFile zip) throws IOException {
    Set<String> names = new TreeSet<>();
    for (ZipEntry entry : zip.stream().toList()) {
      if (!names.add(entry.getName()))
        throw new BackupRefusedException("it holds " + entry.getName() + " twice");
    }
    ZipEntry entry = zip.getEntry(MANIFEST);
    if (entry == null) throw new BackupRefusedException("it holds no " + MANIFEST);
    BackupManifest manifest;
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MAX_MANIFEST_BYTES);
      manifest = BackupManifest.read(Json.parse(bytes));
    } catch (ZipException e) {
      throw new BackupRefusedException(MANIFEST + " in it is damaged: " + e.getMessage());
    } catch (InvalidJsonException e) {
      throw new BackupRefusedException(MANIFEST + " in it: " + e.getMessage());
    }
    Set<String> wanted = new TreeSet<>(Set.of(MANIFEST));
    manifest.files().forEach(file -> wanted.add(file.name()));
    if (!wanted.equals(names)) {
      throw new BackupRefusedException(
          "it holds " + String.join(", ", names) + "; its manifest names " + wanted);
    }
    return manifest;
  }

  /// Copies at most one byte more than `limit`: so much tells that there is too much.
  private static BackupManifest.File copy(
      InputStream in, OutputStream out, String name, long limit, Steps steps) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    int length = in.read(buffer);
    while (length >= 0 && bytes <= limit) {
      digest.update(buffer, 0, length);
      out.write(buffer, 0, length);
      bytes += length;
      steps.step(length);
      length = in.read(buffer);
    }
    return new BackupManifest.File(name, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

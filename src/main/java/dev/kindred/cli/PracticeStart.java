package dev.kindred.cli;

import dev.kindred.app.BundledCatalogue;
import dev.kindred.app.Service;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.DataFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Starts the service on a folder of its own, asks it a little, and stops: what the JVM records of
/// it (`-XX:AOTCacheOutput`) makes real starts quicker. `PracticeStart [root of the project]`.
public final class PracticeStart {
  private static final List<String> REQUESTS =
      List.of("/health/ready", "/", "/v1/search?q=hope+in+space", "/v1/suggest?q=bla");

  private PracticeStart() {}

  public static void main(String[] args) throws IOException {
    BundledCatalogue bundled = BundledCatalogue.of(Path.of(args.length > 0 ? args[0] : ""));
    Path folder = Files.createTempDirectory("kindred-practice-");
    try {
      practise(DataFolder.at(folder), bundled);
    } finally {
      delete(folder);
    }
  }

  private static void practise(DataFolder folder, BundledCatalogue bundled) throws IOException {
    Settings settings = Settings.DEFAULT.withPort(0);
    try (Service service = Service.start(settings, folder, bundled, Progress.SILENT)) {
      for (String request : REQUESTS) {
        try (InputStream answer = URI.create(service.address() + request).toURL().openStream()) {
          answer.readAllBytes();
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}

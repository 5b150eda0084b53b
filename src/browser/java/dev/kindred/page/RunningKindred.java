package dev.kindred.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import dev.kindred.app.BundledCatalogue;
import dev.kindred.app.Service;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A service with the bundled catalogue on a free port, and a browser to visit it with. One of each
/// serves all tests.
final class RunningKindred implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Path folder;
  private final Service service;
  private final Playwright playwright;
  private final Browser browser;

  RunningKindred(Path chromium) {
    try {
      folder = Files.createTempDirectory("kindred-page");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    service =
        Service.start(
            Settings.DEFAULT.withPort(0),
            DataFolder.at(folder),
            BundledCatalogue.of(Path.of(".")),
            Progress.SILENT);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(FLAGS));
  }

  Browser browser() {
    return browser;
  }

  String address() {
    return "http://" + service.host() + ":" + service.port();
  }

  @Override
  public void close() {
    playwright.close();
    service.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.kindred.fuzz;

import dev.kindred.config.Settings;
import dev.kindred.config.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A settings file: what is taken and shown is taken again as the same.
final class SettingsTarget implements FuzzTarget {
  private static final Map<String, String> ENVIRONMENT = Map.of("PORT", "7", "NAME", "a name");
  private final Path file = Files.createTempFile("kindred-fuzz-", ".yaml");

  SettingsTarget() throws IOException {
    file.toFile().deleteOnExit();
  }

  @Override
  public void take(byte[] input) throws IOException {
    Settings settings;
    try {
      settings = load(input);
    } catch (SettingsException e) {
      return;
    }
    String shown = settings.describe();
    ParserTargets.same(shown, load(shown.getBytes(StandardCharsets.UTF_8)).describe());
  }

  private Settings load(byte[] yaml) throws IOException {
    Files.write(file, yaml);
    return Settings.load(file, ENVIRONMENT);
  }
}

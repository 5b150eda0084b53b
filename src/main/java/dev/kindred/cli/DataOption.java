package dev.kindred.cli;

import dev.kindred.app.BundledCatalogue;
import dev.kindred.config.Settings;
import dev.kindred.operation.DataFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--data` and `--config`, the same for every command.
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder for everything Kindred writes; default: data, index/generations and embeddings/vectors.")
  private @Nullable Path data;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings file (YAML).")
  private @Nullable Path config;

  /// The defaults, over them the settings file, over that the environment.
  Settings settings() {
    return Settings.load(config, System.getenv());
  }

  /// The same options for another command, as they were given.
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (data != null) arguments.addAll(List.of("--data", data.toString()));
    if (config != null) arguments.addAll(List.of("--config", config.toString()));
    return arguments;
  }

  DataFolder folder(Settings settings) {
    if (data != null) return DataFolder.at(data.toAbsolutePath());
    Path configured = settings.dataDir();
    return configured.equals(Settings.DEFAULT.dataDir())
        ? DataFolder.ofProject(project())
        : DataFolder.at(configured.toAbsolutePath());
  }

  BundledCatalogue bundled() {
    return BundledCatalogue.of(project());
  }

  /// The project folder: where scripts say, else the working directory.
  private static Path project() {
    return Path.of(System.getProperty("kindred.home", ".")).toAbsolutePath().normalize();
  }
}

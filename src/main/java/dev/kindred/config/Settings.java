package dev.kindred.config;

import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.feedback.FeedbackOptions;
import dev.kindred.http.HttpOptions;
import dev.kindred.llm.LlmOptions;
import dev.kindred.operation.BackupOptions;
import dev.kindred.operation.RetrainingOptions;
import dev.kindred.query.ParserOptions;
import dev.kindred.search.SearchOptions;
import dev.kindred.viewer.ViewerOptions;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that can be set, checked. Paths are relative to the directory Kindred was started in.
///
/// @param dataDir where a running Kindred writes
public record Settings(
    Path dataDir,
    ServerSettings server,
    IndexSettings index,
    EmbeddingOptions embedding,
    LlmOptions llm,
    ParserOptions query,
    SearchOptions search,
    RankingSettings ranking,
    BackupOptions backup,
    FeedbackOptions events,
    ViewerOptions viewer,
    RetrainingOptions training) {
  public static final Settings DEFAULT =
      new Settings(
          Path.of("data"),
          ServerSettings.DEFAULT,
          IndexSettings.DEFAULT,
          EmbeddingOptions.DEFAULT,
          LlmOptions.DEFAULT,
          ParserOptions.DEFAULT,
          SearchOptions.DEFAULT,
          RankingSettings.DEFAULT,
          BackupOptions.DEFAULT,
          FeedbackOptions.DEFAULT,
          ViewerOptions.DEFAULT,
          RetrainingOptions.DEFAULT);

  /// Reads the settings: the defaults, over them the file, over that the environment.
  ///
  /// A variable `KINDRED_SERVER_PORT` sets the key `server.port`; a list is separated by commas. A
  /// value that is `${NAME}` in the file is taken from the variable NAME. A variable that starts
  /// like a section, or is spelt nearly like a key, and is none fails; other variables whose names
  /// start with `KINDRED_` are left to whom they belong to.
  ///
  /// @param file YAML; null for none
  /// @param environment variables by name
  /// @throws SettingsException with everything that is wrong
  public static Settings load(@Nullable Path file, Map<String, String> environment) {
    return SettingsReader.read(file, environment);
  }

  /// The settings as YAML that [#load] reads, secrets hidden.
  public String describe() {
    return SettingsTree.yaml(this, _ -> SettingsTree.HIDDEN);
  }

  /// The same to be kept elsewhere: a secret is a reference to the environment variable that is to
  /// hold it, so that [#load] asks for it.
  public String portable() {
    return SettingsTree.yaml(this, pointer -> "${" + SettingsReader.variable(pointer) + "}");
  }

  public Settings withHttp(HttpOptions value) {
    return new Settings(
        dataDir,
        new ServerSettings(value, server.rateLimit()),
        index,
        embedding,
        llm,
        query,
        search,
        ranking,
        backup,
        events,
        viewer,
        training);
  }

  /// Listens on another port.
  public Settings withPort(int value) {
    return withHttp(server.http().withPort(value));
  }
}

package dev.kindred.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.operation.BackupOptions;
import dev.kindred.query.ParserOptions;
import dev.kindred.search.SearchOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The names of all keys: settings to tree and tree to settings. The tree of the defaults holds
/// every key, so it also serves as the list of what may be set.
final class SettingsTree {
  /// Pointers of the keys whose values must not be shown.
  static final Set<String> SECRETS =
      Set.of("/embedding/apiKey", "/embedding/formerApiKey", "/llm/apiKey");

  /// Shown in place of a secret.
  static final String HIDDEN = "hidden";

  static final Path NO_PATH = Path.of("");
  static final int MAX_TEXT = 4_000;
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  private SettingsTree() {}

  /// @param shown what stands in place of the secret at a pointer
  static String yaml(Settings settings, UnaryOperator<String> shown) {
    try {
      ObjectNode tree = write(settings);
      for (String pointer : SECRETS) {
        int end = pointer.lastIndexOf('/');
        if (!tree.at(pointer).textValue().isEmpty())
          ((ObjectNode) tree.at(pointer.substring(0, end)))
              .put(pointer.substring(end + 1), shown.apply(pointer));
      }
      return YAML.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  static ObjectNode write(Settings settings) {
    ObjectNode tree = Json.object().put("dataDir", settings.dataDir().toString());
    settings.server().write(tree.putObject("server"));
    settings.index().write(tree.putObject("index"));
    EmbeddingSettings.write(settings.embedding(), tree.putObject("embedding"));
    LlmSettings.write(settings.llm(), tree.putObject("llm"));
    tree.putObject("query")
        .put("parser", Json.name(settings.query().parser()))
        .put("timeout", DurationText.write(settings.query().timeout()))
        .put("cacheEntries", settings.query().cacheEntries());

    tree.putObject("search")
        .put("depth", settings.search().depth())
        .put("pool", settings.search().pool())
        .put("fusion", Json.name(settings.search().fusion()));

    settings.ranking().write(tree.putObject("ranking"));
    tree.putObject("backup").put("kept", settings.backup().kept());
    FeedbackSettings.write(settings, tree);
    RetrainingSettings.write(settings.training(), tree.putObject("training"));
    return tree;
  }

  /// Reads a tree over the defaults; faults are recorded in `in`, and a section with faults reads
  /// as its default.
  static Settings read(JsonFields in) {
    Settings absent = Settings.DEFAULT;
    Settings settings =
        new Settings(
            path(in, "dataDir", absent.dataDir()),
            section(in, "server", absent.server(), ServerSettings::read),
            section(in, "index", absent.index(), IndexSettings::read),
            section(in, "embedding", absent.embedding(), EmbeddingSettings::read),
            section(in, "llm", absent.llm(), LlmSettings::read),
            section(in, "query", absent.query(), SettingsTree::query),
            section(in, "search", absent.search(), SettingsTree::search),
            section(in, "ranking", absent.ranking(), RankingSettings::read),
            section(in, "backup", absent.backup(), SettingsTree::backup),
            section(in, "events", absent.events(), FeedbackSettings::events),
            section(in, "viewer", absent.viewer(), FeedbackSettings::viewer),
            section(in, "training", absent.training(), RetrainingSettings::read));
    in.end();
    return settings;
  }

  private static ParserOptions query(JsonFields in, ParserOptions absent) {
    ParserOptions.Parser parser = choice(in, "parser", absent.parser());
    Duration timeout = duration(in, "timeout", absent.timeout());
    int cacheEntries = integer(in, "cacheEntries", absent.cacheEntries());
    return built(in, absent, () -> new ParserOptions(parser, timeout, cacheEntries));
  }

  private static SearchOptions search(JsonFields in, SearchOptions absent) {
    int depth = integer(in, "depth", absent.depth());
    int pool = integer(in, "pool", absent.pool());
    SearchOptions.Fusing fusion = choice(in, "fusion", absent.fusion());
    return built(in, absent, () -> new SearchOptions(depth, pool, fusion, absent.weights()));
  }

  private static BackupOptions backup(JsonFields in, BackupOptions absent) {
    int kept = integer(in, "kept", absent.kept());
    return built(in, absent, () -> new BackupOptions(kept));
  }

  interface Section<T> {
    T read(JsonFields in, T absent);
  }

  static <T> T section(JsonFields in, String name, T absent, Section<T> section) {
    JsonFields fields = in.object(name);
    if (fields == null) return absent;
    T read = section.read(fields, absent);
    fields.end();
    return read;
  }

  /// Builds a record, whose own check names the key first in its message.
  static <T> T built(JsonFields in, T absent, Supplier<T> record) {
    try {
      return record.get();
    } catch (IllegalArgumentException e) {
      String message = Optional.ofNullable(e.getMessage()).orElse("is not valid");
      String key = message.split(" ", 2)[0];
      in.faults()
          .malformed(
              in.names().contains(key) ? in.pointer(key) : in.pointer(), "outOfRange", message);
      return absent;
    }
  }

  static String text(JsonFields in, String name, String absent) {
    String text = in.text(name, MAX_TEXT);
    return text == null ? absent : text;
  }

  static int integer(JsonFields in, String name, int absent) {
    return in.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE, absent);
  }

  static double number(JsonFields in, String name, double absent) {
    Double number = in.number(name, -Double.MAX_VALUE, Double.MAX_VALUE);
    return number == null ? absent : number;
  }

  static <E extends Enum<E>> E choice(JsonFields in, String name, E absent) {
    E choice = in.choice(name, absent.getDeclaringClass());
    return choice == null ? absent : choice;
  }

  static Duration duration(JsonFields in, String name, Duration absent) {
    String text = in.text(name, MAX_TEXT);
    if (text == null) return absent;
    return DurationText.parse(text)
        .orElseGet(() -> {
          in.faults()
              .malformed(
                  in.pointer(name),
                  "invalidDuration",
                  name + " must be a duration such as 500ms, 30s, 5m or 1h, got " + text);
          return absent;
        });
  }

  static Path path(JsonFields in, String name, Path absent) {
    String text = in.textOrEmpty(name, MAX_TEXT);
    if (text.isEmpty()) return absent;
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      in.faults()
          .malformed(in.pointer(name), "invalidPath", name + " must be a path: " + e.getReason());
      return absent;
    }
  }
}

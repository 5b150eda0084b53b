package dev.kindred.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.kindred.access.RateLimiter;
import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.embedding.EmbeddingOptions.Pooling;
import dev.kindred.http.HttpOptions;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.IndexOptions.VectorFormat;
import dev.kindred.ingestion.ComparisonOptions;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.llm.Budget;
import dev.kindred.llm.LlmOptions;
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

    HttpOptions http = settings.server().http();
    RateLimiter.Options rateLimit = settings.server().rateLimit();
    tree.putObject("server")
        .put("host", http.host())
        .put("port", http.port())
        .<ObjectNode>set("corsOrigins", Json.strings(http.corsOrigins()))
        .put("maxBodyBytes", http.maxBodyBytes())
        .put("requestTimeout", DurationText.write(http.requestTimeout()))
        .put("searchThreads", http.searchThreads())
        .put("searchQueue", http.searchQueue())
        .putObject("rateLimit")
        .put("requestsPerMinute", rateLimit.requestsPerMinute())
        .put("maxCallers", rateLimit.maxCallers());

    IndexSettings index = settings.index();
    tree.putObject("index")
        .put("language", index.options().language())
        .put("maxConn", index.options().maxConn())
        .put("beamWidth", index.options().beamWidth())
        .put("vectorFormat", Json.name(index.options().vectorFormat()))
        .put("mergeWorkers", index.options().mergeWorkers())
        .put("graphAbove", index.options().graphAbove())
        .put("refreshInterval", DurationText.write(index.refreshInterval()))
        .put("generationsKept", index.generationsKept())
        .put("recordedQueries", index.recordedQueries())
        .putObject("comparison")
        .put("maxLost", index.comparison().maxLost())
        .put("minRecall", index.comparison().minRecall())
        .put("minOverlap", index.comparison().minOverlap())
        .put("comparedQueries", index.comparison().comparedQueries());

    EmbeddingOptions embedding = settings.embedding();
    EmbeddingOptions.OnnxFiles files = embedding.files();
    tree.putObject("embedding")
        .put("provider", Json.name(embedding.provider()))
        .put("model", embedding.model())
        .put("baseUrl", embedding.baseUrl() == null ? "" : embedding.baseUrl().toString())
        .put("apiKey", embedding.apiKey() == null ? "" : HIDDEN)
        .put("formerApiKey", embedding.formerApiKey() == null ? "" : HIDDEN)
        .put("dimensions", embedding.dimensions())
        .put("queryPrefix", embedding.queryPrefix())
        .put("tokenLimit", embedding.tokenLimit())
        .put("workers", embedding.workers())
        .put("queryCacheBytes", embedding.queryCacheBytes())
        .put("modelPath", files == null ? "" : files.model().toString())
        .put("tokenizerPath", files == null ? "" : files.tokenizer().toString())
        .put("pooling", Json.name(files == null ? Pooling.CLS : files.pooling()))
        .put("timeout", DurationText.write(embedding.timeout()));

    LlmOptions llm = settings.llm();
    tree.putObject("llm")
        .put("provider", Json.name(llm.provider()))
        .put("model", llm.model())
        .put("baseUrl", llm.baseUrl() == null ? "" : llm.baseUrl().toString())
        .put("apiKey", llm.apiKey() == null ? "" : HIDDEN)
        .put("temperature", llm.temperature())
        .put("timeout", DurationText.write(llm.timeout()))
        .put("concurrency", llm.concurrency())
        .put("requestsPerMinute", llm.requestsPerMinute())
        .put("tokensPerMinute", llm.tokensPerMinute())
        .put("retries", llm.retries())
        .put("maxOutputTokens", llm.maxOutputTokens())
        .put("output", Json.name(llm.output()))
        .putObject("budget")
        .put("calls", llm.budget().calls())
        .put("tokens", llm.budget().tokens())
        .put("period", DurationText.write(llm.budget().period()));

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
            section(in, "server", absent.server(), SettingsTree::server),
            section(in, "index", absent.index(), SettingsTree::index),
            section(in, "embedding", absent.embedding(), SettingsTree::embedding),
            section(in, "llm", absent.llm(), SettingsTree::llm),
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

  private static ServerSettings server(JsonFields in, ServerSettings absent) {
    HttpOptions http = absent.http();
    String host = text(in, "host", http.host());
    int port = integer(in, "port", http.port());
    var corsOrigins =
        in.has("corsOrigins") ? in.texts("corsOrigins", 100, MAX_TEXT) : http.corsOrigins();
    int maxBodyBytes = integer(in, "maxBodyBytes", http.maxBodyBytes());
    Duration requestTimeout = duration(in, "requestTimeout", http.requestTimeout());
    int searchThreads = integer(in, "searchThreads", http.searchThreads());
    int searchQueue = integer(in, "searchQueue", http.searchQueue());
    RateLimiter.Options rateLimit =
        section(in, "rateLimit", absent.rateLimit(), SettingsTree::rateLimit);
    return built(
        in,
        absent,
        () ->
            new ServerSettings(
                new HttpOptions(
                    host,
                    port,
                    corsOrigins,
                    searchThreads,
                    searchQueue,
                    requestTimeout,
                    maxBodyBytes,
                    http.idle(),
                    http.drain(),
                    http.pageFolder()),
                rateLimit));
  }

  private static RateLimiter.Options rateLimit(JsonFields in, RateLimiter.Options absent) {
    int requestsPerMinute = integer(in, "requestsPerMinute", absent.requestsPerMinute());
    int maxCallers = integer(in, "maxCallers", absent.maxCallers());
    return built(in, absent, () -> new RateLimiter.Options(requestsPerMinute, maxCallers));
  }

  private static IndexSettings index(JsonFields in, IndexSettings absent) {
    String language = text(in, "language", absent.options().language());
    int maxConn = integer(in, "maxConn", absent.options().maxConn());
    int beamWidth = integer(in, "beamWidth", absent.options().beamWidth());
    VectorFormat vectorFormat = choice(in, "vectorFormat", absent.options().vectorFormat());
    int mergeWorkers = integer(in, "mergeWorkers", absent.options().mergeWorkers());
    int graphAbove = integer(in, "graphAbove", absent.options().graphAbove());
    Duration refreshInterval = duration(in, "refreshInterval", absent.refreshInterval());
    int generationsKept = integer(in, "generationsKept", absent.generationsKept());
    int recordedQueries = integer(in, "recordedQueries", absent.recordedQueries());
    ComparisonOptions comparison =
        section(in, "comparison", absent.comparison(), SettingsTree::comparison);
    return built(
        in,
        absent,
        () ->
            new IndexSettings(
                new IndexOptions(
                    language, maxConn, beamWidth, vectorFormat, mergeWorkers, graphAbove),
                refreshInterval,
                generationsKept,
                recordedQueries,
                comparison));
  }

  private static ComparisonOptions comparison(JsonFields in, ComparisonOptions absent) {
    double maxLost = number(in, "maxLost", absent.maxLost());
    double minRecall = number(in, "minRecall", absent.minRecall());
    double minOverlap = number(in, "minOverlap", absent.minOverlap());
    int comparedQueries = integer(in, "comparedQueries", absent.comparedQueries());
    return built(
        in, absent, () -> new ComparisonOptions(maxLost, minRecall, minOverlap, comparedQueries));
  }

  private static EmbeddingOptions embedding(JsonFields in, EmbeddingOptions absent) {
    EmbeddingOptions.Provider provider = choice(in, "provider", absent.provider());
    String model = in.textOrEmpty("model", MAX_TEXT);
    String baseUrl = in.textOrEmpty("baseUrl", MAX_TEXT);
    String apiKey = in.textOrEmpty("apiKey", MAX_TEXT);
    String formerApiKey = in.textOrEmpty("formerApiKey", MAX_TEXT);
    Integer dimensions = in.integer("dimensions", Integer.MIN_VALUE, Integer.MAX_VALUE);
    String queryPrefix = in.has("queryPrefix") ? in.textOrEmpty("queryPrefix", MAX_TEXT) : null;
    int tokenLimit = integer(in, "tokenLimit", absent.tokenLimit());
    int workers = integer(in, "workers", absent.workers());
    int queryCacheBytes = integer(in, "queryCacheBytes", (int) absent.queryCacheBytes());
    Path modelPath = path(in, "modelPath", NO_PATH);
    Path tokenizerPath = path(in, "tokenizerPath", NO_PATH);
    Pooling pooling = choice(in, "pooling", Pooling.CLS);
    Duration timeout = duration(in, "timeout", absent.timeout());
    return built(
        in,
        absent,
        () -> {
          if (modelPath.equals(NO_PATH) != tokenizerPath.equals(NO_PATH)) {
            throw new IllegalArgumentException("modelPath and tokenizerPath go together");
          }
          if (model.isEmpty() && provider != EmbeddingOptions.Provider.IN_PROCESS) {
            throw new IllegalArgumentException("model is required with a remote provider");
          }
          EmbeddingOptions.OnnxFiles files =
              modelPath.equals(NO_PATH)
                  ? null
                  : new EmbeddingOptions.OnnxFiles(modelPath, tokenizerPath, pooling);
          return new EmbeddingOptions(
              provider,
              !model.isEmpty() ? model : files == null ? absent.model() : name(modelPath),
              baseUrl.isEmpty() ? null : Ranges.webAddress("baseUrl", baseUrl),
              apiKey.isEmpty() ? null : apiKey,
              formerApiKey.isEmpty() ? null : formerApiKey,
              dimensions,
              queryPrefix,
              tokenLimit,
              workers,
              queryCacheBytes,
              timeout,
              files);
        });
  }

  private static LlmOptions llm(JsonFields in, LlmOptions absent) {
    LlmOptions.Provider provider = choice(in, "provider", absent.provider());
    String model = in.textOrEmpty("model", MAX_TEXT);
    String baseUrl = in.textOrEmpty("baseUrl", MAX_TEXT);
    String apiKey = in.textOrEmpty("apiKey", MAX_TEXT);
    Double given = in.number("temperature", -Double.MAX_VALUE, Double.MAX_VALUE);
    // null is a value: the model's own
    Double temperature = in.names().contains("temperature") ? given : absent.temperature();
    Duration timeout = duration(in, "timeout", absent.timeout());
    int concurrency = integer(in, "concurrency", absent.concurrency());
    int requestsPerMinute = integer(in, "requestsPerMinute", absent.requestsPerMinute());
    int tokensPerMinute = integer(in, "tokensPerMinute", absent.tokensPerMinute());
    int retries = integer(in, "retries", absent.retries());
    int maxOutputTokens = integer(in, "maxOutputTokens", absent.maxOutputTokens());
    LlmOptions.Output output = choice(in, "output", absent.output());
    Budget.Limits budget = section(in, "budget", absent.budget(), SettingsTree::budget);
    return built(
        in,
        absent,
        () ->
            new LlmOptions(
                provider,
                model,
                baseUrl.isEmpty() ? null : Ranges.webAddress("baseUrl", baseUrl),
                apiKey.isEmpty() ? null : apiKey,
                temperature,
                timeout,
                concurrency,
                requestsPerMinute,
                tokensPerMinute,
                retries,
                maxOutputTokens,
                output,
                budget));
  }

  private static Budget.Limits budget(JsonFields in, Budget.Limits absent) {
    int calls = integer(in, "calls", (int) absent.calls());
    int tokens = integer(in, "tokens", (int) absent.tokens());
    Duration period = duration(in, "period", absent.period());
    return built(in, absent, () -> new Budget.Limits(calls, tokens, period));
  }

  private static ParserOptions query(JsonFields in, ParserOptions absent) {
    ParserOptions.Parser parser = choice(in, "parser", absent.parser());
    Duration timeout = duration(in, "timeout", absent.timeout());
    int cacheEntries = integer(in, "cacheEntries", absent.cacheEntries());
    return built(in, absent, () -> new ParserOptions(parser, timeout, cacheEntries));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
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

  private static <E extends Enum<E>> E choice(JsonFields in, String name, E absent) {
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

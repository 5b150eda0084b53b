package dev.kindred.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.index.IndexOptions.VectorFormat;
import dev.kindred.search.SearchOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  @TempDir Path folder;

  @Test
  void withoutFileAndEnvironmentTheDefaultsHold() {
    assertThat(Settings.load(null, Map.of())).isEqualTo(Settings.DEFAULT);
    assertThat(load("")).isEqualTo(Settings.DEFAULT);
    assertThat(load("# only a comment\n")).isEqualTo(Settings.DEFAULT);
    assertThat(load("server:\n")).isEqualTo(Settings.DEFAULT);
    assertThat(Settings.DEFAULT.server().http().port()).isEqualTo(7070);
    assertThat(Settings.DEFAULT.index().generationsKept()).isEqualTo(2);
  }

  @Test
  void readsEveryKey() {
    Settings settings =
        load(
            """
            dataDir: /var/lib/kindred
            server:
              host: 0.0.0.0
              port: 8080
              corsOrigins: [https://films.example, "http://localhost:5173"]
              maxBodyBytes: 1048576
              requestTimeout: 500ms
              searchThreads: 1021
              searchQueue: 1
              rateLimit: {requestsPerMinute: 600, maxCallers: 1000}
            index:
              language: no
              maxConn: 24
              beamWidth: 150
              vectorFormat: int8
              mergeWorkers: 61
              graphAbove: 5000
              refreshInterval: 2m
              generationsKept: 3
              recordedQueries: 500
              comparison: {maxLost: 0.1, minRecall: 0.8, minOverlap: 0.5, comparedQueries: 100}
            embedding:
              provider: openAiCompatible
              model: text-embedding-3-small
              baseUrl: https://models.example/v1
              apiKey: s3cret
              formerApiKey: s3cret too
              dimensions: 256
              queryPrefix: "query: "
              tokenLimit: 300
              workers: 251
              queryCacheBytes: 1000000
              modelPath: m.onnx
              tokenizerPath: t.json
              pooling: mean
              timeout: 1h
            llm:
              provider: anthropic
              model: m
              baseUrl: https://models.example/v1
              apiKey: s3cret
              temperature: 0
              timeout: 90s
              concurrency: 251
              requestsPerMinute: 50
              tokensPerMinute: 40000
              retries: 2
              maxOutputTokens: 900
              output: instructed
              budget: {calls: 1000, tokens: 2000000, period: 1h}
            query:
              parser: llm
              timeout: 500ms
              cacheEntries: 99
            search:
              depth: 100
              pool: 300
              fusion: rrf
            ranking:
              crossEncoder: {model: c.onnx, tokenizer: c.json, top: 30, budget: 1s, weight: 0.75}
            backup:
              kept: 3
            events:
              clockSkew: 1m
              reward: {watch: 0.5, complete: 0.1, completeFrom: 0.8, rewatch: 0.2, abandon: 0.3, abandonBelow: 0.1,
                list: 0.2, click: 0.2, hover: 0.1, hoverSeconds: 20, ignored: 0.01, ignoredMost: 3, like: 0.7,
                dislike: 0.9, notInterested: 0.7, neutralRating: 0.5, opinion: 0.6}
            viewer:
              history: 100
              cached: 1000
              halfLife: 24h
              maturity: {pg 13: 12, KNT 9: 9}
            training: {every: 24h, heap: 900m}
            """);
    assertThat(settings.training().every()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.dataDir()).isEqualTo(Path.of("/var/lib/kindred"));
    assertThat(settings.server().http().host()).isEqualTo("0.0.0.0");
    assertThat(settings.server().http().corsOrigins())
        .containsExactly("https://films.example", "http://localhost:5173");
    assertThat(settings.server().http().requestTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.server().rateLimit().maxCallers()).isEqualTo(1_000);
    assertThat(settings.index().options().language()).isEqualTo("no");
    assertThat(settings.index().options().vectorFormat()).isEqualTo(VectorFormat.INT8);
    assertThat(settings.index().refreshInterval()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.embedding().provider())
        .isEqualTo(EmbeddingOptions.Provider.OPEN_AI_COMPATIBLE);
    assertThat(settings.embedding().apiKey()).isEqualTo("s3cret");
    assertThat(settings.embedding().queryPrefix()).isEqualTo("query: ");
    assertThat(settings.search().fusion()).isEqualTo(SearchOptions.Fusing.RRF);
    // What it says of itself reads as itself, but for the secret.
    assertThat(load(settings.describe()).describe()).isEqualTo(settings.describe());
    assertEveryKeyDiffers(
        SettingsTree.write(settings), SettingsTree.write(Settings.DEFAULT), "settings");
  }

  @Test
  void theDescriptionOfTheDefaultsReadsAsTheDefaults() {
    assertThat(load(Settings.DEFAULT.describe())).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void noSecretIsShown() {
    Settings settings = load("embedding: {apiKey: s3cret, formerApiKey: s3cret-too}");
    assertThat(settings.describe())
        .doesNotContain("s3cret")
        .contains("apiKey: hidden", "formerApiKey: hidden");
    assertThat(settings.toString()).doesNotContain("s3cret");
    assertThat(Settings.DEFAULT.describe()).contains("apiKey: \"\"");
    Settings llm = load("llm: {model: m, apiKey: t0psecret}");
    assertThat(llm.llm().apiKey()).isEqualTo("t0psecret");
    assertThat(llm.describe() + llm).doesNotContain("t0psecret").contains("apiKey=set");
    assertThat(fault("llm: {apiKey: 5317}")).isEqualTo("llm.apiKey (line 1): expected a string");
    assertThat(fault("embedding: {apiKey: 5317}"))
        .isEqualTo("embedding.apiKey (line 1): expected a string");
    assertThat(fault("embedding: {baseUrl: \"https://me:s3cret@models.example\"}"))
        .isEqualTo("embedding.baseUrl (line 1): baseUrl must not hold a user or a password");
  }

  @Test
  void whatIsKeptElsewhereAsksTheEnvironmentForItsSecrets() {
    Settings settings =
        load("embedding: {apiKey: s1, formerApiKey: s2}\nllm: {model: m, apiKey: s3}");
    Map<String, String> environment =
        Map.of(
            "KINDRED_EMBEDDING_API_KEY", "s1",
            "KINDRED_EMBEDDING_FORMER_API_KEY", "s2",
            "KINDRED_LLM_API_KEY", "s3");
    assertThat(settings.portable()).doesNotContain("s1", "s2", "s3", "hidden");
    assertThat(load(settings.portable(), environment)).isEqualTo(settings);
    assertThatThrownBy(() -> load(settings.portable()))
        .hasMessageContaining("environment variable KINDRED_LLM_API_KEY is not set");
    assertThat(load(Settings.DEFAULT.portable())).isEqualTo(Settings.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          viewer: {maturity: {PG: 22}}     | viewer.maturity.PG (line 1): must be 0..21, got 22
          viewer: {maturity: {PG: "8"}}    | viewer.maturity.PG (line 1): expected a whole number, got the string "8"
          viewer: {maturity: {PG: }}       | viewer.maturity.PG (line 1): must be 0..21
          viewer: {maturity: {+: 1}}       | viewer.maturity (line 1): maturity "+" must hold a letter or a digit
          viewer: {maturity: {pg: 1, P.G.: 1}} | viewer.maturity (line 1): maturity "pg" is the same label as "P.G."
          viewer: {maturity: [PG]}         | viewer.maturity (line 1): expected an object, got an array
          training: {every: 30s}           | training.every (line 1): every must be 1m or more, or never, got 30 s
          training: {every: daily}         | training.every (line 1): every must be a duration such as 500ms, 30s, 5m or 1h, got daily
          training: {heap: 2 GB}           | training.heap (line 1): heap must be as 2g or 1500m, got 2 GB
          training: {heap: 100m}           | training.heap (line 1): heap must be 256m..1024g, got 100m
          server: {prot: 1}                | server.prot (line 1): unknown field "prot"; did you mean "port"?
          sever: {port: 1}                 | sever (line 1): unknown field "sever"; did you mean "server"?
          server: {rateLimit: {maxCaller: 1}} | server.rateLimit.maxCaller (line 1): unknown field "maxCaller"; did you mean "maxCallers"?
          server: {port: 70000}            | server.port (line 1): port must be 0..65535, got 70000
          server: {port: "80"}             | server.port (line 1): expected a whole number, got the string "80"
          server: {port: 1.5}              | server.port (line 1): expected a whole number, got the number 1.5
          server: {port: 99999999999}      | server.port (line 1): must be -2147483648..2147483647, got 99999999999
          server: 7                        | server (line 1): expected an object, got the number 7
          server: {host: ""}               | server.host (line 1): must not be blank
          server: {requestTimeout: 30}     | server.requestTimeout (line 1): expected a string, got the number 30
          server: {requestTimeout: 30 s}   | server.requestTimeout (line 1): requestTimeout must be a duration such as 500ms, 30s, 5m or 1h, got 30 s
          server: {requestTimeout: 2h}     | server.requestTimeout (line 1): requestTimeout must be 100ms..1h, got 7200000ms
          server: {maxBodyBytes: 1}        | server.maxBodyBytes (line 1): maxBodyBytes must be 1024..67108864, got 1
          server: {searchThreads: 0}       | server.searchThreads (line 1): searchThreads must be 1..1024, got 0
          server: {searchQueue: -1}        | server.searchQueue (line 1): searchQueue must be 1..100000, got -1
          server: {corsOrigins: "*"}       | server.corsOrigins (line 1): expected an array, got the string "*"
          server: {corsOrigins: ["*", "https://a.example"]} | server.corsOrigins (line 1): corsOrigins must hold * alone, got [*, https://a.example]
          server: {corsOrigins: ["https://a.example/"]} | server.corsOrigins (line 1): corsOrigins must be * or origins without a path, such as https://films.example, got https://a.example/
          server: {corsOrigins: ["a.example"]} | server.corsOrigins (line 1): corsOrigins must be * or origins without a path, such as https://films.example, got a.example
          server: {rateLimit: {requestsPerMinute: 0}} | server.rateLimit.requestsPerMinute (line 1): requestsPerMinute must be 1..10000000, got 0
          index: {maxConn: 1}              | index.maxConn (line 1): maxConn must be 2..512, got 1
          index: {generationsKept: 0}      | index.generationsKept (line 1): generationsKept must be 1..100, got 0
          index: {refreshInterval: 1ms}    | index.refreshInterval (line 1): refreshInterval must be 10ms..1h, got 1ms
          index: {vectorFormat: int9}      | index.vectorFormat (line 1): must be one of float32, int8, int7, int4, int2, int1, got the string "int9"
          embedding: {dimensions: 0}       | embedding.dimensions (line 1): dimensions must be 1..4096, got 0
          embedding: {tokenLimit: 1}       | embedding.tokenLimit (line 1): tokenLimit must be 8..510, got 1
          embedding: {baseUrl: "ftp://a"}  | embedding.baseUrl (line 1): baseUrl must start with http:// or https:// and name a host, got ftp://a
          embedding: {modelPath: a.onnx}   | embedding.modelPath (line 1): modelPath and tokenizerPath go together
          embedding: {provider: ollama}    | embedding (line 1): model is required with a remote provider
          llm: {temprature: 1}             | llm.temprature (line 1): unknown field "temprature"; did you mean "temperature"?
          llm: {temperature: 3}            | llm.temperature (line 1): temperature must be 0..2, got 3.0
          llm: {concurrency: 0}            | llm.concurrency (line 1): concurrency must be 1..256, got 0
          llm: {timeout: 1ms}              | llm.timeout (line 1): timeout must be 10ms..1h, got 1ms
          llm: {budget: {calls: -1}}       | llm.budget.calls (line 1): calls must be 0 or more, got -1
          query: {parser: magic}           | query.parser (line 1): must be one of grammar, llm, got the string "magic"
          query: {timeout: 1m}             | query.timeout (line 1): timeout must be 10ms..30s, got 60000ms
          search: {depth: 5}               | search.depth (line 1): depth must be 10..1000, got 5
          ranking: {crossEncoder: {model: c.onnx}} | ranking.crossEncoder.model (line 1): model and tokenizer go together
          ranking: {crossEncoder: {tokeniser: c.json}} | ranking.crossEncoder.tokeniser (line 1): unknown field "tokeniser"; did you mean "tokenizer"?
          ranking: {crossEncoder: {top: 1}} | ranking.crossEncoder.top (line 1): top must be 2..200, got 1
          ranking: {crossEncoder: {budget: 11s}} | ranking.crossEncoder.budget (line 1): budget must be 1ms..10s, got 11000ms
          ranking: {crossEncoder: {weight: 1.5}} | ranking.crossEncoder.weight (line 1): weight must be 0..1, got 1.5
          """)
  void aWrongValueFailsWithKeyPlaceAndBound(String yaml, String fault) {
    assertThat(fault(yaml)).isEqualTo(fault);
  }

  @Test
  void everyFaultIsToldWithItsLine() {
    SettingsException failure =
        failure(
            """
            server:
              port: no
              # a comment
              corsOrigin: []
            index:
              beamWidth: 0
            """,
            Map.of());
    assertThat(failure.faults())
        .containsExactly(
            "server.port (line 2): expected a whole number, got the string \"no\"",
            "server.corsOrigin (line 4): unknown field \"corsOrigin\"; did you mean \"corsOrigins\"?",
            "index.beamWidth (line 6): beamWidth must be 1..3200, got 0");
    assertThat(failure).hasMessageContainingAll("kindred.yaml", "line 2", "line 4", "line 6");
  }

  @Test
  void refusesWhatIsNotYaml() {
    assertThat(fault("server:\n  port: 1\n  port: 2\n")).contains("port").contains("line 3");
    assertThat(fault("server: {port: 1")).startsWith("line 1");
    assertThat(fault("- server\n")).isEqualTo("must hold keys and values");
    assertThat(fault("dataDir: a\n---\ndataDir: b\n")).isEqualTo("holds a second document");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> Settings.load(folder.resolve("none.yaml"), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("none.yaml", "does not exist");
  }

  @Test
  void theEnvironmentGoesOverTheFile() {
    Settings settings =
        load(
            "server: {port: 1, host: localhost}",
            Map.of(
                "KINDRED_SERVER_PORT", "2",
                "KINDRED_SERVER_RATE_LIMIT_REQUESTS_PER_MINUTE", "77",
                "KINDRED_SERVER_CORS_ORIGINS", "https://a.example, https://b.example",
                "KINDRED_DATA_DIR", "elsewhere",
                "KINDRED_EMBEDDING_API_KEY", "12345",
                "KINDRED_EMBEDDING_DIMENSIONS", "384",
                "KINDRED_INDEX_REFRESH_INTERVAL", "5s",
                "KINDRED_JVM", "-Xmx1g",
                "PATH", "/bin"));
    assertThat(settings.server().http().port()).isEqualTo(2);
    assertThat(settings.server().http().host()).isEqualTo("localhost");
    assertThat(settings.server().rateLimit().requestsPerMinute()).isEqualTo(77);
    assertThat(settings.server().http().corsOrigins())
        .isEqualTo(List.of("https://a.example", "https://b.example"));
    assertThat(settings.dataDir()).isEqualTo(Path.of("elsewhere"));
    assertThat(settings.embedding().apiKey()).isEqualTo("12345");
    assertThat(settings.embedding().dimensions()).isEqualTo(384);
    assertThat(settings.index().refreshInterval()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KINDRED_SERVER_PORT  | 0x | server.port (environment variable KINDRED_SERVER_PORT): expected a whole number, got the string "0x"
          KINDRED_SERVER_PORT  | 99999 | server.port (environment variable KINDRED_SERVER_PORT): port must be 0..65535, got 99999
          KINDRED_SERVER_PROT  | 1 | environment variable KINDRED_SERVER_PROT: unknown; did you mean "KINDRED_SERVER_PORT"?
          KINDRED_DATADIR      | d | environment variable KINDRED_DATADIR: unknown; did you mean "KINDRED_DATA_DIR"?
          KINDRED_INDEX_SHARDS_AND_REPLICAS | 1 | environment variable KINDRED_INDEX_SHARDS_AND_REPLICAS: unknown
          """)
  void aWrongVariableFailsWithItsName(String name, String value, String fault) {
    assertThat(failure("", Map.of(name, value)).faults()).containsExactly(fault);
  }

  @Test
  void aReferenceIsTakenFromTheEnvironment() {
    String yaml = "embedding: {apiKey: \"${MODELS_KEY}\"}\nserver: {port: \"${PORT}\"}";
    Settings settings = load(yaml, Map.of("MODELS_KEY", "s3cret", "PORT", "81"));
    assertThat(settings.embedding().apiKey()).isEqualTo("s3cret");
    assertThat(settings.server().http().port()).isEqualTo(81);
    assertThat(failure("embedding:\n  apiKey: ${MODELS_KEY}", Map.of()).faults())
        .containsExactly("embedding.apiKey (line 2): environment variable MODELS_KEY is not set");
  }

  @Test
  void refusesBrokenUtf8() throws IOException {
    Path file = folder.resolve("kindred.yaml");
    Files.write(file, "dataDir: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Settings.load(file, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("byte 9 is not valid UTF-8");
  }

  private static void assertEveryKeyDiffers(JsonNode actual, JsonNode absent, String path) {
    for (Map.Entry<String, JsonNode> field : absent.properties()) {
      JsonNode value = actual.path(field.getKey());
      String at = path + "." + field.getKey();
      boolean table = at.endsWith("viewer.maturity"); // its keys are labels
      if (value.isObject() && !table) assertEveryKeyDiffers(value, field.getValue(), at);
      else assertThat(value).as(at).isNotEqualTo(field.getValue());
    }
  }

  private String fault(String yaml) {
    List<String> faults = failure(yaml, Map.of()).faults();
    assertThat(faults).hasSize(1);
    return faults.getFirst();
  }

  private SettingsException failure(String yaml, Map<String, String> environment) {
    SettingsException failure =
        catchThrowableOfType(SettingsException.class, () -> load(yaml, environment));
    assertThat(failure).as("settings were accepted: " + yaml).isNotNull();
    return failure;
  }

  private Settings load(String yaml) {
    return load(yaml, Map.of());
  }

  private Settings load(String yaml, Map<String, String> environment) {
    Path file = folder.resolve("kindred.yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Settings.load(file, environment);
  }
}

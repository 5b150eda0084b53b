package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueLine;
import dev.kindred.json.Json;
import dev.kindred.operation.DataFolder;
import dev.kindred.operation.Job;
import dev.kindred.storage.Database;
import dev.kindred.storage.EventDatabase;
import dev.kindred.testing.LlmServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands as they are typed, in this process: what they print and how they exit.
@Timeout(120)
final class KindredTest {
  private static final Pattern ADDRESS = Pattern.compile("titles at (http://\\S+)");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void simulatesAnAudienceAgainInPlaceOfTheOneBefore() throws Exception {
    assertThat(importing(titles())).isZero();
    Path world = Files.writeString(folder.resolve("world.yaml"), "seed: 3\nviewers: 20\ndays: 7");
    Path figures = folder.resolve("simulated.json");
    String[] simulate = {
      "simulate", "--world", world.toString(), "--data", data(), "--json", figures.toString()
    };
    assertThat(run(simulate)).isZero();
    assertThat(out.toString()).contains("20 simulated viewers did ", " titles in 7 days");
    JsonNode first = Json.parse(Files.readAllBytes(figures));
    assertThat(first.get("events").asInt()).isPositive();
    assertThat(run(simulate)).isZero();
    try (EventDatabase events = EventDatabase.open(Path.of(data()))) {
      assertThat(events.events().count())
          .isEqualTo(Json.parse(Files.readAllBytes(figures)).get("events").asLong());
      assertThat(events.users().count()).isBetween(1L, 20L);
    }

    Files.writeString(world, "viewers: none");
    assertThat(run(simulate)).isEqualTo(1);
    assertThat(err.toString()).contains("world.yaml: /viewers: line 1: expected a whole number");
  }

  @Test
  void servesWithTheKeyThatWasMadeUntilItIsStopped() throws Exception {
    assertThat(importing(titles())).isZero();
    assertThat(run("keys", "create", "--name", "me", "--scopes", "read", "--data", data()))
        .isZero();
    String secret = out.toString().lines().toList().getLast();
    assertThat(err.toString()).contains("for read", "shown only now", "It is the first key");
    assertThat(run("keys", "list", "--data", data())).isZero();
    assertThat(out.toString().lines().toList().getLast())
        .contains("me\tread\tsince ")
        .doesNotContain(secret);

    FutureTask<Integer> serving =
        new FutureTask<>(() -> run("serve", "--port", "0", "--data", data()));
    Thread thread = Thread.ofPlatform().start(serving);
    URI search = URI.create(address(serving) + "/v1/search?q=lighthouse");
    HttpRequest without = HttpRequest.newBuilder(search).build();
    HttpRequest with =
        HttpRequest.newBuilder(search).header("Authorization", "Bearer " + secret).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(without, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
      assertThat(client.send(with, BodyHandlers.ofString()).body()).contains("The Lighthouse Bus");
    }
    thread.interrupt();
    assertThat(serving.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(out.toString()).contains("Callers need an access key.", "Kindred has stopped.");

    String id = secret.split("_", -1)[1];
    assertThat(run("keys", "revoke", id, "--data", data())).isZero();
    assertThat(run("keys", "revoke", id, "--data", data())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no key " + id);
  }

  @Test
  void tellsWhatItLeftOutOfTheTitlesThatItTook() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("films.csv"), "title,country\nAsh,Nowhere\nBirch,France\n");
    Path mapping =
        Files.writeString(
            folder.resolve("films.yaml"),
            "format: csv\nfields: {name: title, kind: {constant: movie}, countries: country}\n");
    assertThat(importing(file, "--mapping", mapping.toString())).isZero();
    assertThat(out.toString())
        .contains("2 accepted (0 unchanged), 0 rejected", "; values left out or noted: country 1")
        .contains("Refused lines and values, with the reasons: ");
  }

  @Test
  void importsTheGoodLinesAndTellsTheBadOnes() throws Exception {
    Path json = folder.resolve("figures.json");
    Path file =
        lines(
            """
            {"id": "a", "kind": "movie", "name": "The Lighthouse Bus"}
            {"id": "b", "kind": "movie", "name": ""}
            {"id": "c", "kind": "movie", "name": "Ferry", "year": "soon"}
            {"id": "d", "kind":
            {"id": "e", "kind": "series", "name": "Harbour"}
            """);
    assertThat(importing(file, "--json", json.toString())).isZero();
    JsonNode figures = Json.parse(Files.readAllBytes(json));
    assertThat(figures.get("read").asInt()).isEqualTo(5);
    assertThat(figures.get("accepted").asInt()).isEqualTo(2);
    assertThat(figures.get("rejected").asInt()).isEqualTo(3);
    assertThat(figures.get("seconds").asDouble()).isPositive();
    assertThat(err.toString()).contains("Line 2", "name", "Line 3", "year", "Line 4");
    Path rejects = folder.resolve("data/imports/import-titles.ndjson.rejects.ndjson");
    assertThat(out.toString())
        .contains(
            "5 read, 2 accepted (0 unchanged), 3 rejected",
            "Refused lines and values, with the reasons: " + rejects,
            "The index holds 2 titles.");
    assertThat(rejects).exists();

    // Mended and imported again, it leaves no lines of the first time behind.
    assertThat(importing(titles())).isZero();
    assertThat(rejects).doesNotExist();
  }

  @Test
  void anImportOfNothingButBadLinesFails() throws Exception {
    assertThat(importing(lines("{\"kind\": \"movie\"}\nnot json\n"))).isEqualTo(1);
    assertThat(out.toString()).contains("2 read, 0 accepted (0 unchanged), 2 rejected");
  }

  @Test
  void anImportBesideTheOwnerOfTheIndexLeavesTheIndexToIt() throws Exception {
    DataFolder owned = DataFolder.at(folder.resolve("data")).create();
    try (DataFolder.IndexLock _ = owned.lockIndex().orElseThrow()) {
      assertThat(importing(titles())).isZero();
      assertThat(out.toString())
          .contains("process " + ProcessHandle.current().pid() + ") takes them in now.")
          .doesNotContain("The index holds");
      assertThat(run("rebuild-index", "--data", data())).isEqualTo(1);
      assertThat(err.toString()).contains("POST /v1/generations").doesNotContain("\tat ");
    }
    assertThat(owned.generations()).isEmptyDirectory();
  }

  @Test
  void rebuildsTheIndex() throws Exception {
    assertThat(importing(titles())).isZero();
    assertThat(run("rebuild-index", "--data", data())).isZero();
    assertThat(out.toString())
        .contains("with 2 titles is active", "Compared: recall@10 story 1.000; no recorded");
  }

  @Test
  void listsActivatesAndPrunesGenerations() throws Exception {
    assertThat(importing(titles())).isZero();
    assertThat(run("rebuild-index", "--force", "--data", data())).isZero();
    out.getBuffer().setLength(0);
    assertThat(run("generations", "list", "--data", data())).isZero();
    String[] lines = out.toString().split("\\R", -1);
    assertThat(lines[0]).contains("\tready\t");
    assertThat(lines[1]).contains("\tactive\t");
    String older = lines[0].split("\t", -1)[0];
    assertThat(run("generations", "activate", older, "--data", data())).isZero();
    assertThat(out.toString()).contains("Generation " + older + " is active.");
    assertThat(run("generations", "activate", "none", "--data", data())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no generation \"none\"");
    assertThat(run("generations", "prune", "--keep", "0", "--data", data())).isEqualTo(2);
    assertThat(run("generations", "prune", "--data", data())).isZero();
    assertThat(out.toString()).contains("Deleted " + lines[1].split("\t", -1)[0]);
    assertThat(run("generations")).isEqualTo(2);
  }

  @Test
  void findsMergesAndSplitsDuplicates() throws Exception {
    Path file =
        lines(
            """
            {"id": "tt1", "kind": "movie", "name": "The Ferry", "year": 1999, "people": [{"name": "Ann Ode", "role": "director"}]}
            {"id": "s1", "kind": "movie", "name": "Ferry", "year": 1999, "people": [{"name": "Ann Ode", "role": "director"}]}
            {"id": "s2", "kind": "series", "name": "Ferry", "year": 1999}
            """);
    try (Database database = Database.open(DataFolder.at(folder.resolve("data")).create().root())) {
      List<TitleWrite> writes = new ArrayList<>();
      try (CatalogueFile in = CatalogueFile.open(file)) {
        in.read(line -> {
          if (line instanceof CatalogueLine.ReadTitle read)
            writes.add(new TitleWrite.Put(read.title(), null, read.title().id().value(), null));
        });
      }
      database.titles().write(writes).join();
    }
    Path json = folder.resolve("pairs.json");
    assertThat(run("duplicates", "--data", data(), "--json", json.toString())).isZero();
    assertThat(out.toString())
        .contains("tt1 \"The Ferry\", 1999 = s1 \"Ferry\", 1999", "name +5.0, year +3.0")
        .contains("3 titles, 3 pairs compared, 1 likely the same (1 shown)")
        .doesNotContain("s2");
    JsonNode pair = Json.parse(Files.readAllBytes(json)).at("/pairs/0");
    assertThat(pair.at("/first/id").textValue()).isEqualTo("tt1");
    assertThat(pair.get("score").doubleValue()).isGreaterThan(0.95);

    assertThat(run("merge", "tt1", "s1", "--data", data())).isZero();
    assertThat(out.toString()).contains("s1 is merged into tt1.");
    assertThat(run("merge", "tt1", "s1", "--data", data())).isZero();
    assertThat(out.toString()).contains("s1 was merged into tt1 before.");
    failsWith("one title already", "merge", "s1", "tt1", "--data", data());
    failsWith("s1 was merged into tt1", "merge", "s2", "s1", "--data", data());
    failsWith("there is no title nobody", "merge", "tt1", "nobody", "--data", data());
    assertThat(run("split", "s1", "--data", data())).isZero();
    assertThat(out.toString()).contains("s1 is a title of its own again.");
    failsWith("s1 was not merged", "split", "s1", "--data", data());
    misused("--min-score must be 0..1, got 2.0", "duplicates", "--min-score", "2");
    misused("DROP: an id must not be blank", "merge", "a", " ");
  }

  @Test
  void whatWasBackedUpIsExportedAlikeAfterARestore() throws Exception {
    assertThat(importing(titles())).isZero();
    Path backup = folder.resolve("backup.zip");
    Path before = folder.resolve("before.ndjson");
    Path after = folder.resolve("after.ndjson");
    DataFolder owned = DataFolder.at(folder.resolve("data"));
    try (DataFolder.IndexLock _ = owned.lockIndex().orElseThrow()) { // as beside a server
      assertThat(run("backup", backup.toString(), "--data", data())).isZero();
      assertThat(run("export", "--out", before.toString(), "--data", data())).isZero();
      failsWith("stop it first", "restore", backup.toString(), "--data", data(), "--replace");
    }
    assertThat(out.toString())
        .contains("backup.zip: 2 titles, change 2, ", "before.ndjson: 2 titles");
    failsWith("--replace moves them aside", "restore", backup.toString(), "--data", data());

    String elsewhere = folder.resolve("elsewhere").toString();
    assertThat(run("restore", backup.toString(), "--data", elsewhere)).isZero();
    assertThat(out.toString()).contains("Restored 2 titles as of ").doesNotContain("The old data");
    assertThat(run("export", "--out", after.toString(), "--data", elsewhere)).isZero();
    assertThat(after).hasSameBinaryContentAs(before);

    assertThat(run("restore", backup.toString(), "--data", data(), "--replace")).isZero();
    assertThat(out.toString()).contains("The old data: " + data() + "/replaced-");
    assertThat(owned.generations()).doesNotExist();
    assertThat(run("rebuild-index", "--data", data())).isZero();
    assertThat(out.toString()).contains("with 2 titles is active");
  }

  @Test
  void aStoreBeyondUseIsToldWithTheBackupToRestore() throws Exception {
    assertThat(importing(titles())).isZero();
    Path backups = Files.createDirectories(folder.resolve("data/backups"));
    Path newest = backups.resolve("kindred-20261126T100000-000.zip");
    assertThat(run("backup", newest.toString(), "--data", data())).isZero();
    Path store = folder.resolve("data/catalogue.db");
    byte[] whole = Files.readAllBytes(store);
    byte[] garbage = new byte[whole.length];
    Arrays.fill(garbage, (byte) 'x');
    for (byte[] damaged : List.of(garbage, Arrays.copyOf(whole, whole.length / 2))) {
      Files.write(store, damaged);
      failsWith(store + " is damaged or no database", "serve", "--port", "0", "--data", data());
      assertThat(err.toString()).contains("Nothing was changed", newest + " --replace");
      assertThat(store).hasBinaryContent(damaged);
    }
    assertThat(run("restore", newest.toString(), "--data", data(), "--replace")).isZero();
    assertThat(out.toString()).contains("Restored 2 titles");
  }

  @Test
  void enrichesByTheModelThatTheSettingsName() throws Exception {
    assertThat(importing(titles())).isZero();
    failsWith("no language model is named", "enrich", "--data", data());
    failsWith(
        "name the folder with --data",
        "enrich",
        "--data",
        folder + "/none",
        "--config",
        model("http://127.0.0.1:1/v1"));
    try (LlmServer server =
        new LlmServer(request -> new LlmServer.Answer.Says(LlmServer.profile("A story of two.")))) {
      String config = model(server.url().toString());
      Path json = folder.resolve("figures.json");
      assertThat(run("enrich", "--dry-run", "--data", data(), "--config", config)).isZero();
      assertThat(out.toString())
          .contains("2 titles: 0 profiles up to date", "To ask tiny: 2 calls");
      assertThat(server.requests()).isEmpty();
      assertThat(run("enrich", "--data", data(), "--config", config, "--json", json.toString()))
          .isZero();
      assertThat(out.toString())
          .contains("2 profiles written, 0 replies refused", "The index holds 2 titles.");
      assertThat(err.toString()).contains("writing profiles").doesNotContain("s3cret");
      JsonNode figures = Json.parse(Files.readAllBytes(json));
      assertThat(figures.at("/estimate/calls").asInt()).isEqualTo(2);
      assertThat(figures.at("/result/calls").asInt()).isEqualTo(2);
      assertThat(run("enrich", "--data", data(), "--config", config)).isZero();
      assertThat(server.requests()).hasSize(2);
    }
  }

  private String model(String url) throws IOException {
    String llm = "llm: {model: tiny, apiKey: s3cret, retries: 0, baseUrl: \"" + url + "\"}";
    return Files.writeString(folder.resolve("llm.yaml"), llm).toString();
  }

  @Test
  void configPrintsTheSettingsAndHidesSecrets() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("kindred.yaml"),
            """
            server: {port: 8123}
            embedding: {provider: openAiCompatible, model: m, baseUrl: "http://127.0.0.1:1/v1", apiKey: s3cret}
            """);
    assertThat(run("config", "--config", file.toString())).isZero();
    assertThat(out.toString()).contains("port: 8123", "apiKey: hidden").doesNotContain("s3cret");
  }

  @Test
  void whatCannotWorkIsOneLineAndExitsWithOne() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    String missing = folder.resolve("missing").toString();
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "server: {prot: 1}");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(importing(titles())).isZero();
      err.getBuffer().setLength(0);
      failsWith("port " + port + " is in use", "serve", "--port", port, "--data", data());
    }
    failsWith(file + " is a file, not a folder", "serve", "--data", file.toString());
    failsWith(missing + " cannot be read", "import", missing, "--data", data());
    failsWith(missing + " cannot be read", "restore", missing, "--data", data());
    failsWith("there is no " + missing, "backup", "x.zip", "--data", missing);
    failsWith("there is no " + missing, "export", "--data", missing);
    failsWith("settings file " + missing, "config", "--config", missing);
    failsWith("did you mean \"port\"?", "config", "--config", wrong.toString());
    failsWith("cannot read settings file", "config", "--config", folder.toString());
  }

  @Test
  void guessesAMappingAndImportsThroughIt() throws Exception {
    Path file = folder.resolve("films.csv");
    Files.writeString(file, "Title;Year;Genre\nAsh;1990;Drama, War\nBirch;c. 1991;\n;1992;\n");
    assertThat(run("import", "--guess", file.toString())).isZero();
    String yaml = out.toString();
    assertThat(yaml).contains("format: csv\n", "  name: Title ", "split: \",\"");
    Path mapping = Files.writeString(folder.resolve("films.yaml"), yaml);
    Path json = folder.resolve("out.json");
    assertThat(
            importing(
                file, "--mapping", mapping.toString(), "--json", json.toString(), "--no-embed"))
        .isZero();
    JsonNode figures = Json.parse(Files.readAllBytes(json));
    assertThat(figures.get("accepted").intValue()).isEqualTo(2);
    assertThat(figures.get("rejected").intValue()).isEqualTo(1);
    assertThat(err.toString()).contains("Line 4, Title: is required");
    assertThat(folder.resolve("data/imports/import-films.csv.rejects.ndjson"))
        .content()
        .contains("read as 1991: c. 1991");
  }

  @Test
  void aMappingThatIsWrongIsRefusedWithItsPlaces() throws Exception {
    Path mapping = Files.writeString(folder.resolve("m.yaml"), "format: csv\nfields: {nmae: t}\n");
    failsWith(
        "m.yaml is refused:\n  fields.nmae: line 2: no title field \"nmae\"; did you mean \"name\"?",
        "import",
        titles().toString(),
        "--mapping",
        mapping.toString());
    misused(
        "--mapping says the format",
        "import",
        titles().toString(),
        "--mapping",
        mapping.toString(),
        "--format",
        "tmdb");
    misused(
        "--guess takes one FILE", "import", "--guess", titles().toString(), titles().toString());
  }

  @Test
  void whatIsTypedWronglyExitsWithTwoAndShowsTheUsage() {
    misused("--prot", "serve", "--prot", "1");
    misused("--port must be 0..65535, got 70000", "serve", "--port", "70000");
    misused("--format must be auto, kindred", "import", "x", "--format", "csv");
    misused("'neverland'", "keys", "create", "--name", "x", "--scopes", "neverland");
    misused("in the future", keys("--expires", "2001-01-01T00:00:00Z"));
    misused("a command is missing");
    misused("one of create, list and revoke", "keys");
  }

  @Test
  void everyCommandHelpsAndTellsItsVersion() {
    List<String> commands =
        List.of(
            "serve",
            "import",
            "rebuild-index",
            "generations",
            "duplicates",
            "merge",
            "split",
            "export",
            "backup",
            "restore",
            "enrich",
            "keys",
            "config");
    for (String command : commands) {
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString()).contains("Usage: kindred " + command);
      assertThat(run(command, "--version")).isZero();
    }
    assertThat(run("--version")).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("kindred ")))
        .hasSize(commands.size() + 1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void linksIdsOfOtherCataloguesOnceAndLetsOneGo() throws Exception {
    assertThat(
            importing(
                lines(
                    """
                    {"id": "tt0114709", "kind": "movie", "name": "Toy Story"}
                    {"id": "harbour", "kind": "movie", "name": "Harbour", "links": {"tmdb": "8844"}}
                    """),
                "--no-embed"))
        .isZero();
    Path links =
        Files.writeString(
            folder.resolve("links.csv"),
            "movieId,imdbId,tmdbId\n1,0114709,862\n2,0113497,8844\n3,0113228,15602\nx,7,\n");
    assertThat(run("links", links.toString(), "--data", data())).isZero();
    assertThat(out.toString())
        .contains(
            "3 rows, 2 of titles that are here: 5 ids linked, 0 moved, 0 unchanged, 1 left out");
    assertThat(err.toString()).contains("Line 5: movieId \"x\" is no number of a title");
    assertThat(run("links", links.toString(), "--data", data())).isZero();
    assertThat(out.toString()).contains("0 ids linked, 0 moved, 5 unchanged");
    assertThat(run("split", "movielens:1", "--data", data())).isZero();
    assertThat(out.toString()).contains("movielens:1 is no other id of a title any more.");
    try (Database database = Database.open(folder.resolve("data"))) {
      assertThat(database.titles().key(new TitleId("movielens:1"))).isEmpty();
      assertThat(database.titles().key(new TitleId("movielens:2")))
          .isEqualTo(database.titles().key(new TitleId("harbour")))
          .isPresent();
    }
  }

  @Test
  void listsShowsAndCancelsJobsThatNoServerRuns() throws Exception {
    assertThat(importing(titles(), "--no-embed")).isZero();
    try (Database database = Database.open(folder.resolve("data"))) {
      database
          .jobs()
          .save(
              new Job(
                  "job-1",
                  Job.Kind.IMPORT,
                  Job.State.RUNNING,
                  "films.csv",
                  50,
                  200L,
                  7,
                  2,
                  1,
                  List.of(new Job.Reject(9, "name", "is required")),
                  "importing",
                  Instant.EPOCH,
                  Instant.EPOCH,
                  null));
    }
    assertThat(run("jobs", "list", "--data", data())).isZero();
    assertThat(out.toString()).contains("job-1\timport\trunning\tfilms.csv\t25 % of importing");
    assertThat(run("jobs", "show", "job-1", "--data", data())).isZero();
    assertThat(out.toString())
        .contains("7 accepted, 2 of them unchanged, 1 rejected", "Line 9: name is required");
    failsWith("there is no job nope", "jobs", "show", "nope", "--data", data());
    try (DataFolder.IndexLock _ = DataFolder.at(folder.resolve("data")).lockIndex().orElseThrow()) {
      failsWith("DELETE /v1/jobs/job-1", "jobs", "cancel", "job-1", "--data", data());
    }
    assertThat(run("jobs", "cancel", "job-1", "--data", data())).isZero();
    assertThat(out.toString()).contains("job-1\timport\tcancelled");
    failsWith("job job-1 is cancelled already", "jobs", "cancel", "job-1", "--data", data());
  }

  private int run(String... arguments) {
    return Kindred.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private int importing(Path file, String... options) {
    String[] arguments = new String[options.length + 4];
    System.arraycopy(
        new String[] {"import", file.toString(), "--data", data()}, 0, arguments, 0, 4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    return run(arguments);
  }

  private String[] keys(String option, String value) {
    return new String[] {
      "keys", "create", "--name", "x", "--scopes", "read", "--data", data(), option, value
    };
  }

  private void failsWith(String message, String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(run(arguments)).isEqualTo(1);
    assertThat(err.toString())
        .contains(message)
        .doesNotContain("\tat ", "Exception", "Failed to bind", "WARN", "ERROR");
  }

  private void misused(String message, String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).contains(message, "Usage: kindred");
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private Path titles() throws IOException {
    return lines(
        """
        {"id": "a", "kind": "movie", "name": "The Lighthouse Bus"}
        {"id": "e", "kind": "series", "name": "Harbour"}
        """);
  }

  private Path lines(String text) throws IOException {
    return Files.writeString(folder.resolve("titles.ndjson"), text);
  }

  /// Where the command that runs says it serves.
  private String address(FutureTask<Integer> serving) throws Exception {
    while (!serving.isDone()) {
      Matcher said = ADDRESS.matcher(out.toString());
      if (said.find()) return said.group(1);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new AssertionError("serve ended with " + serving.get() + ": " + err);
  }
}

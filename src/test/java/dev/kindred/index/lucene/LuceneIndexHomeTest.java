package dev.kindred.index.lucene;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kindred.index.BulkLoad;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexHome;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.TasteModel;
import dev.kindred.index.TitleIndex;
import dev.kindred.testing.Indexes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LuceneIndexHomeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30.123Z");

  private final Path folder;

  LuceneIndexHomeTest(@TempDir Path temporary) throws IOException {
    folder = Files.createDirectory(temporary.resolve("generations"));
  }

  @Test
  void aBuildIsVisibleOnlyOnceFinished() {
    LuceneIndexHome home = home();
    try (BulkLoad load = home.build("model", Indexes.DIMENSIONS, "en")) {
      load.add(Indexes.indexed(aTitle().named("Alien").build()).getFirst());
      assertThat(home.generations()).isEmpty();
      load.finish(1);
      assertThat(home.generations()).containsExactly(load.generation());
    }
  }

  @Test
  void aFinishedBuildHoldsWhatItWasToldAndSurvivesReopening() {
    Generation built = proven(42);
    LuceneIndexHome reopened = home();
    assertThat(reopened.generations()).containsExactly(built);
    assertThat(built)
        .isEqualTo(
            new Generation(
                "20261123T101530-123",
                reopened.schema(),
                "model",
                Map.of(),
                Indexes.DIMENSIONS,
                "en",
                null,
                NOW));
    try (TitleIndex index = reopened.open(built.id())) {
      assertThat(index.generation()).isEqualTo(built);
      assertThat(index.size()).isEqualTo(1);
      assertThat(index.committedSeq()).isEqualTo(42);
    }
  }

  @Test
  void anEmptyBuildIsAGenerationToo() {
    LuceneIndexHome home = home();
    try (BulkLoad load = home.build("model", 4, "en")) {
      load.finish(7);
      try (TitleIndex index = home.open(load.generation().id())) {
        assertThat(index.size()).isZero();
        assertThat(index.committedSeq()).isEqualTo(7);
      }
    }
  }

  @Test
  void closingAnUnfinishedBuildLeavesNothing() throws IOException {
    try (BulkLoad load = home().build("model", Indexes.DIMENSIONS, "en")) {
      load.add(Indexes.indexed(aTitle().build()).getFirst());
    }
    assertThat(children()).isEmpty();
  }

  @Test
  void startingRemovesWhatAnInterruptedProcessLeft() throws IOException {
    Generation built = proven(1);
    build(home(), 2); // and nobody compared it
    for (String left : List.of("20200101T000000-000.building", "20200101T000000-001.deleted")) {
      Files.createDirectories(folder.resolve(left).resolve("lucene"));
      Files.writeString(folder.resolve(left).resolve("lucene").resolve("_0.cfs"), "half");
    }
    assertThat(home().generations()).containsExactly(built);
    assertThat(children()).containsExactly(built.id(), "ACTIVE");
  }

  @Test
  void oneThatTookOverOnceStaysWhenAnotherIsActive() {
    Generation first = proven(1);
    Generation second = proven(2);
    assertThat(home().generations()).containsExactly(first, second);
    assertThat(home().active()).contains(second);
  }

  @Test
  void idsOfTheSameMillisecondAreUniqueAndSorted() {
    LuceneIndexHome home = home();
    List<String> ids = IntStream.range(0, 4).mapToObj(i -> build(home, i).id()).toList();
    assertThat(ids).doesNotHaveDuplicates().isSorted();
    assertThat(home.generations()).extracting(Generation::id).isEqualTo(ids);
  }

  @Test
  void buildsBegunAtOnceBySeveralThreadsHaveTheirOwnIds() {
    LuceneIndexHome home = home();
    List<String> ids = IntStream.range(0, 4).parallel().mapToObj(i -> build(home, i).id()).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(home.generations()).hasSize(4);
  }

  @Test
  void noneIsActiveAtFirst() {
    build(home(), 1);
    assertThat(home().active()).isEmpty();
  }

  @Test
  void activatingSurvivesReopeningAndCanBeTakenBack() {
    LuceneIndexHome home = home();
    Generation first = build(home, 1);
    Generation second = build(home, 2);
    home.activate(first.id());
    home.activate(second.id());
    assertThat(home().active()).contains(second);
    home.activate(first.id());
    assertThat(home().active()).contains(first);
  }

  @Test
  void aCrashWhileActivatingLeavesTheOldOneActive() throws IOException {
    LuceneIndexHome home = home();
    Generation first = build(home, 1);
    build(home, 2);
    home.activate(first.id());
    Files.writeString(folder.resolve("ACTIVE.tmp"), "2026"); // as far as the write came
    assertThat(home().active()).contains(first);
  }

  @Test
  void refusesToActivateOpenMeasureOrDeleteWhatIsNotAGeneration() throws IOException {
    LuceneIndexHome home = home();
    Path beside = Files.createDirectory(folder.resolveSibling("beside"));
    for (String id : List.of("nope", "", "..", "../beside", "x/../../beside")) {
      assertThatIllegalArgumentException().isThrownBy(() -> home.activate(id));
      assertThatIllegalArgumentException().isThrownBy(() -> home.open(id));
      assertThat(home.bytes(id)).isEmpty();
      assertThatIllegalArgumentException().isThrownBy(() -> home.delete(id));
    }
    assertThat(beside).exists();
    assertThat(home.active()).isEmpty();
  }

  @Test
  void refusesToDeleteTheActiveOne() {
    LuceneIndexHome home = home();
    Generation active = build(home, 1);
    home.activate(active.id());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> home.delete(active.id()))
        .withMessageContaining("is active");
    assertThat(home.active()).contains(active);
  }

  @Test
  void refusesToDeleteAnOpenOne() {
    LuceneIndexHome home = home();
    Generation built = build(home, 1);
    try (TitleIndex index = home.open(built.id())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> home.delete(built.id()))
          .withMessageContaining("is open");
      assertThat(index.size()).isEqualTo(1);
    }
    home.delete(built.id());
    assertThat(home.generations()).isEmpty();
  }

  @Test
  void isMeasuredWhileFilesComeAndGo() throws Exception {
    LuceneIndexHome home = home();
    Generation built = build(home, 1);
    long bytes = home.bytes(built.id()).orElseThrow();
    Path passing = folder.resolve(built.id()).resolve("lucene").resolve("passing");
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> {
          try {
            while (!over.get()) {
              Files.write(passing, new byte[10]);
              Files.delete(passing);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    for (int i = 0; i < 300; i++)
      assertThat(home.bytes(built.id()).orElseThrow()).isBetween(bytes, bytes + 10);
    over.set(true);
    writer.get();
  }

  @Test
  void deletingLeavesTheOthers() throws IOException {
    LuceneIndexHome home = home();
    Generation first = build(home, 1);
    Generation second = build(home, 2);
    assertThat(home.bytes(first.id()).orElseThrow()).isPositive();
    home.delete(first.id());
    assertThat(home.bytes(first.id())).isEmpty();
    assertThat(home.generations()).containsExactly(second);
    assertThat(children()).containsExactly(second.id());
  }

  @Test
  void ignoresADescriptionThatIsGarbage() throws IOException {
    LuceneIndexHome home = home();
    Generation good = build(home, 1);
    Path description = folder.resolve(build(home, 2).id()).resolve("generation.json");
    String valid = Files.readString(description);
    for (String garbage :
        List.of(
            "",
            "\u0000\u0001",
            "[]",
            "{}",
            "{\"id\":",
            valid.replace("2026-11-23T10", "yesterday"),
            valid.replace("\"dimensions\":16", "\"dimensions\":0"),
            valid.replace("\"dimensions\":16", "\"dimensions\":17"), // its checksum does not fit
            valid.replace("}", ",\"more\":1}"))) {
      Files.writeString(description, garbage);
      assertThat(home.generations()).as(garbage).containsExactly(good);
    }
  }

  @Test
  void keepsTheNameOfTheTasteModel() {
    LuceneIndexHome home = home();
    TasteModel taste = new TasteModel("000017", 64);
    try (BulkLoad load = home.build("model", Map.of(), Indexes.DIMENSIONS, "en", taste)) {
      load.finish(1);
      home.activate(load.generation().id());
    }
    assertThat(home().generations().getFirst().taste()).isEqualTo(taste);
  }

  @Test
  void keepsTheRecipeOfTheModelWithItsBlanks() {
    LuceneIndexHome home = home();
    Map<String, String> recipe = Map.of("model", "bge", "queryPrefix", "query: ");
    try (BulkLoad load = home.build("model", recipe, Indexes.DIMENSIONS, "en", null)) {
      load.finish(1);
      home.activate(load.generation().id());
    }
    assertThat(home().generations().getFirst().modelRecipe()).isEqualTo(recipe);
  }

  @Test
  void remembersWhatWasChosenInsteadOfWhat() throws IOException {
    LuceneIndexHome home = home();
    Generation built = build(home, 1);
    home.activate(new IndexHome.Activation(built.id(), "another model en"));
    assertThat(home().activation())
        .contains(new IndexHome.Activation(built.id(), "another model en"));
    for (IndexHome.Activation taste :
        List.of(
            new IndexHome.Activation(built.id(), null, "000017"),
            new IndexHome.Activation(built.id(), "another model en", "000017"))) {
      home.activate(taste);
      assertThat(home().activation()).contains(taste);
    }
    home.activate(built.id());
    assertThat(home().activation()).contains(new IndexHome.Activation(built.id(), null));
    Files.write(folder.resolve("ACTIVE"), new byte[] {-1, 0, 7});
    assertThat(home().active()).isEmpty();
  }

  @Test
  void remembersWhatIsDamaged() {
    LuceneIndexHome home = home();
    Generation built = build(home, 1);
    assertThat(home.damage(built.id())).isEmpty();
    home.activate(built.id());
    home.condemn(built.id(), "a file is cut short");
    assertThat(home().damage(built.id())).contains("a file is cut short");
  }

  @Test
  void ignoresAFolderThatIsNotTheGenerationItSaysToBe() throws IOException {
    Generation built = proven(1);
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Files.copy(
        folder.resolve(built.id()).resolve("generation.json"), copy.resolve("generation.json"));
    assertThat(home().generations()).containsExactly(built);
  }

  @Test
  void refusesToOpenAnotherSchema() throws IOException {
    LuceneIndexHome home = home();
    Generation built = build(home, 1);
    Path description = folder.resolve(built.id()).resolve("generation.json");
    int other = home.schema() + 1;
    Files.writeString(
        description,
        Files.readString(description)
            .replace("\"schema\":" + home.schema(), "\"schema\":" + other)
            .replaceFirst(",\"checksum\":\"[0-9a-f]{8}\"", "")); // as before there were any
    assertThat(home.generations()).extracting(Generation::schema).containsExactly(other);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> home.open(built.id()))
        .withMessageContaining("schema " + other);
  }

  /// One that took over.
  private Generation proven(long seq) {
    LuceneIndexHome home = home();
    Generation built = build(home, seq);
    home.activate(built.id());
    return built;
  }

  private Generation build(LuceneIndexHome home, long seq) {
    try (BulkLoad load = home.build("model", Indexes.DIMENSIONS, "en")) {
      load.add(Indexes.indexed(aTitle().named("Alien").build()).getFirst());
      load.finish(seq);
      return load.generation();
    }
  }

  private LuceneIndexHome home() {
    return new LuceneIndexHome(
        folder, IndexOptions.DEFAULT.withMergeWorkers(1), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private List<String> children() throws IOException {
    try (var children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}

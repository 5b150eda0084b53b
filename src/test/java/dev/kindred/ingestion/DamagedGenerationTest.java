package dev.kindred.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.lucene.LuceneIndexHome;
import dev.kindred.testing.HashingVectorizer;
import dev.kindred.testing.MemoryTitleStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two generations on disk, the newer one active, with each of its files in turn missing, cut short
/// or changed by one bit: the older one must be served, up to the store, and the fault told.
final class DamagedGenerationTest {
  private static final MemoryTitleStore STORE = new MemoryTitleStore();
  private static final int TITLES = 60;

  @TempDir private static Path whole;
  private static String older = "";
  private static String newer = "";
  private static final List<Path> files = new ArrayList<>();

  @TempDir private Path copies;

  @BeforeAll
  static void build() throws IOException {
    STORE
        .write(
            IntStream.rangeClosed(1, TITLES)
                .<TitleWrite>mapToObj(i -> put("t" + i, "ghost " + i))
                .toList())
        .join();
    try (Generations generations = generations(whole)) {
      generations.open(Progress.SILENT);
      older = generations.generation().id();
      assertThat(generations.rebuild(Progress.SILENT)).isInstanceOf(Rebuilt.Activated.class);
      newer = generations.generation().id();
      // A second segment and deletions in the first.
      STORE.write(List.of(put("t1", "ghost again"), put("new", "ghost anew"))).join();
      STORE.write(List.of(new TitleWrite.Delete(new TitleId("t2"), null))).join();
      generations.catchUp(Progress.SILENT);
    }
    try (Stream<Path> found = Files.walk(whole.resolve(newer))) {
      found
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("write.lock"))
          .map(whole::relativize)
          .forEach(files::add);
    }
  }

  @Test
  void theGenerationHasEveryKindOfFile() {
    Set<String> kinds = new TreeSet<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      kinds.add(name.startsWith("segments_") ? "segments" : name.replaceAll(".*\\.", ""));
    }
    assertThat(kinds)
        .contains("json", "segments", "si", "fnm", "fdt", "doc", "tim", "dvd", "vec", "liv", "cfs");
  }

  @Test
  void aMissingFileIsFoundAtTheStart() throws IOException {
    for (int i = 0; i < files.size(); i += 5) {
      Path file = files.get(i);
      Path folder = copy();
      Files.delete(folder.resolve(file));
      servesTheOlder(folder, file, At.START);
    }
  }

  @Test
  void aFileCutShortIsFoundAtTheStart() throws IOException {
    for (Path file : files) {
      Path folder = copy();
      byte[] content = Files.readAllBytes(folder.resolve(file));
      Files.write(folder.resolve(file), Arrays.copyOf(content, content.length / 2));
      servesTheOlder(folder, file, At.START);
    }
  }

  @Test
  void aFlippedBitIsFoundWhenTheFilesAreRead() throws IOException {
    for (Path file : files) {
      Path folder = copy();
      byte[] content = Files.readAllBytes(folder.resolve(file));
      content[content.length / 2] ^= 4;
      Files.write(folder.resolve(file), content);
      servesTheOlder(folder, file, At.READING);
    }
  }

  @Test
  void whatIsActiveMayBeForgotten() throws IOException {
    for (byte[] garbage : List.of(new byte[0], new byte[] {0, -1, 3})) {
      Path folder = copy();
      Files.write(folder.resolve("ACTIVE"), garbage);
      try (Generations generations = generations(folder)) {
        assertThat(generations.open(Progress.SILENT)).isFalse();
        assertThat(generations.generation().id()).isEqualTo(newer);
        answers(generations);
      }
    }
  }

  @Test
  void aRebuildMendsItAndTheDamagedOneGoes() throws IOException {
    Path folder = copy();
    Files.delete(folder.resolve(files.getFirst()));
    try (Generations generations = generations(folder)) {
      generations.open(Progress.SILENT);
      assertThat(generations.wantsRebuild()).isTrue();
      assertThat(generations.rebuild(Progress.SILENT)).isInstanceOf(Rebuilt.Activated.class);
      assertThat(generations.faults()).isEmpty();
      assertThat(generations.wantsRebuild()).isFalse();
      assertThat(generations.all()).extracting(Generation::id).doesNotContain(newer);
      answers(generations);
    }
  }

  @Test
  void aDamagedOneIsNotRolledBackTo() throws IOException {
    Path folder = copy();
    Path vectors = whole.relativize(find(older, ".vec"));
    byte[] content = Files.readAllBytes(folder.resolve(vectors));
    content[content.length / 2] ^= 4;
    Files.write(folder.resolve(vectors), content);
    try (Generations generations = generations(folder)) {
      generations.open(Progress.SILENT);
      for (int i = 0; i < 2; i++) { // found by reading, then known
        assertThatThrownBy(() -> generations.activate(older, Progress.SILENT))
            .isInstanceOf(GenerationRefusedException.class)
            .hasMessageContaining("is damaged");
      }
      assertThat(generations.generation().id()).isEqualTo(newer);
      assertThat(generations.damage(older)).isPresent();
      assertThat(generations.faults()).isEmpty();
      assertThat(generations.prune(2)).containsExactly(older);
    }
  }

  @Test
  void withoutAnotherItIsServedOnAndToldWhileARebuildIsWanted() throws IOException {
    Path folder = copy();
    try (Generations generations = generations(folder)) {
      generations.open(Progress.SILENT);
      generations.prune(1);
      Path vectors = folder.resolve(whole.relativize(find(newer, ".vec")));
      byte[] content = Files.readAllBytes(vectors);
      content[content.length / 2] ^= 4;
      Files.write(vectors, content);
      generations.verify();
      assertThat(generations.generation().id()).isEqualTo(newer);
      assertThat(generations.faults().getFirst().what())
          .contains(newer, "is served until a new one is built");
      assertThat(generations.wantsRebuild()).isTrue();
      assertThat(generations.rebuild(Progress.SILENT)).isInstanceOf(Rebuilt.Activated.class);
      assertThat(generations.faults()).isEmpty();
    }
  }

  private enum At {
    START,
    READING
  }

  private static void servesTheOlder(Path folder, Path file, At at) throws IOException {
    try (Generations generations = generations(folder)) {
      assertThat(generations.open(Progress.SILENT)).as("built anew for %s", file).isFalse();
      if (at == At.START) {
        assertThat(generations.generation().id()).as(file.toString()).isEqualTo(older);
      } else {
        generations.verify();
      }
      assertThat(generations.generation().id()).as(file.toString()).isEqualTo(older);
      assertThat(generations.faults()).as(file.toString()).isNotEmpty();
      assertThat(generations.faults().getFirst().what())
          .contains(newer, older + " is served instead")
          .doesNotContain(folder.toString());
      if (!file.equals(files.getLast())) {
        assertThat(generations.size()).isEqualTo(TITLES);
        return;
      }
      generations.catchUp(Progress.SILENT);
      answers(generations);
    }
    // The next start knows.
    try (Generations generations = generations(folder)) {
      assertThat(generations.open(Progress.SILENT)).isFalse();
      assertThat(generations.generation().id()).isEqualTo(older);
    }
  }

  private static void answers(Generations generations) {
    try (TitleSearcher searcher = generations.acquire()) {
      assertThat(searcher.count(Filter.NONE)).isEqualTo(TITLES);
      assertThat(searcher.text("ghost", Filter.NONE, 100).hits()).hasSize(TITLES);
      assertThat(searcher.key(new TitleId("new"))).isPresent();
      assertThat(searcher.key(new TitleId("t2"))).isEmpty();
    }
  }

  private static Path find(String generation, String suffix) throws IOException {
    try (Stream<Path> found = Files.walk(whole.resolve(generation))) {
      return found.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private Path copy() throws IOException {
    Path folder = Files.createTempDirectory(copies, "copy");
    try (Stream<Path> all = Files.walk(whole)) {
      for (Path file : all.toList()) {
        Path target = folder.resolve(whole.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(target);
        else Files.copy(file, target);
      }
    }
    return folder;
  }

  private static TitleWrite.Put put(String id, String name) {
    return new TitleWrite.Put(Fixture.title(id, name), null, "api", null);
  }

  private static Generations generations(Path folder) {
    return new Generations(
        new LuceneIndexHome(folder, IndexOptions.DEFAULT.withMergeWorkers(1), Clock.systemUTC()),
        STORE,
        Fixture.PROFILER,
        Models.only(new HashingVectorizer()),
        AnswerComparison.NONE,
        GenerationOptions.DEFAULT);
  }
}

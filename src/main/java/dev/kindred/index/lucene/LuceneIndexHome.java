package dev.kindred.index.lucene;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.index.BulkLoad;
import dev.kindred.index.Generation;
import dev.kindred.index.IndexHome;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.TasteModel;
import dev.kindred.index.TasteVectors;
import dev.kindred.index.TitleIndex;
import dev.kindred.json.InvalidJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Generations as folders: `<folder>/<id>/{generation.json, lucene/}`, with a file `DAMAGED` in it
/// once it was condemned, `<folder>/ACTIVE` holding the id of the active one (and on two more lines
/// the models it was chosen instead of), and `<folder>/<id>.building/` while one is built. A folder
/// becomes a generation by one rename, active by another, and stops being one by a third, to
/// `<id>.deleted/`, so that a crash never leaves half a generation in sight. Until it is activated
/// for the first time it holds a file `UNPROVEN`: nobody has compared it yet, and a process that
/// ended meanwhile leaves it to be removed.
public final class LuceneIndexHome implements IndexHome {
  static final String LUCENE = "lucene";

  /// What a build needs only until it is complete.
  static final String STAGING = "staging";

  private static final String BUILDING = ".building";
  private static final String DELETED = ".deleted";
  private static final String ACTIVE = "ACTIVE";
  private static final String DESCRIPTION = GenerationFile.NAME;
  private static final String DAMAGED = "DAMAGED";
  private static final String UNPROVEN = "UNPROVEN";
  private static final Logger LOG = LoggerFactory.getLogger(LuceneIndexHome.class);
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'-'SSS").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final IndexOptions options;
  private final Clock clock;

  /// Takes over `folder`, creating it when needed and removing what an interrupted build or
  /// deletion left. One process at a time may write there.
  public LuceneIndexHome(Path folder, IndexOptions options, Clock clock) {
    this.folder = folder;
    this.options = options;
    this.clock = clock;
    try {
      Files.createDirectories(folder);
      for (Path child : children()) {
        boolean unproven = Files.exists(child.resolve(UNPROVEN));
        if (isGeneration(child) && !unproven) continue;
        LOG.warn(
            "removing {}, which an interrupted process left{}",
            child.getFileName(),
            unproven ? " before it was compared" : "");
        DurableFiles.deleteTree(child);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("opening the generations in " + folder, e);
    }
  }

  @Override
  public List<Generation> generations() {
    try {
      List<Generation> generations = new ArrayList<>();
      for (Path child : children()) {
        if (!isGeneration(child)) continue;
        try {
          Generation generation = GenerationFile.read(child.resolve(DESCRIPTION));
          if (!child.getFileName().toString().equals(generation.id())) {
            LOG.error(
                "ignoring {}: it says to be generation {}", child.getFileName(), generation.id());
            continue;
          }
          generations.add(generation);
        } catch (NoSuchFileException e) {
          LOG.debug("{} holds no generation, or was deleted meanwhile", child.getFileName());
        } catch (InvalidJsonException | DateTimeParseException e) {
          LOG.error("ignoring the generation in {}: {}", child.getFileName(), e.getMessage());
        }
      }
      generations.sort(Comparator.comparing(Generation::id));
      return generations;
    } catch (IOException e) {
      throw new UncheckedIOException("listing the generations in " + folder, e);
    }
  }

  @Override
  public Optional<Generation> active() {
    return activation()
        .flatMap(activation ->
            generations().stream()
                .filter(g -> g.id().equals(activation.generationId()))
                .findFirst());
  }

  @Override
  public Optional<Activation> activation() {
    try {
      String[] lines =
          new String(Files.readAllBytes(folder.resolve(ACTIVE)), UTF_8).split("\n", -1);
      return Optional.of(new Activation(lines[0].strip(), line(lines, 1), line(lines, 2)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading which generation is active", e);
    }
  }

  private static @Nullable String line(String[] lines, int at) {
    String line = lines.length <= at ? "" : lines[at].strip();
    return line.isEmpty() ? null : line;
  }

  @Override
  public BulkLoad build(
      String embeddingModel,
      Map<String, String> modelRecipe,
      int dimensions,
      String language,
      @Nullable TasteModel taste) {
    Begun begun = begin(embeddingModel, modelRecipe, dimensions, language, taste);
    try {
      return new LuceneBulkLoad(this, begun.generation(), options, begun.building());
    } catch (IOException e) {
      throw new UncheckedIOException("starting generation " + begun.generation().id(), e);
    }
  }

  @Override
  public Generation withTaste(TitleIndex from, TasteModel taste, TasteVectors vectors) {
    if (!(from instanceof LuceneTitleIndex source))
      throw new IllegalArgumentException("only an index of this home is copied, not " + from);
    Generation before = source.generation();
    Begun begun =
        begin(
            before.embeddingModel(),
            before.modelRecipe(),
            before.dimensions(),
            before.language(),
            taste);
    try {
      try {
        source.copy(begun.building(), taste, vectors);
        complete(begun.generation(), begun.building());
      } finally {
        DurableFiles.deleteTree(begun.building()); // gone when it was completed
      }
      return begun.generation();
    } catch (IOException e) {
      throw Integrity.failure(
          "copying generation " + before.id() + " into " + begun.generation().id(), e);
    }
  }

  private record Begun(Generation generation, Path building) {}

  private synchronized Begun begin(
      String embeddingModel,
      Map<String, String> modelRecipe,
      int dimensions,
      String language,
      @Nullable TasteModel taste) {
    Instant now = clock.instant();
    String id = ID.format(now);
    for (int i = 2; taken(id); i++) id = "%s-%03d".formatted(ID.format(now), i);
    try {
      return new Begun(
          new Generation(
              id, Schema.VERSION, embeddingModel, modelRecipe, dimensions, language, taste, now),
          Files.createDirectory(folder.resolve(id + BUILDING)));
    } catch (IOException e) {
      throw new UncheckedIOException("starting generation " + id, e);
    }
  }

  private boolean taken(String id) {
    return Stream.of("", BUILDING, DELETED)
        .anyMatch(suffix -> Files.exists(folder.resolve(id + suffix)));
  }

  @Override
  public TitleIndex open(String generationId) {
    Generation generation = generation(generationId);
    if (generation.schema() != Schema.VERSION) {
      throw new IllegalArgumentException(
          "generation "
              + generationId
              + " has schema "
              + generation.schema()
              + ", this version needs "
              + Schema.VERSION);
    }
    Path lucene = folder.resolve(generationId).resolve(LUCENE);
    try {
      Integrity.checkFooters(lucene);
      return new LuceneTitleIndex(generation, lucene, options);
    } catch (IOException e) {
      throw Integrity.failure("opening generation " + generationId, e);
    }
  }

  @Override
  public int schema() {
    return Schema.VERSION;
  }

  @Override
  public void activate(Activation activation) {
    String id = activation.generationId();
    generation(id);
    String lines =
        String.join(
            "\n",
            id,
            Objects.requireNonNullElse(activation.insteadOf(), ""),
            Objects.requireNonNullElse(activation.insteadOfTaste(), ""));
    try {
      DurableFiles.delete(folder.resolve(id).resolve(UNPROVEN));
      DurableFiles.write(folder.resolve(ACTIVE), lines.stripTrailing().getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("activating generation " + id, e);
    }
  }

  @Override
  public void condemn(String generationId, String reason) {
    generation(generationId);
    try {
      DurableFiles.write(folder.resolve(generationId).resolve(DAMAGED), reason.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("marking generation " + generationId + " as damaged", e);
    }
  }

  @Override
  public Optional<String> damage(String generationId) {
    generation(generationId);
    try {
      return Optional.of(
          new String(Files.readAllBytes(folder.resolve(generationId).resolve(DAMAGED)), UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the mark of generation " + generationId, e);
    }
  }

  @Override
  public void delete(String generationId) {
    generation(generationId);
    if (active().map(Generation::id).filter(generationId::equals).isPresent()) {
      throw new IllegalArgumentException("generation " + generationId + " is active");
    }
    Path deleted = folder.resolve(generationId + DELETED);
    try {
      try (Directory lucene = FSDirectory.open(folder.resolve(generationId).resolve(LUCENE));
          Lock _ = lucene.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
        Files.move(folder.resolve(generationId), deleted, StandardCopyOption.ATOMIC_MOVE);
      }
      DurableFiles.deleteTree(deleted);
    } catch (LockObtainFailedException e) {
      throw new IllegalArgumentException("generation " + generationId + " is open", e);
    } catch (IOException e) {
      throw new UncheckedIOException("deleting generation " + generationId, e);
    }
  }

  @Override
  public OptionalLong bytes(String generationId) {
    if (generations().stream().noneMatch(one -> one.id().equals(generationId)))
      return OptionalLong.empty();
    try {
      return OptionalLong.of(DurableFiles.size(folder.resolve(generationId)));
    } catch (IOException e) {
      throw new UncheckedIOException("measuring generation " + generationId, e);
    }
  }

  private Generation generation(String id) {
    return generations().stream()
        .filter(generation -> generation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no generation " + id));
  }

  private static boolean isGeneration(Path child) {
    String name = child.getFileName().toString();
    return !name.endsWith(BUILDING) && !name.endsWith(DELETED);
  }

  /// Turns a finished build into a generation.
  void complete(Generation generation, Path building) throws IOException {
    DurableFiles.deleteTree(building.resolve(STAGING));
    DurableFiles.write(building.resolve(DESCRIPTION), GenerationFile.write(generation));
    DurableFiles.write(building.resolve(UNPROVEN), new byte[0]);
    Files.move(building, folder.resolve(generation.id()), StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.sync(folder);
  }

  private List<Path> children() throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).toList();
    }
  }
}

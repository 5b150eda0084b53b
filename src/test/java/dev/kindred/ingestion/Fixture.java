package dev.kindred.ingestion;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.index.IndexHome;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.testing.HashingVectorizer;
import dev.kindred.testing.MemoryIndexHome;
import dev.kindred.testing.MemoryTitleStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A store, an index home and what stands between them, all in memory.
final class Fixture implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(30);
  static final FollowOptions FAST =
      FollowOptions.DEFAULT.withBatch(10).withPauses(Duration.ofMillis(5));

  final MemoryTitleStore store = new MemoryTitleStore();
  final MemoryIndexHome home;
  final HashingVectorizer vectorizer = new HashingVectorizer();
  private final GenerationOptions options;
  private @Nullable Generations generations;
  private @Nullable IndexFollower follower;
  private @Nullable TitleWriter writer;

  Fixture(GenerationOptions options) {
    this.options = options;
    this.home = new MemoryIndexHome();
  }

  Fixture() {
    this(GenerationOptions.DEFAULT.withFollow(FAST));
  }

  /// Opens the generations and what hangs on them, without starting the follower.
  Fixture open() {
    return open(home, vectorizer);
  }

  Fixture open(IndexHome at, Vectorizer with) {
    return open(at, Models.only(with), AnswerComparison.NONE);
  }

  Fixture open(IndexHome at, Models models, AnswerComparison answers) {
    Generations opened = new Generations(at, store, PROFILER, models, answers, options);
    opened.open(Progress.SILENT);
    generations = opened;
    IndexFollower following = new IndexFollower(opened, store);
    follower = following;
    writer = new TitleWriter(store, following::signal);
    return this;
  }

  /// Starts the follower; rebuilds it asks for are run at once, on a thread of their own.
  Fixture follow() {
    follower()
        .start(
            () -> Thread.ofPlatform().start(() -> generations().rebuild(Progress.SILENT)),
            () -> Thread.ofPlatform().start(() -> generations().renewTaste(Progress.SILENT)));
    return this;
  }

  Generations generations() {
    if (generations == null) throw new IllegalStateException("open it first");
    return generations;
  }

  IndexFollower follower() {
    if (follower == null) throw new IllegalStateException("open it first");
    return follower;
  }

  TitleWriter writer() {
    if (writer == null) throw new IllegalStateException("open it first");
    return writer;
  }

  /// Puts a title and returns its seq.
  long put(String id, String name) {
    return writer().put(title(id, name), null, "api", null).join().seq();
  }

  long delete(String id) {
    return writer().delete(new TitleId(id), null).join().seq();
  }

  /// Puts titles `<prefix>1` to `<prefix><n>` into the store alone, in one write.
  void fill(String prefix, int n) {
    List<TitleWrite> writes = new ArrayList<>();
    IntStream.rangeClosed(1, n)
        .forEach(i ->
            writes.add(new TitleWrite.Put(title(prefix + i, prefix + " " + i), null, "api", null)));
    store.write(writes).join();
  }

  /// The name under which searches see a title.
  Optional<String> seen(String id) {
    try (TitleSearcher searcher = generations().acquire()) {
      return searcher
          .key(new TitleId(id))
          .map(key -> searcher.documents(List.of(key)).get(key))
          .map(TitleDocument::title)
          .map(Title::name);
    }
  }

  boolean hasVectors(String id) {
    try (TitleSearcher searcher = generations().acquire()) {
      return searcher
          .key(new TitleId(id))
          .map(key -> !searcher.vectors(VectorField.STORY, List.of(key)).isEmpty())
          .orElse(false);
    }
  }

  void awaitVisible(long seq) throws InterruptedException {
    if (!follower().awaitVisible(seq, LONG))
      throw new AssertionError("change " + seq + " is not visible: " + follower().status());
  }

  @Override
  public void close() {
    if (follower != null) follower.close();
    if (generations != null) generations.close();
  }

  static Title title(String id, String name) {
    return Title.builder(new TitleId(id), Title.Kind.MOVIE, name).build();
  }

  static final Function<Title, ContentProfile> PROFILER =
      title ->
          new ContentProfile(
              title.name(),
              null,
              title.genres(),
              List.of(),
              null,
              null,
              List.of(),
              ContentProfile.Setting.UNKNOWN,
              null,
              List.of(),
              ContentProfile.Source.METADATA);
}

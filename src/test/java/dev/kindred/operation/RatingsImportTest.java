package dev.kindred.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.StoreFullException;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.feedback.Event.Value;
import dev.kindred.feedback.EventRecorder;
import dev.kindred.feedback.EventStore;
import dev.kindred.feedback.StoredEvent;
import dev.kindred.feedback.StoredUser;
import dev.kindred.feedback.User;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.reader.RatingsFormat;
import dev.kindred.ingestion.Progress;
import dev.kindred.operation.RatingsImport.Report;
import dev.kindred.testing.MemoryFeedback;
import dev.kindred.testing.MemoryTitleStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of ratings, and of who rated, into the stores.
final class RatingsImportTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;
  private final MemoryTitleStore titles = new MemoryTitleStore();
  private final MemoryFeedback feedback = new MemoryFeedback();
  private final List<String> refused = new ArrayList<>();

  @BeforeEach
  void fill() {
    put("tt0000007", null);
    put("by imdb", new Title.Links("tt0000008", null, null));
    put("by tmdb", new Title.Links(null, "90", null));
    put("by movielens", new Title.Links(null, null, "4"));
    put("5", null);
  }

  @Test
  void aTitleIsFoundByLinksByItsOwnMovieLensNumberOrByItsId() throws IOException {
    List<String> links = List.of("movieId,imdbId,tmdbId", "1,7,", "2,\"tt0000008\",1", "3,,90");
    String ratings = "";
    for (int movie = 1; movie <= 6; movie++) ratings += "u::" + movie + "::4::" + movie + "00\n";

    Report report = run(ratings, RatingsImport.links(links), 5, "ml-");

    assertThat(report).isEqualTo(new Report(RatingsFormat.ML_1M, 6, 5, 0, 1, 0));
    List<StoredEvent> events = events("ml-u");
    assertThat(events)
        .extracting(StoredEvent::title)
        .containsExactly(
            key("tt0000007"), key("by imdb"), key("by tmdb"), key("by movielens"), key("5"));
    assertThat(events.getFirst().value()).isEqualTo(new Value.Rating(4, 5));
    assertThat(events.getFirst().timestamp()).isEqualTo(Instant.ofEpochSecond(100));
  }

  @Test
  void againOrInPartItChangesNothing() throws IOException {
    StringBuilder ratings = new StringBuilder();
    int lines = 1_203; // more than two batches
    for (int i = 0; i < lines; i++)
      ratings.append("u%d::5::%d::%d\n".formatted(i, 1 + i % 5, 1_000 + i));

    assertThat(run(ratings.toString()).accepted()).isEqualTo(lines);
    assertThat(run(ratings.toString()))
        .isEqualTo(new Report(RatingsFormat.ML_1M, lines, 0, lines, 0, 0));
    Report part = run(ratings.substring(0, ratings.indexOf("\nu100::") + 1) + "new::5::3::9\n");
    assertThat(part.accepted()).isEqualTo(1);
    assertThat(part.duplicates()).isEqualTo(100);
    assertThat(feedback.events().count()).isEqualTo(lines + 1);
  }

  @Test
  void twoOpinionsOfOneTitleAreTwoEvents() throws IOException {
    assertThat(run("u::5::3::100\nu::5::4::100\nu::5::4::200\n").accepted()).isEqualTo(3);
  }

  @Test
  void aBadLineCostsItselfAndSaysWhy() throws IOException {
    Report report =
        run("u::5::3::100\nu::5\nu::5::6::100\nu::5::x::1\n" + "v".repeat(300) + "::5::1::1\n");

    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.rejected()).isEqualTo(4);
    assertThat(refused).hasSize(4);
    assertThat(refused.get(0)).startsWith("line 2: has 2 fields");
    assertThat(refused.get(1)).isEqualTo("line 3: the rating must be 0..5.0, got 6.0");
    assertThat(refused.get(2)).startsWith("line 4, rating: is no number: \"x\"");
    assertThat(refused.get(3)).startsWith("line 5: the user: ");
  }

  @Test
  void aRatingFromTheFutureIsRefusedByTheRecorder() throws IOException {
    assertThat(run("u::5::3::" + (NOW.getEpochSecond() + 61) + "\n").rejected()).isEqualTo(1);
    assertThat(refused.getFirst()).contains("clock of this server");
  }

  @Test
  void aStoreThatRefusesEndsTheImportAndWhatWasRecordedIsDuplicateThen() throws IOException {
    run("u::5::3::100\n");
    feedback.failWrites(new StoreFullException("no space", new IllegalStateException()));
    assertThatThrownBy(() -> run("u::5::3::100\nu::5::4::200\n"))
        .hasCauseInstanceOf(StoreFullException.class);
    feedback.failWrites(null);
    Report again = run("u::5::3::100\nu::5::4::200\n");
    assertThat(again.duplicates()).isEqualTo(1);
    assertThat(again.accepted()).isEqualTo(1);
  }

  @Test
  void whoRatedIsDescribedOnceAndWhatIsKnownStays() throws IOException {
    run("1::5::3::100\n2::5::3::100\n3::5::3::100\n", Map.of(), 5, "ml-");
    User own = new User(new UserId("ml-2"), null, "GB", 1950, null, 12, User.Blocked.NOTHING);
    feedback.users().put(own).join();
    Path users =
        Files.writeString(
            folder.resolve("users.dat"), "1::F::25::0::0\n2::M::18\n3::M::1\n4::F::35\n5::?::1\n");
    UsersImport load = new UsersImport(feedback.users(), "ml-");

    assertThat(load.run(users, refused::add)).isEqualTo(new UsersImport.Report(3, 0, 1, 1));
    assertThat(user("ml-1").birthYear()).isEqualTo(Math.round(2000 - 29.5f));
    assertThat(user("ml-1").gender()).isEqualTo("female");
    assertThat(user("ml-2"))
        .isEqualTo(new User(own.id(), null, "GB", 1950, "male", 12, User.Blocked.NOTHING));
    assertThat(user("ml-3").birthYear()).isNull();
    assertThat(feedback.users().find(new UserId("ml-4"))).isEmpty();
    assertThat(load.run(users, refused::add)).isEqualTo(new UsersImport.Report(0, 3, 1, 1));
  }

  private User user(String id) {
    return feedback.users().find(new UserId(id)).map(StoredUser::user).orElseThrow();
  }

  private Report run(String ratings) throws IOException {
    return run(ratings, Map.of(), 5, "");
  }

  private Report run(
      String ratings,
      Map<String, Map<RatingsImport.Source, String>> links,
      double scale,
      String prefix)
      throws IOException {
    EventRecorder recorder =
        new EventRecorder(titles, feedback.events(), Duration.ofMinutes(1), () -> NOW, _ -> {});
    Path file = Files.writeString(folder.resolve("ratings.dat"), ratings);
    return new RatingsImport(titles, recorder, scale, prefix)
        .run(file, Optional.empty(), links, Progress.SILENT, refused::add);
  }

  private List<StoredEvent> events(String user) {
    return feedback.events().page(new UserId(user), EventStore.OLDEST, 10_000);
  }

  private TitleKey key(String id) {
    return titles.find(new TitleId(id)).orElseThrow().key();
  }

  private void put(String id, Title.@Nullable Links links) {
    Title title = Title.builder(new TitleId(id), Title.Kind.MOVIE, "A film").links(links).build();
    titles.write(List.of(new TitleWrite.Put(title, null, "test", null))).join();
  }
}

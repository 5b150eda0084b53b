package dev.kindred.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.Event.Origin;
import dev.kindred.feedback.Event.Value;
import dev.kindred.feedback.EventId;
import dev.kindred.feedback.EventRecorder;
import dev.kindred.feedback.EventRecorder.Outcome;
import dev.kindred.feedback.EventStore.Urgency;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.UserId;
import dev.kindred.feedback.reader.Rating;
import dev.kindred.feedback.reader.RatingLine;
import dev.kindred.feedback.reader.RatingsFile;
import dev.kindred.feedback.reader.RatingsFormat;
import dev.kindred.ingestion.Progress;
import dev.kindred.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Records the ratings of a file as events. The id of each is derived from what it says, so that a
/// file imported again, whole or in part, changes nothing. A title of the file is the one with that
/// id; or to which the links file leads by its IMDb or TMDB id; or that names the file's id as its
/// own in MovieLens. Ratings of other titles are counted and left out.
public final class RatingsImport {
  private static final int BATCH = 500;
  private static final int IN_FLIGHT = 4;
  private static final int TITLES_A_PAGE = 1_000;

  private final TitleStore titles;
  private final EventRecorder recorder;
  private final double scale;
  private final String userPrefix;

  /// @param scale the best rating there is
  /// @param userPrefix stands before each user of the file
  public RatingsImport(TitleStore titles, EventRecorder recorder, double scale, String userPrefix) {
    this.titles = titles;
    this.recorder = recorder;
    this.scale = scale;
    this.userPrefix = userPrefix;
  }

  /// What became of the lines.
  ///
  /// @param unknownTitles ratings left out because the catalogue holds no such title
  /// @param rejected lines that are no ratings, or cannot be events
  public record Report(
      RatingsFormat format,
      long read,
      long accepted,
      long duplicates,
      long unknownTitles,
      long rejected) {
    public ObjectNode toJson() {
      return Json.object()
          .put("format", format.label())
          .put("read", read)
          .put("accepted", accepted)
          .put("duplicates", duplicates)
          .put("unknownTitles", unknownTitles)
          .put("rejected", rejected);
    }
  }

  /// Another id of a title, by which a ratings file may know it.
  public enum Source {
    IMDB,
    TMDB
  }

  /// Reads and records; what was recorded before a failure stays.
  ///
  /// @param format empty to tell it from the first line
  /// @param links from the file's title ids to those elsewhere; see [#links]
  /// @param refused told why a line was refused, for the first few
  /// @throws IOException when the file cannot be read
  public Report run(
      Path file,
      Optional<RatingsFormat> format,
      Map<String, Map<Source, String>> links,
      Progress progress,
      Consumer<String> refused)
      throws IOException {
    progress.start("looking titles up", Progress.UNKNOWN);
    Run run = new Run(new Ids(titles, links), progress, refused);
    progress.start("recording ratings of " + file.getFileName(), Progress.UNKNOWN);
    RatingsFormat found = RatingsFile.read(file, format, run::line);
    run.finish();
    progress.end();
    return new Report(
        found, run.read, run.accepted, run.duplicates, run.unknownTitles, run.rejected);
  }

  /// Reads a MovieLens `links.csv`: `movieId,imdbId,tmdbId`, IMDb ids with or without `tt` and
  /// leading zeros, and a header.
  public static Map<String, Map<Source, String>> links(List<String> lines) {
    Map<String, Map<Source, String>> links = new HashMap<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] cells = line.replace("\"", "").split("[,\t]", -1);
      Map<Source, String> to = new HashMap<>();
      if (cells.length > 1 && !cells[1].isBlank()) to.put(Source.IMDB, imdb(cells[1].strip()));
      if (cells.length > 2 && !cells[2].isBlank()) to.put(Source.TMDB, cells[2].strip());
      links.put(cells[0].strip(), to);
    }
    return links;
  }

  private static String imdb(String id) {
    String digits = id.startsWith("tt") ? id.substring(2) : id;
    return "tt" + "0".repeat(Math.max(0, 7 - digits.length())) + digits;
  }

  /// The catalogue's ids by those of the file.
  private static final class Ids {
    private final Map<String, Map<Source, String>> links;
    private final Set<String> own = new HashSet<>();
    private final Map<String, TitleId> byMovieLens = new HashMap<>();
    private final Map<String, TitleId> byImdb = new HashMap<>();
    private final Map<String, TitleId> byTmdb = new HashMap<>();

    Ids(TitleStore titles, Map<String, Map<Source, String>> links) {
      this.links = links;
      int after = 0;
      List<StoredTitle> page = titles.page(after, TITLES_A_PAGE);
      while (!page.isEmpty()) {
        page.forEach(stored -> add(stored.title()));
        after = page.getLast().key().value();
        page = titles.page(after, TITLES_A_PAGE);
      }
    }

    private void add(Title title) {
      own.add(title.id().value());
      Title.Links elsewhere = title.links();
      if (elsewhere == null) return;
      put(byImdb, elsewhere.imdb(), title.id());
      put(byTmdb, elsewhere.tmdb(), title.id());
      put(byMovieLens, elsewhere.movielens(), title.id());
    }

    private static void put(Map<String, TitleId> map, @Nullable String id, TitleId title) {
      if (id != null) map.putIfAbsent(id, title);
    }

    @Nullable TitleId find(String title) {
      Map<Source, String> elsewhere = links.get(title);
      if (elsewhere != null) {
        String imdb = elsewhere.get(Source.IMDB);
        if (imdb != null && own.contains(imdb)) return new TitleId(imdb);
        TitleId linked = imdb == null ? null : byImdb.get(imdb);
        if (linked != null) return linked;
        String tmdb = elsewhere.get(Source.TMDB);
        linked = tmdb == null ? null : byTmdb.get(tmdb);
        if (linked != null) return linked;
      }
      TitleId named = byMovieLens.get(title);
      if (named != null) return named;
      return own.contains(title) ? new TitleId(title) : null;
    }
  }

  private final class Run {
    private final Ids ids;
    private final Progress progress;
    private final Consumer<String> refused;
    private final Deque<CompletableFuture<List<Outcome>>> inFlight = new ArrayDeque<>();
    private List<Event> batch = new ArrayList<>();
    private long read;
    private long accepted;
    private long duplicates;
    private long unknownTitles;
    private long rejected;

    Run(Ids ids, Progress progress, Consumer<String> refused) {
      this.ids = ids;
      this.progress = progress;
      this.refused = refused;
    }

    void line(RatingLine line) {
      read++;
      switch (line) {
        case RatingLine.BadLine bad ->
            refuse(
                "line "
                    + bad.line()
                    + (bad.field().isEmpty() ? "" : ", " + bad.field())
                    + ": "
                    + bad.reason());
        case RatingLine.ReadRating rated -> rating(rated.line(), rated.rating());
      }
    }

    private void rating(long line, Rating rating) {
      TitleId title = ids.find(rating.title());
      if (title == null) {
        unknownTitles++;
        return;
      }
      String user = userPrefix + rating.user();
      String fault = TitleId.fault(user);
      if (fault != null || rating.value() < 0 || rating.value() > scale) {
        refuse(
            "line %d: %s"
                .formatted(
                    line,
                    fault != null
                        ? "the user: " + fault
                        : "the rating must be 0..%s, got %s".formatted(scale, rating.value())));
        return;
      }
      batch.add(
          new Event(
              id(user, rating),
              EventType.RATE,
              new UserId(user),
              title,
              rating.time().truncatedTo(ChronoUnit.MILLIS),
              new Value.Rating(rating.value(), scale),
              Origin.UNKNOWN));
      if (batch.size() == BATCH) submit();
    }

    private void submit() {
      inFlight.add(recorder.record(batch, Urgency.MASS));
      batch = new ArrayList<>(BATCH);
      if (inFlight.size() >= IN_FLIGHT) settle(inFlight.remove());
    }

    void finish() {
      if (!batch.isEmpty()) submit();
      while (!inFlight.isEmpty()) settle(inFlight.remove());
    }

    private void settle(CompletableFuture<List<Outcome>> recorded) {
      List<Outcome> outcomes = recorded.join();
      for (Outcome outcome : outcomes) {
        switch (outcome) {
          case Outcome.Accepted _ -> accepted++;
          case Outcome.Duplicate _ -> duplicates++;
          case Outcome.Rejected no -> refuse(no.detail());
        }
      }
      progress.step(outcomes.size());
    }

    private void refuse(String reason) {
      rejected++;
      refused.accept(reason);
    }
  }

  /// A UUID of what the rating says: its user, the file's title, the time and the value.
  private static EventId id(String user, Rating rating) {
    try {
      String said =
          String.join(
              "\n",
              "rating",
              user,
              rating.title(),
              Long.toString(rating.time().toEpochMilli()),
              Double.toString(rating.value()));
      ByteBuffer hash =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.UTF_8)));
      long high = (hash.getLong() & ~0xf000L) | 0x8000L;
      long low = (hash.getLong() & ~(0b11L << 62)) | (0b10L << 62);
      return new EventId(new UUID(high, low).toString());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

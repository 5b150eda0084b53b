package dev.kindred.feedback.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.feedback.reader.RatingLine.BadLine;
import dev.kindred.feedback.reader.RatingLine.ReadRating;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RatingsFileTest {
  @TempDir private Path folder;

  @Test
  void readsMovieLensInItsThreeShapes() throws IOException {
    RatingLine expected =
        new ReadRating(1, new Rating("1", "1193", 5, Instant.ofEpochSecond(978300760)));
    assertThat(read("1::1193::5::978300760\n", RatingsFormat.ML_1M)).containsExactly(expected);
    assertThat(read("1\t1193\t5\t978300760\n", RatingsFormat.ML_100K)).containsExactly(expected);
    assertThat(
            read(
                "userId,movieId,rating,timestamp\n1,1193,4.5,978300760\n", RatingsFormat.ML_LATEST))
        .containsExactly(
            new ReadRating(2, new Rating("1", "1193", 4.5, Instant.ofEpochSecond(978300760))));
  }

  @Test
  void readsCsvByTheNamesOfItsColumns() throws IOException {
    assertThat(
            read(
                """
                rated_at;Title ID;note;User;Stars
                2026-11-26T21:00:00+01:00;"tt1;a";x;ann;3
                1795723200000;tt2;;bob;-1
                """,
                RatingsFormat.CSV))
        .containsExactly(
            new ReadRating(2, new Rating("ann", "tt1;a", 3, Instant.parse("2026-11-26T20:00:00Z"))),
            new ReadRating(3, new Rating("bob", "tt2", -1, Instant.ofEpochSecond(1795723200))));
  }

  @Test
  void aHeaderIsBelievedUnderAnOlderName() throws IOException {
    Path file = file("userId,movieId,rating,timestamp,ts_exact\n1,2,3,4,1\n");
    List<RatingLine> lines = new ArrayList<>();
    assertThat(RatingsFile.read(file, Optional.of(RatingsFormat.ML_1M), lines::add))
        .isEqualTo(RatingsFormat.ML_1M);
    assertThat(lines)
        .containsExactly(new ReadRating(2, new Rating("1", "2", 3, Instant.ofEpochSecond(4))));
  }

  @Test
  void badLinesAreToldAndDoNotStopTheGoodOnes() throws IOException {
    List<RatingLine> lines =
        read(
            """
            userId,movieId,rating,timestamp
            1,2,3
            ,2,3,4
            1, ,3,4
            1,2,NaN,4
            1,2,3,yesterday

            1,2,3,4
            """,
            RatingsFormat.ML_LATEST);
    assertThat(lines)
        .filteredOn(BadLine.class::isInstance)
        .extracting(line -> ((BadLine) line).field())
        .containsExactly("", "user", "title", "rating", "timestamp");
    assertThat(lines.getLast())
        .isEqualTo(new ReadRating(8, new Rating("1", "2", 3, Instant.ofEpochSecond(4))));
  }

  @Test
  void readsGzip() throws IOException {
    Path file = folder.resolve("ratings.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("1::2::3::4\n".getBytes(StandardCharsets.UTF_8));
    }
    List<RatingLine> lines = new ArrayList<>();
    RatingsFile.read(file, Optional.empty(), lines::add);
    assertThat(lines).hasSize(1);
  }

  @Test
  void refusesAFileThatShowsNoRatings() throws IOException {
    assertThatThrownBy(() -> read("", RatingsFormat.CSV)).hasMessageContaining("holds no line");
    assertThatThrownBy(() -> read("user,movie,time\n", RatingsFormat.CSV))
        .isInstanceOf(UnreadableRatingsException.class)
        .hasMessageContaining("line 1: no column for the rating among user, movie, time");
    assertThatThrownBy(() -> read("1,2,3,4\n", RatingsFormat.CSV))
        .hasMessageContaining("there is no header");
    Path tabs = file("1\t2\t3\t4\n");
    assertThatThrownBy(() -> RatingsFile.read(tabs, Optional.of(RatingsFormat.ML_1M), line -> {}))
        .hasMessageContaining("this is ml-100k, not ml-1m");
  }

  private List<RatingLine> read(String content, RatingsFormat expected) throws IOException {
    List<RatingLine> lines = new ArrayList<>();
    assertThat(RatingsFile.read(file(content), Optional.empty(), lines::add)).isEqualTo(expected);
    return lines;
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("ratings"), content);
  }
}

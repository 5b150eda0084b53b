package dev.kindred.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.model.History;
import dev.kindred.model.Popularity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HoldOutTest {
  /// Ann's 10 and 20 share a second: the order of the file decides. Only Bob knows 9.
  private static final String RATINGS =
      """
      userId,movieId,rating,timestamp
      ann,30,5,300
      ann,20,4,100
      ann,10,1,100
      bob,20,5,100
      bob,9,5,200
      cat,20,4,1
      cat,10,4,2
      cat,30,4,200000
      """;

  @TempDir private Path folder;

  @Test
  void looHidesTheLastOfEachViewerAndCountsEveryRating() throws IOException {
    HoldOut of = HoldOut.of(data(RATINGS), Protocol.LOO);
    assertThat(of.titles())
        .containsExactly("10", "20"); // by number; 9 and 30 are learned from nobody
    assertThat(of.viewers()).containsExactly("ann", "bob", "cat");
    assertThat(of.measured()).isEmpty();
    HoldOut more = HoldOut.of(data(RATINGS + "dan,30,1,1\ndan,10,1,2\n"), Protocol.LOO);
    assertThat(more.titles()).containsExactly("10", "20", "30");
    assertThat(more.measured()).containsExactly(0, 2, 3);
    assertThat(rows(more.train().history(0))).containsExactly(1, 0);
    assertThat(rows(more.found().get(0).rows())).containsExactly(2);
    assertThat(ViewerGroups.returning(more).viewers().get(ViewerGroups.RETURNING))
        .containsExactly("cat");
  }

  @Test
  void t80HidesTheLastFifthOfWhatWasLiked() throws IOException {
    StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
    for (int i = 1; i <= 6; i++) ratings.append("ann," + i + ",4," + i + "\n");
    ratings.append("ann,7,3.5,7\n");
    for (int i = 1; i <= 4; i++) ratings.append("bob," + i + ",5," + i + "\n");
    for (int i = 6; i >= 1; i--) ratings.append("cat," + i + ",5," + (10 - i) + "\n");
    HoldOut of = HoldOut.of(data(ratings.toString()), Protocol.T80);
    assertThat(of.viewers()).containsExactly("ann", "cat"); // Bob has four
    assertThat(of.train().history(0).size()).isEqualTo(4); // two of six: a fifth, rounded up
    assertThat(of.found().get(0).rows().size()).isEqualTo(2);
    assertThat(rows(of.found().get(1).rows())).containsExactly(1, 0);
  }

  @Test
  void ranksAllButTheOwnHistoryAndBreaksTiesByTheGreaterRow() {
    float[] scores = {1, 3, 3, Float.NEGATIVE_INFINITY, 2};
    assertThat(RankedTitles.best(scores, 3)).containsExactly(2, 1, 4);
    assertThat(RankedTitles.best(scores, 9)).containsExactly(2, 1, 4, 0);
    List<RankedTitles.Task> tasks =
        List.of(new RankedTitles.Task("ann", History.of(2), History.of(2), History.of(4)));
    Scores of =
        RankedTitles.score(
            tasks, List.of("a", "b", "c", "d", "e"), new Popularity(new float[] {1, 3, 9, 0, 2}));
    // c is her own; b before e: rank 2
    assertThat(of.mean("ndcg@10")).isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
    assertThat(of.mean("mrr@100")).isEqualTo(0.5);
    assertThat(of.mean("p@10")).isEqualTo(0.1);
  }

  @Test
  void ratingsAreForetoldByStraysFromTheMean() {
    RatingPrediction of =
        RatingPrediction.of(List.of(new double[] {1, 2}, new double[] {2, 4}, new double[] {3, 6}));
    assertThat(of.correlation()).isCloseTo(1, within(1e-9));
    assertThat(of.error()).isCloseTo(Math.sqrt((1 + 4 + 9) / 3.0), within(1e-12));
  }

  private static int[] rows(History of) {
    int[] rows = new int[of.size()];
    for (int at = 0; at < rows.length; at++) rows[at] = of.row(at);
    return rows;
  }

  private RatingsData data(String ratings) throws IOException {
    return RatingsData.read(
        Files.writeString(folder.resolve("ratings.csv"), ratings), Optional.empty());
  }
}

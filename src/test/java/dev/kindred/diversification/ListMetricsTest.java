package dev.kindred.diversification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TitleDocument;
import dev.kindred.testing.Titles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ListMetricsTest {
  @Test
  void aTitleOfTwoGenresCountsHalfForEach() {
    ListMetrics metrics =
        ListMetrics.of(
            List.of(of("Drama"), of("Drama", "War"), of()), Map.of(), List.of(3.0, 0.0), 3);
    double squares = 0.75 * 0.75 + 0.25 * 0.25;
    assertThat(metrics.inverseSimpson()).isCloseTo(1 / squares, within(1e-12));
    assertThat(metrics.giniSimpson()).isCloseTo(1 - squares, within(1e-12));
    assertThat(metrics.genres()).isEqualTo(2);
    assertThat(metrics.novelty()).isEqualTo((0.0 + 2.0) / 2);
    assertThat(metrics.calibration()).isNull();
  }

  @Test
  void calibrationIsTheDivergenceFromTheHistory() {
    List<TitleDocument> liked = List.of(of("Drama"), of("War"));
    Map<String, Double> taste = Map.of("Drama", 0.5, "War", 0.5);
    assertThat(ListMetrics.of(liked, taste, List.of(), 0).calibration()).isEqualTo(0);
    double expected =
        0.5 * Math.log(0.5 / (0.99 + 0.01 * 0.5)) / Math.log(2)
            + 0.5 * Math.log(0.5 / (0.01 * 0.5)) / Math.log(2);
    assertThat(ListMetrics.of(List.of(of("Drama")), taste, List.of(), 0).calibration())
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void anEmptyListHasNoVariety() {
    ListMetrics metrics = ListMetrics.of(List.of(), Map.of("War", 1.0), List.of(), 5);
    assertThat(metrics).isEqualTo(new ListMetrics(0, 0, 0, null, null));
  }

  private static TitleDocument of(String... genres) {
    return new TitleDocument(
        new TitleKey(1), Titles.aTitle().inGenres(genres).build(), Titles.aProfile().build());
  }
}

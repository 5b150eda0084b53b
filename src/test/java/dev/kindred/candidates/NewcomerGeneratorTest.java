package dev.kindred.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import dev.kindred.model.TitleRows;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.Titles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Titles 1 to 20 are known, and scored by the square of what is left to 21; from 100 on they are
/// new.
final class NewcomerGeneratorTest {
  private static final int KNOWN = 20;
  private static final TitleRows ROWS =
      TitleRows.of(IntStream.rangeClosed(1, KNOWN).mapToObj(TitleKey::new).toList());

  @TempDir private Path folder;

  @Test
  void aNewTitleIsWorthTheMedianOfThoseThatFollowItByTaste() {
    // 6 to 10 follow it, in another order: their median is 8.
    assertThat(list(20, 1, 2, 3, 4, 5, 100, 10, 6, 8, 9, 7, 11))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 100, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
  }

  @Test
  void standsBehindFourKnownTitlesForEachNewOne() {
    assertThat(list(13, 100, 101, 102, 1, 2, 3))
        .containsExactly(1, 2, 3, 4, 100, 5, 6, 7, 8, 101, 9, 10, 11);
  }

  @Test
  void oneThatIsFurtherByTasteIsNotWorthMore() {
    // The median of 15 to 19 is 17, that of 1 to 5 is 3.
    assertThat(list(25, 100, 15, 16, 17, 18, 19, 101, 1, 2, 3, 4, 5))
        .endsWith(15, 16, 17, 100, 101, 18, 19, 20);
  }

  @Test
  void whatNoKnownTitleFollowsIsLeftToOtherSources() {
    assertThat(list(25, 1, 2, 100)).doesNotContain(100).hasSize(KNOWN);
    assertThat(list(25)).hasSize(KNOWN);
  }

  private List<Integer> list(int depth, Integer... byTaste) {
    float[] scores = new float[KNOWN];
    for (int row = 0; row < KNOWN; row++) scores[row] = (KNOWN - row) * (KNOWN - row);
    List<Hit> known = IntStream.rangeClosed(1, KNOWN).mapToObj(n -> hit(n, scores[n - 1])).toList();
    List<Hit> near =
        IntStream.range(0, byTaste.length).mapToObj(i -> hit(byTaste[i], 1.0 / (1 + i))).toList();
    try (var index = Indexes.bulkLoaded(folder, Indexes.indexed(Titles.aTitle().build()));
        TitleSearcher searcher = index.acquire()) {
      return new NewcomerGenerator(
              given(Source.FOR_YOU, known), given(Source.TASTE, near), ROWS, scores)
          .generate(searcher, depth).candidates().stream()
              .map(candidate -> candidate.key().value())
              .toList();
    }
  }

  private static Hit hit(int n, double score) {
    return new Hit(new TitleKey(n), new TitleId("t%03d".formatted(n)), score);
  }

  private static CandidateGenerator given(Source source, List<Hit> hits) {
    return new CandidateGenerator() {
      @Override
      public Source source() {
        return source;
      }

      @Override
      public CandidateList generate(TitleSearcher index, int depth) {
        return CandidateList.endless(source, hits);
      }
    };
  }
}

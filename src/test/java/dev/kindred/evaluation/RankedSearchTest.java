package dev.kindred.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.search.SearchRequest;
import org.junit.jupiter.api.Test;

final class RankedSearchTest {
  private static final int MOST = SearchRequest.MAX_QUERY;

  @Test
  void aTextThatFitsIsSearchedAsItIs() {
    assertThat(RankedSearch.searchable("  a ferry \n")).isEqualTo("a ferry");
    assertThat(RankedSearch.searchable("x".repeat(MOST))).hasSize(MOST);
  }

  @Test
  void aLongerOneIsCutAfterTheLastWordThatFits() {
    assertThat(RankedSearch.searchable("x".repeat(MOST - 4) + " ferry"))
        .isEqualTo("x".repeat(MOST - 4));
    assertThat(RankedSearch.searchable("x".repeat(MOST - 6) + " ferry boat"))
        .isEqualTo("x".repeat(MOST - 6) + " ferry");
  }

  @Test
  void aWordThatNeverEndsIsCutBetweenCharacters() {
    assertThat(RankedSearch.searchable("x" + "😀".repeat(MOST)))
        .isEqualTo("x" + "😀".repeat((MOST - 2) / 2));
  }
}

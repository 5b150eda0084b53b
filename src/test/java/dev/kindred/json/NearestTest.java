package dev.kindred.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final List<String> KNOWN = List.of("genres", "keywords", "year", "kind");

  @ParameterizedTest
  @CsvSource({
    "genre,genres",
    "GENRES,genres",
    "yaer,year",
    "prot,",
    "yea,year",
    "kinds,kind",
    "kewords,keywords"
  })
  void findsTheNameWithinAThirdOfTheLength(String typed, String meant) {
    assertThat(Nearest.to(typed, KNOWN).orElse(null)).isEqualTo(meant);
  }

  @Test
  void aTieGoesToTheFirstInTheAlphabet() {
    assertThat(Nearest.to("cat", List.of("rat", "bat"))).contains("bat");
  }

  @Test
  void whatIsFarFromEveryNameHasNoHint() {
    assertThat(Nearest.hint("something else", KNOWN)).isEmpty();
    assertThat(Nearest.hint("", KNOWN)).isEmpty();
    assertThat(Nearest.hint("g".repeat(101), KNOWN)).isEmpty();
    assertThat(Nearest.hint("x", List.of())).isEmpty();
  }
}

package dev.kindred.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Filter;
import dev.kindred.query.Interpretation.Kind;
import dev.kindred.testing.Seeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class GrammarTest {
  @TempDir static Path folder;
  private static Reader reader;

  @BeforeAll
  static void open() throws IOException {
    reader = new Reader(folder);
  }

  @AfterAll
  static void close() {
    reader.close();
  }

  static Stream<Arguments> cases() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/dev/kindred/query/understanding.tsv"))
        .stream()
        .filter(line -> !line.startsWith("# ") && !line.isEmpty())
        .map(line -> Arguments.of(line.split("\t", -1)[0], line.split("\t", -1)[1]));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsAsTheTableSays(String query, String read) {
    assertThat(reader.line(query)).isEqualTo(read);
  }

  @Test
  void theCallersFilterStandsBesideItsOwn() {
    Filter mine = Reading.anyOf("languages", List.of("en"));
    Interpretation read = reader.interpretation("comedies from the 90s", mine);
    assertThat(read.filter()).isInstanceOf(Filter.All.class);
    assertThat(((Filter.All) read.filter()).parts()).contains(mine);
  }

  @Test
  void aMarkWithNothingBeforeItIsNoName() {
    assertThat(reader.interpretation("(1995) films about trains").anchors()).isEmpty();
    assertThat(reader.interpretation("-style films about trains").anchors()).isEmpty();
  }

  @Test
  void aBlankQueryBrowses() {
    assertThat(reader.interpretation("  ").kind()).isEqualTo(Kind.BROWSE);
  }

  @Test
  void aRetoldPlotIsNotTakenAtItsWord() {
    String plot = "It was a French film from the 90s with Brad Pitt, not a comedy, like Alien. ";
    Interpretation read = reader.interpretation(plot.repeat(4));
    assertThat(read.kind()).isEqualTo(Kind.DESCRIPTION);
    assertThat(read.filter()).isEqualTo(Filter.NONE);
    assertThat(read.anchors()).isEmpty();
    assertThat(read.text()).isEqualTo(plot.repeat(4).strip());
  }

  @Test
  void certaintyFallsWithNamesThatAreGuessed() {
    double known = reader.interpretation("movies like Blade Runner").confidence();
    double guessed = reader.interpretation("movies like Blade Ruiner").confidence();
    double unknown = reader.interpretation("movies like Zzyzx Road").confidence();
    assertThat(known).isEqualTo(1);
    assertThat(guessed).isLessThan(known);
    assertThat(unknown).isLessThan(guessed);
  }

  /// Whatever words meet, they are read: twice the same, and nothing of it blank.
  @Test
  @Seeded
  void anyWordsAreRead(Random random) throws IOException {
    List<String> words = new ArrayList<>();
    for (Arguments each : cases().toList()) {
      words.addAll(List.of(String.valueOf(each.get()[0]).split(" ", -1)));
    }
    words.addAll(
        List.of("\"", "(1994)", "1994", "'", "’s", "-", ",", "\u0001", "\u202e", "🎬", "\t"));
    for (int i = 0; i < 500; i++) {
      StringBuilder query = new StringBuilder();
      for (int n = random.nextInt(1, 30); n > 0; n--)
        query
            .append(words.get(random.nextInt(words.size())))
            .append(random.nextInt(9) == 0 ? "" : " ");
      Interpretation read = reader.interpretation(query.toString());
      assertThat(read).as(query.toString()).isEqualTo(reader.interpretation(query.toString()));
    }
  }
}

package dev.kindred.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.evaluation.TitlePair.Named;
import dev.kindred.evaluation.TitlePair.Rating;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TitleNamesTest {
  private static final TitleNames NAMES =
      new TitleNames(
          List.of(
              title("dune-1984", "Dune", 1984, 10),
              title("dune-2021", "Dune", 2021, 90),
              title("dune-2020", "Dune", 2020, 5),
              title("matrix", "The Matrix", 1999, 50),
              title("amelie", "Amélie", 2001, 50)));

  @ParameterizedTest
  @CsvSource({
    "The Matrix, 'matrix'",
    "'Matrix, The', 'matrix'",
    "AMÉLIE!, amelie",
    "Romeo & Juliet, romeo and juliet",
    "Ocean's Eleven, oceans eleven",
    "The, the",
    "A, a",
  })
  void namesAreComparedPlainly(String name, String plain) {
    assertThat(TitleNames.normalised(name)).isEqualTo(plain);
  }

  @Test
  void theYearDecidesThenTheVotes() {
    assertThat(find("dune", 1984)).isEqualTo("dune-1984");
    assertThat(find("dune", 1985)).isEqualTo("dune-1984");
    assertThat(find("dune", 2020)).isEqualTo("dune-2020");
    assertThat(find("dune", 2022)).isEqualTo("dune-2021");
    assertThat(find("dune", null)).isEqualTo("dune-2021");
    assertThat(find("dune", 1990)).isNull();
    assertThat(find("Matrix, The", 1999)).isEqualTo("matrix");
    assertThat(find("nothing", 1999)).isNull();
  }

  @Test
  void readsPairsByTheirHeader(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("pairs.tsv");
    Files.writeString(
        file, "rating\ttitle_1\tyear_1\ttitle_2\tyear_2\nOK\tDune\t1984\tThe Matrix\t\n");
    assertThat(TitlePair.read(file))
        .containsExactly(
            new TitlePair(new Named("Dune", 1984), new Named("The Matrix", null), Rating.OK));
  }

  @ParameterizedTest
  @CsvSource({
    "Dune;1984;Heat;1995;GOOD, 'line 2: rating must be OK or NOT_OK, got \"GOOD\"'",
    "Dune;soon;Heat;1995;OK, 'line 2: year_1 must be a year, got \"soon\"'",
    "Dune;1984;;1995;OK, line 2: title_2 is empty",
    "Dune;1984;Heat, line 2: year_2 is missing",
  })
  void namesTheBadPair(String line, String message, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("pairs.tsv");
    String header = "title_1\tyear_1\ttitle_2\tyear_2\trating\n";
    Files.writeString(file, header + line.replace(';', '\t') + "\n");
    assertThatThrownBy(() -> TitlePair.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private static @Nullable String find(String name, @Nullable Integer year) {
    return NAMES.find(new Named(name, year)).map(TitleId::value).orElse(null);
  }

  private static Title title(String id, String name, int year, int votes) {
    return Title.builder(new TitleId(id), Title.Kind.MOVIE, name)
        .year(year)
        .rating(new Title.Rating(7, votes))
        .build();
  }
}

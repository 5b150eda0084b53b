package dev.kindred.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.search.SearchRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueryLogTest {
  private static final Filter DRAMA =
      new Filter.AnyOf(
          FilterField.named("genres").orElseThrow(), List.of(new Filter.Text("Drama")));

  @TempDir private Path folder;

  @Test
  void keepsTheLastDistinctSearchesTheLatestFirst() {
    try (QueryLog log = open(3)) {
      for (String text : List.of("one", "two", "  one ", "three", "four", "one"))
        log.record(SearchRequest.of(text));
      assertThat(log.latest(10))
          .extracting(RecordedQuery::text)
          .containsExactly("one", "four", "three");
      assertThat(log.latest(1)).extracting(RecordedQuery::text).containsExactly("one");
    }
  }

  @Test
  void aFilterMakesAnotherQueryAndSurvivesARestartWithItsVector() throws Exception {
    SearchRequest filtered =
        new SearchRequest(
            "sad",
            7,
            null,
            SearchRequest.Mode.VECTOR,
            DRAMA,
            List.of(),
            null,
            List.of(),
            0.5,
            SearchRequest.Highlighting.ON,
            SearchRequest.Explaining.REASONS);
    try (QueryLog log = open(10)) {
      log.takeVectorsFrom(text ->
          text.equals("sad")
              ? Optional.of(new RecordedQuery.Vector("model", new float[] {0.6f, -0.8f}))
              : Optional.empty());
      log.record(filtered);
      log.record(SearchRequest.of("sad too"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    Files.writeString(file(), "garbage\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    try (QueryLog log = open(10)) {
      List<RecordedQuery> latest = log.latest(10);
      assertThat(latest).extracting(RecordedQuery::text).containsExactly("sad too", "sad");
      assertThat(latest.get(1).filter()).isEqualTo(DRAMA);
      assertThat(latest.get(1).mode()).isEqualTo(SearchRequest.Mode.VECTOR);
      RecordedQuery.Vector vector = Objects.requireNonNull(latest.get(1).vector());
      assertThat(vector.model()).isEqualTo("model");
      assertThat(vector.values()).containsExactly(0.6f, -0.8f);
      assertThat(latest.get(0).vector()).isNull();
      log.record(filtered); // asked again without its vector at hand: it keeps the one it had
      assertThat(log.latest(1).getFirst().vector()).isNotNull();
    }
  }

  @Test
  void recordsNoBrowsingNoLaterPageAndNoEndlessFilter() {
    try (QueryLog log = open(10)) {
      log.record(SearchRequest.of("  "));
      SearchRequest page = SearchRequest.of("page two");
      log.record(
          new SearchRequest(
              "page two",
              20,
              "cursor",
              page.mode(),
              page.filter(),
              List.of(),
              null,
              List.of(),
              0,
              page.highlighting(),
              page.explaining()));
      log.record(
          new SearchRequest(
              "long filter",
              20,
              null,
              page.mode(),
              new Filter.AnyOf(
                  FilterField.named("id").orElseThrow(),
                  List.of(new Filter.Text("x".repeat(5_000)))),
              List.of(),
              null,
              List.of(),
              0,
              page.highlighting(),
              page.explaining()));
      assertThat(log.latest(10)).isEmpty();
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void sizeZeroRecordsNothingAndForgetsWhatWasRecorded() {
    try (QueryLog log = open(10)) {
      log.record(SearchRequest.of("secret"));
    }
    assertThat(file()).exists();
    try (QueryLog log = open(0)) {
      assertThat(file()).doesNotExist();
      log.record(SearchRequest.of("secret"));
      assertThat(log.latest(10)).isEmpty();
    }
    assertThat(file()).doesNotExist();
  }

  private QueryLog open(int size) {
    return new QueryLog(file(), size);
  }

  private Path file() {
    return folder.resolve("queries.ndjson");
  }
}

package dev.kindred.operation;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.catalogue.reader.UnreadableCatalogueException;
import dev.kindred.ingestion.Progress;
import dev.kindred.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TitleLinksTest {
  @TempDir private Path folder;
  private Database database;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void open() {
    database = Database.open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aTitleIsKnownByItsIdOrItsLinks() throws IOException {
    put("tt0114709", null);
    put("ml-2", new Title.Links(null, null, null));
    put("mine", new Title.Links("tt113228", null, null));
    put("by-tmdb", new Title.Links(null, "31357", null));
    TitleLinks.Counts counts =
        link("1,0114709,862", "2,0113497,8844", "3,0113228,", "4,0114885,31357", "5,99,98");
    assertThat(counts).isEqualTo(new TitleLinks.Counts(5, 4, 2 + 3 + 2 + 3, 0, 0, 0));
    expect("tt0114709", "movielens:1", "tmdb:862");
    expect("ml-2", "movielens:2", "tt0113497", "tmdb:8844");
    expect("mine", "movielens:3", "tt0113228");
    expect("by-tmdb", "movielens:4", "tt0114885", "tmdb:31357");
    assertThat(key("movielens:5")).isEmpty();
    assertThat(link("1,0114709,862")).isEqualTo(new TitleLinks.Counts(1, 1, 0, 0, 2, 0));
  }

  @Test
  void aSeriesIsNotTheFilmOfItsTmdbNumber() throws IOException {
    Title series =
        Title.builder(new TitleId("s"), Title.Kind.SERIES, "S")
            .links(new Title.Links(null, "862", null))
            .build();
    write(new TitleWrite.Put(series, null, "api", null));
    assertThat(link("1,0114709,862").known()).isZero();
  }

  @Test
  void whatContradictsOrIsTwoTitlesIsToldAndLeft() throws IOException {
    put("tt0000001", new Title.Links(null, "11", null));
    put("tt0000002", null);
    put("ml-3", null);
    put("tt0000004", new Title.Links(null, "44", null));
    put("copy", new Title.Links("4", null, null));
    TitleLinks.Counts counts =
        link(
            "1,9999999,11", // TMDB's number is that of 1, IMDb's another
            "3,2,", // both are titles
            "4,4,44", // two say to be it
            "5,1,12", // another TMDB number: the rest is taken
            "6,2,60",
            "6,1,"); // once to 2, once to 1
    assertThat(told)
        .containsExactly(
            "2: tt0000001 is tt0000001 here, but tt9999999 by this row",
            "3: ml-3 is a title of its own; if it is the same: kindred merge tt0000002 ml-3",
            "4: more than one title is tt0000004",
            "5: tt0000001 is tmdb:11 here, but tmdb:12 by this row",
            "7: movielens:6 is tt0000002 by an earlier row");
    assertThat(counts).isEqualTo(new TitleLinks.Counts(6, 4, 3, 0, 0, 5));
    expect("tt0000001", "movielens:5");
    expect("tt0000002", "movielens:6", "tmdb:60");
    for (String id : List.of("tt9999999", "tmdb:11", "tmdb:12", "movielens:4"))
      assertThat(key(id)).isEmpty();
  }

  @Test
  void anIdThatIsATitleIsNotTakenFromItAndAMendedFileMovesALink() throws IOException {
    put("tt0000001", null);
    put("tt0000002", null);
    put("movielens:1", null);
    link("1,1,");
    assertThat(told).hasSize(1).first().asString().contains("kindred merge tt0000001 movielens:1");
    link("7,1,");
    assertThat(link("7,2,").moved()).isEqualTo(1);
    expect("tt0000002", "movielens:7");
  }

  @Test
  void aLinkBelongsToTheIdThatSaysSoAndGoesWithItsSplit() throws IOException {
    put("tt0000001", null);
    put("ml-6", null);
    merge("tt0000001", "ml-6");
    link("6,1,60");
    expect("tt0000001", "movielens:6", "tmdb:60");
    database.merges().split(new TitleId("ml-6"), null).join();
    expect("ml-6", "movielens:6");
    expect("tt0000001", "tmdb:60");
  }

  @Test
  void badRowsAreToldAndAMissingColumnIsRefused() throws IOException {
    put("tt0000001", null);
    assertThat(link("1,1", "1,one,", ",1,", "-1,1,", "1,0,5", "1,1,7").linked()).isEqualTo(2);
    assertThat(told).hasSize(5);
    Path file = Files.writeString(folder.resolve("wrong.csv"), "movieId,tmdbId\n1,2\n");
    assertThatThrownBy(() -> TitleLinks.link(database.titles(), file, this::tell, Progress.SILENT))
        .isInstanceOf(UnreadableCatalogueException.class)
        .hasMessageContaining("imdbId");
  }

  private TitleLinks.Counts link(String... rows) throws IOException {
    told.clear();
    Path file =
        Files.writeString(
            folder.resolve("links.csv"), "movieId,imdbId,tmdbId\n" + String.join("\n", rows));
    return TitleLinks.link(database.titles(), file, this::tell, Progress.SILENT);
  }

  private void tell(long line, String reason) {
    told.add(line + ": " + reason);
  }

  private void expect(String title, String... ids) {
    for (String id : ids) assertThat(key(id)).as(id).isEqualTo(key(title)).isPresent();
  }

  private Optional<TitleKey> key(String id) {
    return database.titles().key(new TitleId(id));
  }

  private void merge(String kept, String dropped) {
    var _ = database.merges().merge(new TitleId(kept), new TitleId(dropped), null).join();
  }

  private void put(String id, Title.@Nullable Links links) {
    Title title = aTitle().withId(id).named(id).build();
    Title linked = Title.builder(title.id(), title.kind(), title.name()).links(links).build();
    write(new TitleWrite.Put(linked, null, "api", null));
  }

  private void write(TitleWrite write) {
    database.titles().write(List.of(write)).join();
  }
}

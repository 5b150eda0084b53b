package dev.kindred.catalogue.reader;

import static dev.kindred.testing.Titles.aProfile;
import static dev.kindred.testing.Titles.aTitle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.reader.CatalogueLine.BadLine;
import dev.kindred.catalogue.reader.CatalogueLine.ReadTitle;
import dev.kindred.json.Json;
import dev.kindred.testing.Seeded;
import dev.kindred.testing.Titles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogueFileTest {
  private static final String ONE = "{\"id\":\"a\",\"kind\":\"movie\",\"name\":\"Ash\"}\n";
  private static final String TWO = "{\"id\":\"b\",\"kind\":\"series\",\"name\":\"Birch\"}\n";

  @TempDir Path folder;

  @Test
  void readsOwnTitlesWithTheirProfiles() throws IOException {
    ContentProfile profile = aProfile().withThemes("patience").build();
    String line = ONE.strip().replace("}", ",\"profile\":" + profile.toJson() + "}");
    assertThat(read(line + "\n" + TWO))
        .containsExactly(
            new ReadTitle(1, aTitle().withId("a").named("Ash").build(), profile, List.of()),
            new ReadTitle(
                2,
                aTitle().withId("b").named("Birch").ofKind(Title.Kind.SERIES).build(),
                null,
                List.of()));
  }

  @Test
  @Seeded
  void whateverWasWrittenIsReadAgain(Random random) throws IOException {
    List<Title> titles = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      titles.add(Titles.random(random));
      lines.append(Json.write(titles.getLast().toJson())).append('\n');
    }
    assertThat(read(lines.toString()))
        .extracting(line -> line instanceof ReadTitle r ? r.title() : line)
        .containsExactlyElementsOf(new ArrayList<Object>(titles));
  }

  @Test
  void aBadLineTellsItsNumberAndFieldAndStopsNothing() throws IOException {
    String bad = ONE.replace("movie", "film");
    assertThat(read(ONE + bad + "\n  \n{\"id\":\n" + TWO))
        .satisfiesExactly(
            line -> assertThat(line).isInstanceOf(ReadTitle.class),
            line ->
                assertThat(line)
                    .isEqualTo(
                        new BadLine(
                            2,
                            "/kind",
                            "must be one of movie, series, season, episode, other, got the string"
                                + " \"film\"")),
            line ->
                assertThat(line)
                    .isInstanceOf(BadLine.class)
                    .extracting(CatalogueLine::line)
                    .isEqualTo(5L),
            line ->
                assertThat(line)
                    .isInstanceOf(ReadTitle.class)
                    .extracting(CatalogueLine::line)
                    .isEqualTo(6L));
  }

  @Test
  void everyFaultOfALineIsInItsReason() throws IOException {
    assertThat(read(ONE.replace("}", ",\"year\":1,\"profile\":{\"pace\":\"odd\"},\"x\":1}")))
        .singleElement()
        .isInstanceOfSatisfying(
            BadLine.class,
            bad -> {
              assertThat(bad.field()).isEqualTo("/year");
              assertThat(bad.reason()).contains("got 1", "/profile/pace: ", "/x: unknown field");
            });
  }

  @Test
  void gzipIsToldByItsBytesAndNotByItsName() throws IOException {
    Path file = Files.write(folder.resolve("plain.txt"), gzip(ONE + TWO));
    try (CatalogueFile catalogue = CatalogueFile.open(file)) {
      List<CatalogueLine> lines = new ArrayList<>();
      catalogue.read(lines::add);
      assertThat(lines).hasSize(2);
      assertThat(catalogue.layout()).isEqualTo(CatalogueFormat.KINDRED);
      assertThat(catalogue.size()).hasValue(Files.size(file));
      assertThat(catalogue.bytesRead()).isEqualTo(Files.size(file));
    }
  }

  @Test
  void gzipInSeveralMembersIsReadToItsEnd() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(gzip(ONE));
    both.write(gzip(TWO));
    assertThat(read(both.toByteArray())).hasSize(2);
  }

  @Test
  void aGzipThatBreaksOffTellsAfterWhichLine() throws IOException {
    String many = ONE.repeat(20_000);
    byte[] whole = gzip(many);
    List<CatalogueLine> lines = new ArrayList<>();
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    try (CatalogueFile file =
        CatalogueFile.of(new ByteArrayInputStream(half), CatalogueFormat.KINDRED)) {
      assertThatThrownBy(() -> file.read(lines::add))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("break off or are damaged");
    }
    assertThat(lines).hasSizeGreaterThan(1_000).hasSizeLessThan(20_000);
  }

  @Test
  void theLinesBeforeTheDamageAreReadHoweverEarlyItComes() throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++)
      text.append(Json.write(Titles.random(random).toJson())).append('\n');
    byte[] whole = gzip(text.toString());
    Path file = Files.write(folder.resolve("half.gz"), Arrays.copyOf(whole, whole.length * 9 / 10));
    List<CatalogueLine> lines = new ArrayList<>();
    try (CatalogueFile catalogue = CatalogueFile.open(file)) {
      assertThatThrownBy(() -> catalogue.read(lines::add)).hasMessageContaining("break off");
    }
    assertThat(lines).hasSizeBetween(1, 199);
  }

  @Test
  void aGzipMadeToUnpackWithoutEndIsRefusedAtItsBound() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(ONE.getBytes(UTF_8));
      byte[] blanks = new byte[1 << 20];
      Arrays.fill(blanks, (byte) ' ');
      for (int i = 0; i < 200; i++) gzip.write(blanks);
    }
    List<CatalogueLine> lines = new ArrayList<>();
    try (CatalogueFile file =
        CatalogueFile.of(new ByteArrayInputStream(bytes.toByteArray()), CatalogueFormat.KINDRED)) {
      assertThatThrownBy(() -> file.read(lines::add))
          .isInstanceOf(UnreadableCatalogueException.class)
          .hasMessageContaining("unpacks to more than 250 times its size");
    }
    assertThat(lines).hasSize(1);
  }

  @Test
  void aByteOrderMarkAndCarriageReturnsAreDropped() throws IOException {
    assertThat(read("\uFEFF" + (ONE + TWO).replace("\n", "\r\n")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).isInstanceOf(ReadTitle.class));
  }

  @Test
  void theLastLineNeedsNoEnd() throws IOException {
    assertThat(read(ONE + TWO.strip())).hasSize(2);
  }

  @Test
  void brokenUtf8AndNulCostOnlyTheirLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("{\"id\":\"x".getBytes(UTF_8));
    bytes.write(0xFF);
    bytes.write("\"}\n".getBytes(UTF_8));
    bytes.write("\u0000\n".getBytes(UTF_8));
    bytes.write(ONE.getBytes(UTF_8));
    assertThat(read(bytes.toByteArray()))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        new BadLine(1, "", "byte 8 is not valid UTF-8 (byte 8 of the file)")),
            line -> assertThat(line).isEqualTo(new BadLine(2, "", "character 1 is NUL")),
            line -> assertThat(line).isInstanceOf(ReadTitle.class));
  }

  @Test
  void aLineOverTheLimitIsBadAndTheNextOneGood() throws IOException {
    int over = LineSource.MAX_LINE + 1;
    assertThat(read("x".repeat(over) + "\n" + ONE))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        new BadLine(
                            1,
                            "",
                            "a line must have at most "
                                + LineSource.MAX_LINE
                                + " bytes, got "
                                + over)),
            line -> assertThat(line).isInstanceOf(ReadTitle.class));
  }

  @Test
  void aLineOfTwoGigabytesTakesNoMemory() throws IOException {
    long length = (1L << 31) + 1;
    AtomicLong left = new AtomicLong(length);
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return left.getAndDecrement() > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int count) {
            int given = (int) Math.min(count, left.get());
            if (given <= 0) return -1;
            Arrays.fill(bytes, offset, offset + given, (byte) 'x');
            left.addAndGet(-given);
            return given;
          }
        };
    List<CatalogueLine> lines = new ArrayList<>();
    try (CatalogueFile file = CatalogueFile.of(endless, CatalogueFormat.KINDRED)) {
      file.read(lines::add);
    }
    assertThat(lines)
        .singleElement()
        .isInstanceOfSatisfying(
            BadLine.class, bad -> assertThat(bad.reason()).endsWith("got " + length));
  }

  @Test
  void anEmptyStreamOfTitlesHasNone() throws IOException {
    assertThat(read("")).isEmpty();
  }

  @Test
  void anExceptionOfTheSinkEndsTheReading() throws IOException {
    List<CatalogueLine> lines = new ArrayList<>();
    try (CatalogueFile file = stream(ONE + TWO)) {
      assertThatThrownBy(() ->
              file.read(line -> {
                lines.add(line);
                throw new IllegalStateException("stop");
              }))
          .hasMessage("stop");
    }
    assertThat(lines).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x            | {\"id\":\"a\",\"kind\":\"movie\",\"name\":\"A\"} | KINDRED",
        "x            | {\"id\":\"tt1\",\"title\":\"A\"}                 | TMDB",
        "x            | {\"id\":\"a\",\"name\":\"A\"}                  | ",
        "x            | {\"title\":\"A\",\"text\":\"t\",\"year\":1990,\"by\":\"b\"} | ",
        "x            | {\"title\":\"A\",\"year\":1990,\"genres\":[],\"plot\":\"p\"} | ",
        "x            | {\"title\":\"A\",\"genres\":[{\"name\":\"Drama\"}]} | ",
        "x            | {\"title\":\"A\",\"overview\":\"o\",\"more\":1}   | TMDB",
        "x            | broken\\n{\"title\":\"A\"}                       | ",
        "x            | {broken\\n{\"title\":\"A\"}                      | TMDB",
        "x            | show_id,type,title                               | NETFLIX",
        "x            | \"movieId\",\"title\",\"genres\"                 | MOVIELENS",
        "x            | movieId,title,year,plot,cast                     | ",
        "x            | show_id,name,network                             | ",
        "x            | 7::Ash (1990)::Drama                             | MOVIELENS",
        "netflix.csv  | id,type                                          | ",
        "movies.csv   | id,name                                          | ",
        "my-tmdb.json | {\"id\":1}                                       | ",
        "x            | a,b,c                                            | ",
        "x            | []                                               | ",
        "x            | PK\u0003\u0004                                   | "
      })
  void tellsTheFormat(String name, String beginning, @Nullable String format) throws IOException {
    Path file = Files.writeString(folder.resolve(name), beginning.replace("\\n", "\n"));
    if (format == null) {
      assertThatThrownBy(() -> CatalogueFile.open(file).close())
          .isInstanceOf(UnreadableCatalogueException.class)
          .hasMessageStartingWith(name);
    } else {
      try (CatalogueFile catalogue = CatalogueFile.open(file)) {
        assertThat(catalogue.layout()).hasToString(format);
      }
    }
  }

  @Test
  void anEmptyFileAndUtf16AreRefusedInPlainWords() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.csv"), "\n \n");
    assertThatThrownBy(() -> CatalogueFile.open(empty).close()).hasMessage("empty.csv is empty");
    Path wide =
        Files.write(folder.resolve("wide.csv"), new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0});
    assertThatThrownBy(() -> CatalogueFile.open(wide).close()).hasMessageContaining("UTF-8");
  }

  @Test
  void joinsProfilesByTitle() throws IOException {
    Path file = folder.resolve("profiles.jsonl");
    Files.write(
        file,
        gzip(
            "{\"titleId\":\"a\",\"themes\":[\"loss\"]}\n\n{\"titleId\":\"b\",\"pace\":\"slow\"}\n"));
    assertThat(CatalogueFile.profiles(file))
        .containsOnlyKeys(new TitleId("a"), new TitleId("b"))
        .containsEntry(new TitleId("a"), aProfile().withThemes("loss").build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"titleId\":\"a\",\"mood\":[]} | line 2: /mood: unknown field",
        "{\"themes\":[]}                 | line 2: /titleId: is required",
        "{\"titleId\":\"a\"              | line 2: ",
        "{\"titleId\":\"z\"}             | line 2: a second profile of z"
      })
  void aFaultyProfileIsRefusedWithItsPlace(String line, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("p.jsonl"), "{\"titleId\":\"z\"}\n" + line);
    assertThatThrownBy(() -> CatalogueFile.profiles(file))
        .isInstanceOf(UnreadableCatalogueException.class)
        .hasMessageContaining(message);
  }

  private static List<CatalogueLine> read(String text) throws IOException {
    return read(text.getBytes(UTF_8));
  }

  private static List<CatalogueLine> read(byte[] bytes) throws IOException {
    return ReadLines.of(bytes, CatalogueFormat.KINDRED);
  }

  private static CatalogueFile stream(String text) throws IOException {
    return CatalogueFile.of(
        new ByteArrayInputStream(text.getBytes(UTF_8)), CatalogueFormat.KINDRED);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}

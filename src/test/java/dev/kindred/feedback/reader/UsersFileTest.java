package dev.kindred.feedback.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsersFileTest {
  @TempDir private Path folder;
  private final List<Demographics> users = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  @Test
  void ofARangeOfAgesTheMiddleCountsAndAnOpenOneTellsNone() throws IOException {
    read(
        "users.dat",
        "1::F::1::10::48067\n2::M::56::16::70072\n3::M::25::15::55117\n4::F::50::0::x\n");
    assertThat(users)
        .containsExactly(
            new Demographics("1", null, "female"),
            new Demographics("2", null, "male"),
            new Demographics("3", Math.round(2000 - (25 + 34) / 2f), "male"),
            new Demographics("4", Math.round(2000 - (50 + 55) / 2f), "female"));
    assertThat(refused).isEmpty();
  }

  @Test
  void readsTheAgesOfTheSmallSet() throws IOException {
    read("u.user", "1|24|M|technician|85711\n2|53||other|94043\n");
    assertThat(users)
        .containsExactly(
            new Demographics("1", 1998 - 24, "male"), new Demographics("2", 1998 - 53, null));
  }

  @Test
  void aBadLineCostsItself() throws IOException {
    read("users.dat", "1::X::25\n2::F::26\n3::F\n ::F::25\n5::F::18\n6|x|M\n7|120|M\n");
    assertThat(users).containsExactly(new Demographics("5", 1979, "female"));
    assertThat(refused)
        .containsExactly(
            "line 1: gender must be F or M, got \"X\"",
            "line 2: age must be 1, 18, 25, 35, 45, 50 or 56, got \"26\"",
            "line 3: expected user::gender::age or user|age|gender, got 2 fields",
            "line 4: the user is blank",
            "line 6: age is no whole number: \"x\"",
            "line 7: age must be 1..98, got 120");
  }

  @Test
  void isFoundBesideTheRatingsPackedOrNot() throws IOException {
    Path ratings = folder.resolve("ratings.dat");
    assertThat(UsersFile.beside(ratings)).isEmpty();
    Path packed = folder.resolve("users.dat.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("1::F::18\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(UsersFile.beside(ratings)).contains(packed);
    UsersFile.read(packed, users::add, refused::add);
    assertThat(users).hasSize(1);
  }

  private void read(String name, String content) throws IOException {
    UsersFile.read(Files.writeString(folder.resolve(name), content), users::add, refused::add);
  }
}

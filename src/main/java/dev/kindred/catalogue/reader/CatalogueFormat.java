package dev.kindred.catalogue.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// A format of catalogue files that Kindred reads. In JSON and on the command line written in lower
/// case.
public enum CatalogueFormat implements CatalogueLayout {
  /// Kindred's own title JSON, one object a line, each with an optional nested `profile`.
  KINDRED,

  /// One object a line with TMDB's field names (`title`, `overview`, `vote_average` …) and flat
  /// lists. Fields that Kindred has no place for are passed over.
  TMDB,

  /// The published `netflix_titles.csv`.
  NETFLIX,

  /// MovieLens `movies.csv` (`movieId,title,genres`) or `movies.dat` (`MovieID::Title::Genres`).
  MOVIELENS;

  private static final Pattern DAT = Pattern.compile("\\d+::.+::.*");

  /// The mappings that come with Kindred, read when the first of them is needed.
  private static final class Bundled {
    static final Mapping TMDB = bundled("tmdb");
    static final Mapping NETFLIX = bundled("netflix");
    static final Mapping MOVIELENS_CSV = bundled("movielens-csv");
    static final Mapping MOVIELENS_DAT = bundled("movielens-dat");
  }

  CatalogueReader reader() {
    return switch (this) {
      case KINDRED -> new KindredReader();
      case TMDB -> new MappedReader(Bundled.TMDB);
      case NETFLIX -> new MappedReader(Bundled.NETFLIX);
      case MOVIELENS -> CatalogueFormat::movieLens;
    };
  }

  /// The fields of a row that [#TMDB] reads.
  static Set<String> tmdbColumns() {
    return Bundled.TMDB.columns();
  }

  /// Whether a line is one of MovieLens `movies.dat`, which has no header.
  static boolean isMovieLensDat(String line) {
    return DAT.matcher(line).matches();
  }

  private static void movieLens(LineSource lines, Consumer<? super CatalogueLine> sink)
      throws IOException {
    var first = lines.nextWithContent();
    if (first != null) lines.unread(first);
    boolean dat = first instanceof LineSource.Line.Text(_, String text) && isMovieLensDat(text);
    new MappedReader(dat ? Bundled.MOVIELENS_DAT : Bundled.MOVIELENS_CSV).read(lines, sink);
  }

  private static Mapping bundled(String name) {
    try (InputStream in = CatalogueFormat.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) throw new IllegalStateException("the mapping " + name + " is not bundled");
      return Mapping.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the mapping " + name + " cannot be read", e);
    }
  }
}

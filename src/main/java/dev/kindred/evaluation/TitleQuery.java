package dev.kindred.evaluation;

import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.reader.DataLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A judged text that asks for titles.
///
/// @param source where it was collected: figures are given by source
/// @param relevant ids of the titles that answer it
/// @param seeds ids of titles that the asker named; they are taken out of the ranking
/// @param naming whether the text holds the name of an answer
record TitleQuery(
    String id, String source, String text, Set<String> relevant, Set<String> seeds, Naming naming) {
  enum Naming {
    NAMES_AN_ANSWER,
    DESCRIBES
  }

  /// The source of queries that do not tell theirs.
  static final String NO_SOURCE = "queries";

  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_IDS = 10_000;

  TitleQuery {
    relevant = Set.copyOf(relevant);
    seeds = Set.copyOf(seeds);
  }

  int words() {
    return text.strip().split("\\s+", -1).length;
  }

  /// Reads JSON lines with `id`, `query`, `relevant` and, where there are any, `seeds`, `source`
  /// and `title_in_query`. Other fields are passed over.
  ///
  /// @throws IOException naming the line and the field
  static List<TitleQuery> read(Path file) throws IOException {
    List<TitleQuery> queries = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    DataLines.json(
        file,
        in -> {
          String id = in.requiredText("id", TitleId.MAX_BYTES);
          String text = in.requiredText("query", MAX_TEXT);
          Set<String> relevant =
              new LinkedHashSet<>(in.texts("relevant", MAX_IDS, TitleId.MAX_BYTES));
          Set<String> seeds = new HashSet<>(in.texts("seeds", MAX_IDS, TitleId.MAX_BYTES));
          String source = in.textOrEmpty("source", TitleId.MAX_BYTES);
          boolean named = in.flag("title_in_query", false);
          in.faults().throwIfAny();
          if (relevant.isEmpty()) throw new IllegalArgumentException("/relevant: names no title");
          if (!ids.add(id)) throw new IllegalArgumentException("a second query " + id);
          relevant.removeAll(seeds);
          queries.add(
              new TitleQuery(
                  id,
                  source.isEmpty() ? NO_SOURCE : source,
                  text,
                  relevant,
                  seeds,
                  named ? Naming.NAMES_AN_ANSWER : Naming.DESCRIBES));
        });
    if (queries.isEmpty()) throw new IOException(file + " holds no query");
    return queries;
  }
}

package dev.kindred.evaluation;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.reader.DataLines;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.ingestion.ProfiledTitle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A collection of documents in the form of BEIR (Thakur et al., NeurIPS 2021): JSON lines with
/// `_id`, `title`, `text`; and queries with `_id`, `text`. Other fields are passed over.
final class Corpus {
  private static final int MAX_TEXT = 1 << 20;

  private Corpus() {}

  /// The documents as titles: the name is the document's title, or its id when it has none, since a
  /// title must have a name; the synopsis is its text.
  static List<ProfiledTitle> titles(Path file) throws IOException {
    List<ProfiledTitle> titles = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    DataLines.json(
        file,
        in -> {
          String id = in.requiredText("_id", TitleId.MAX_BYTES);
          String name = in.textOrEmpty("title", MAX_TEXT);
          String text = in.textOrEmpty("text", MAX_TEXT);
          in.faults().throwIfAny();
          if (!ids.add(id)) throw new IllegalArgumentException("a second document " + id);
          Title title =
              Title.builder(new TitleId(id), Title.Kind.OTHER, name.isEmpty() ? id : name)
                  .synopsis(text.isEmpty() ? null : text)
                  .build();
          titles.add(new ProfiledTitle(title, MetadataProfiler.profile(title)));
        });
    return titles;
  }

  /// The texts of the queries by id.
  static Map<String, String> queries(Path file) throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    DataLines.json(
        file,
        in -> {
          String id = in.requiredText("_id", TitleId.MAX_BYTES);
          String text = in.requiredText("text", MAX_TEXT);
          in.faults().throwIfAny();
          if (queries.put(id, text) != null)
            throw new IllegalArgumentException("a second query " + id);
        });
    return queries;
  }
}

package dev.kindred.testing;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.embedding.Legibility;
import dev.kindred.index.BulkLoad;
import dev.kindred.index.IndexChange;
import dev.kindred.index.IndexHome;
import dev.kindred.index.IndexOptions;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.VectorField;
import dev.kindred.index.lucene.LuceneIndexHome;
import dev.kindred.query.Grammar;
import dev.kindred.query.QueryVector;
import dev.kindred.query.Understanding;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Real indexes for tests, on disk, with vectors by a [HashingEmbedder].
public final class Indexes {
  public static final int DIMENSIONS = 16;
  public static final HashingEmbedder EMBEDDER = new HashingEmbedder(DIMENSIONS);

  private Indexes() {}

  /// A title with a story vector from its name, synopsis and keywords, a feel vector from its
  /// profile, and its key for seq.
  public static IndexedTitle indexed(int key, Title title, ContentProfile profile) {
    String story = title.name() + " " + title.synopsis() + " " + title.keywords();
    String feel = profile.themes() + " " + profile.moods() + " " + profile.tone();
    return new IndexedTitle(
        new TitleKey(key),
        title,
        profile,
        Map.of(
            VectorField.STORY, EMBEDDER.apply(story),
            VectorField.FEEL, EMBEDDER.apply(feel)),
        key);
  }

  /// Queries embedded by one model, whichever is wanted.
  public static Understanding understanding(String model, Function<String, float[]> embedder) {
    return new Understanding(
        Optional.empty(),
        new Grammar(Clock.systemUTC()),
        (_, text) -> new QueryVector(model, embedder.apply(text), Legibility.FULL));
  }

  /// Each title with the next key, from 1.
  public static List<IndexedTitle> indexed(Title... titles) {
    List<IndexedTitle> indexed = new ArrayList<>();
    for (Title title : titles)
      indexed.add(indexed(indexed.size() + 1, title, Titles.aProfile().build()));
    return indexed;
  }

  /// A generation filled in one go and opened.
  public static TitleIndex bulkLoaded(
      Path folder, IndexOptions options, int dimensions, List<IndexedTitle> titles) {
    LuceneIndexHome home = new LuceneIndexHome(folder, options, Clock.systemUTC());
    try (BulkLoad load = home.build(HashingEmbedder.MODEL, dimensions, options.language())) {
      titles.forEach(load::add);
      load.finish(titles.size());
      String id = load.generation().id();
      home.activate(new IndexHome.Activation(id, null)); // another home would remove it otherwise
      return home.open(id);
    }
  }

  public static TitleIndex bulkLoaded(Path folder, List<IndexedTitle> titles) {
    return bulkLoaded(folder, IndexOptions.DEFAULT, DIMENSIONS, titles);
  }

  /// A generation begun empty, opened and filled by changes, `batch` titles between refreshes, so
  /// that it has several segments.
  public static TitleIndex incremental(Path folder, List<IndexedTitle> titles, int batch) {
    TitleIndex index = bulkLoaded(folder, List.of());
    for (int from = 0; from < titles.size(); from += batch) {
      upsert(index, titles.subList(from, Math.min(titles.size(), from + batch)));
    }
    return index;
  }

  /// Applies and shows titles.
  public static void upsert(TitleIndex index, List<IndexedTitle> titles) {
    index.apply(titles.stream().<IndexChange>map(IndexChange.Upsert::new).toList());
    index.refresh();
  }

  /// Removes titles and shows it.
  public static void remove(TitleIndex index, int... keys) {
    List<IndexChange> changes = new ArrayList<>();
    for (int key : keys) changes.add(new IndexChange.Remove(new TitleKey(key)));
    index.apply(changes);
    index.refresh();
  }
}

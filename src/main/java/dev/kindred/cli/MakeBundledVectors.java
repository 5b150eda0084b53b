package dev.kindred.cli;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.catalogue.reader.CatalogueLine;
import dev.kindred.embedding.BundledVectors;
import dev.kindred.embedding.Embedder;
import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.embedding.TextHash;
import dev.kindred.embedding.TitleText;
import dev.kindred.storage.SqliteVectorCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes the vectors that are shipped with the sample titles: `MakeBundledVectors [root of the
/// project]`. To be run whenever the titles, their profiles or the composition of the texts
/// changes; a test fails until then.
public final class MakeBundledVectors {
  private static final Path TITLES = Path.of("index", "catalogue", "titles.jsonl");
  private static final Path PROFILES = Path.of("embeddings", "profiles", "profiles.jsonl");
  static final Path VECTORS = Path.of("embeddings", "bundled-vectors.f16");

  private MakeBundledVectors() {}

  /// Writes the file anew; vectors already in `embeddings/vectors` are taken over.
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args.length > 0 ? args[0] : "");
    List<String> texts = texts(root);
    try (Embedder embedder =
        Embedder.open(
            EmbeddingOptions.DEFAULT,
            BundledVectors.NONE,
            id -> SqliteVectorCache.open(root.resolve("embeddings").resolve("vectors"), id))) {
      Map<TextHash, float[]> vectors = new LinkedHashMap<>();
      var made = embedder.embedAll(texts);
      for (int i = 0; i < texts.size(); i++)
        vectors.put(TextHash.of(texts.get(i)), made.get(i).orElseThrow());
      BundledVectors.write(
          root.resolve(VECTORS), embedder.modelId(), embedder.dimensions(), vectors);
      System.out.println(root.resolve(VECTORS) + ": " + vectors.size() + " vectors");
    }
  }

  /// The story and the feel of every sample title, one after the other.
  static List<String> texts(Path root) throws IOException {
    Map<TitleId, ContentProfile> profiles = CatalogueFile.profiles(root.resolve(PROFILES));
    List<String> texts = new ArrayList<>();
    try (CatalogueFile titles = CatalogueFile.open(root.resolve(TITLES), CatalogueFormat.KINDRED)) {
      titles.read(line -> {
        if (!(line instanceof CatalogueLine.ReadTitle read))
          throw new IllegalStateException(TITLES + " holds a bad line: " + line);
        ContentProfile profile = profiles.get(read.title().id());
        if (profile == null) throw new IllegalStateException(read.title().id() + " has no profile");
        texts.add(TitleText.story(read.title(), profile));
        texts.add(TitleText.feel(read.title(), profile));
      });
    }
    return texts;
  }
}

package dev.kindred.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ProfileJson;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.embedding.BundledVectors;
import dev.kindred.embedding.Embedder;
import dev.kindred.embedding.EmbeddingOptions;
import dev.kindred.embedding.TextHash;
import dev.kindred.embedding.TitleText;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.storage.SqliteVectorCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    Map<String, ContentProfile> profiles = new HashMap<>();
    for (String line : Files.readAllLines(root.resolve(PROFILES))) {
      Faults faults = new Faults();
      JsonFields in = JsonFields.of(Json.parse(line), "", faults);
      String id = in.requiredText("titleId", 256);
      ContentProfile profile = ProfileJson.read(in);
      in.end();
      faults.throwIfAny();
      profiles.put(id, profile);
    }
    List<String> texts = new ArrayList<>();
    for (String line : Files.readAllLines(root.resolve(TITLES))) {
      Title title = title(Json.parse(line));
      ContentProfile profile = profiles.get(title.id().value());
      if (profile == null) throw new IllegalStateException(title.id() + " has no profile");
      texts.add(TitleText.story(title, profile));
      texts.add(TitleText.feel(title, profile));
    }
    return texts;
  }

  private static Title title(JsonNode line) {
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(line, "", faults);
    @Nullable Title title = TitleJson.read(in, null);
    in.end();
    faults.throwIfAny();
    if (title == null) throw new IllegalStateException("a title without a fault was not read");
    return title;
  }
}

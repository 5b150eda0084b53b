package dev.kindred.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.Title.Kind;
import dev.kindred.catalogue.Title.Maturity;
import dev.kindred.catalogue.Title.Rating;
import dev.kindred.catalogue.Title.Role;
import dev.kindred.catalogue.TitleId;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.json.Json;
import dev.kindred.storage.SqliteVectorCache;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Fills a vector cache with both vectors of a catalogue in the TMDB JSONL format, in the order of
/// the file, and goes on where it stopped: `EmbedCatalogue titles.jsonl.gz cache-directory
/// workers`. With `--texts` in place of the directory it embeds nothing and tells of the texts.
final class EmbedCatalogue {
  private static final int PAGE = 100;

  private EmbedCatalogue() {}

  static void main(String[] args) throws IOException {
    List<Title> titles = titles(Path.of(args[0]));
    if (args[1].equals("--texts")) {
      tell(titles);
      return;
    }
    EmbeddingOptions options = EmbeddingOptions.DEFAULT.withWorkers(Integer.parseInt(args[2]));
    try (Embedder embedder =
        Embedder.open(
            options, BundledVectors.NONE, id -> SqliteVectorCache.open(Path.of(args[1]), id))) {
      System.out.println("model " + embedder.modelId() + ", titles " + titles.size());
      long start = System.nanoTime();
      for (int from = 0; from < titles.size(); from += PAGE) {
        List<String> texts = new ArrayList<>();
        for (Title title : titles.subList(from, Math.min(titles.size(), from + PAGE))) {
          ContentProfile profile = MetadataProfiler.profile(title);
          texts.add(TitleText.story(title, profile));
          texts.add(TitleText.feel(title, profile));
        }
        embedder.embedAll(texts);
        if (from % (10 * PAGE) == 0) {
          Duration spent = Duration.ofNanos(System.nanoTime() - start);
          System.out.println(
              (from + PAGE) + " titles, " + spent.toSeconds() + " s, " + java.time.LocalTime.now());
        }
      }
      System.out.println("done");
    }
  }

  private static void tell(List<Title> titles) {
    Map<String, Integer> feels = new HashMap<>();
    long words = 0;
    long blank = 0;
    for (int i = 0; i < titles.size(); i++) {
      ContentProfile profile = MetadataProfiler.profile(titles.get(i));
      String story = TitleText.story(titles.get(i), profile);
      String feel = TitleText.feel(titles.get(i), profile);
      words += story.split(" ", -1).length + feel.split(" ", -1).length;
      if (feel.isBlank()) blank++;
      else feels.merge(feel, 1, Integer::sum);
      if (i % 6000 == 0) System.out.println("STORY " + story + "\nFEEL  " + feel);
    }
    System.out.println("words " + words + ", blank feels " + blank + ", distinct " + feels.size());
    feels.entrySet().stream()
        .sorted((a, b) -> b.getValue() - a.getValue())
        .limit(10)
        .forEach(System.out::println);
  }

  static List<Title> titles(Path file) throws IOException {
    List<Title> titles = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        titles.add(title(Json.parse(line)));
      }
    }
    return titles;
  }

  private static Title title(JsonNode in) {
    Title.Builder title =
        Title.builder(new TitleId(in.get("id").asText()), Kind.MOVIE, in.get("title").asText())
            .year(in.has("year") ? in.get("year").intValue() : null)
            .genres(texts(in, "genres"))
            .synopsis(text(in, "overview"))
            .tagline(text(in, "tagline"))
            .keywords(texts(in, "keywords"))
            .people(Role.DIRECTOR, texts(in, "director"))
            .people(Role.CAST, texts(in, "cast"))
            .countries(texts(in, "country"))
            .languages(texts(in, "language"))
            .franchise(text(in, "collection"))
            .popularity(in.has("popularity") ? in.get("popularity").doubleValue() : null);
    String label = text(in, "certification");
    if (label != null) title.maturity(new Maturity(null, label));
    if (in.has("vote_average")) {
      title.rating(
          new Rating(in.get("vote_average").doubleValue(), in.path("vote_count").intValue()));
    }
    return title.build();
  }

  private static @Nullable String text(JsonNode in, String name) {
    JsonNode value = in.get(name);
    return value == null || value.asText().isBlank() ? null : value.asText();
  }

  private static List<String> texts(JsonNode in, String name) {
    List<String> texts = new ArrayList<>();
    JsonNode value = in.get(name);
    if (value == null) return texts;
    if (value.isArray()) value.forEach(one -> texts.add(one.asText()));
    else texts.add(value.asText());
    return texts;
  }
}

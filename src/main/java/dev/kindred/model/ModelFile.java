package dev.kindred.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.Json;
import dev.kindred.model.Blend.Term;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A set of models as one file: eight letters, the version, the provenance as JSON, the arrays
/// model by model, and the SHA-256 of all that. Every byte is checked when it is read.
final class ModelFile {
  static final int VERSION = 3;
  private static final String LETTERS = "KINDREDM";

  private ModelFile() {}

  static void write(ModelSet set, OutputStream to) throws IOException {
    ModelOutput out = new ModelOutput(to, sha256());
    out.bytes(LETTERS.getBytes(StandardCharsets.US_ASCII));
    out.number(VERSION);
    out.bytes(Json.writeBytes(json(set)));
    out.array(set.titles().keys());
    TasteModels taste = set.taste();
    out.array(taste.popularity().shares());
    for (DecayedSum sum : sums(taste)) {
      out.number(sum.length());
      out.number(sum.decay());
      write(sum.weights(), out);
    }
    Factors factors = taste.factors();
    out.number(factors.dimension());
    out.number(factors.unobserved());
    out.number(factors.penalty());
    out.array(factors.titles());
    out.array(taste.prior().means());
    out.array(taste.prior().shares());
    out.array(set.trending().shares());
    out.number(set.segments().size());
    for (Map.Entry<String, Popularity> segment : new TreeMap<>(set.segments()).entrySet()) {
      out.bytes(segment.getKey().getBytes(StandardCharsets.UTF_8));
      out.array(segment.getValue().shares());
    }
    write(set.content(), out);
    out.end();
  }

  private static void write(@Nullable ContentTaste content, ModelOutput out) throws IOException {
    out.number(content == null ? 0 : 1);
    if (content == null) return;
    out.bytes(content.embedding().getBytes(StandardCharsets.UTF_8));
    out.number(content.interactions());
    out.array(content.means());
    out.array(content.dense());
    out.number(content.names().size());
    for (Map.Entry<String, Integer> name : new TreeMap<>(content.names()).entrySet()) {
      out.bytes(name.getKey().getBytes(StandardCharsets.UTF_8));
      out.number(name.getValue());
    }
    out.array(content.sparse());
  }

  /// @throws DamagedModelException when it is not whole, or of another version
  static ModelSet read(Path file) throws IOException {
    try (InputStream content = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ModelInput in = new ModelInput(file, content, sha256(), Files.size(file));
      if (!new String(in.bytes(), StandardCharsets.US_ASCII).equals(LETTERS))
        throw in.damaged("it does not begin as models do");
      int version = in.number();
      if (version != VERSION)
        throw new DamagedModelException(
            file + " is of version " + version + ", this Kindred reads " + VERSION);
      byte[] header = in.bytes();
      int[] keys = in.ints();
      float[] popularity = in.floats();
      List<Stored> sums = new ArrayList<>();
      for (int i = 0; i < 5; i++) sums.add(new Stored(in.number(), in.decimal(), weights(in)));
      int dimension = in.number();
      float unobserved = in.decimal();
      float penalty = in.decimal();
      float[] factors = in.floats();
      float[] means = in.floats();
      float[] parts = in.floats();
      float[] trending = in.floats();
      Map<String, float[]> segments = new HashMap<>();
      int count = in.number();
      for (int i = 0; i < count; i++)
        segments.put(new String(in.bytes(), StandardCharsets.UTF_8), in.floats());
      ContentTaste ofContent = in.number() == 0 ? null : content(in);
      in.end(); // nothing of it is believed before
      Popularity shares = new Popularity(popularity);
      TasteModels taste =
          new TasteModels(
              shares,
              sums.get(0).sum(),
              sums.get(1).sum(),
              sums.get(2).sum(),
              sums.get(3).sum(),
              sums.get(4).sum(),
              new Factors(dimension, factors, unobserved, penalty),
              new ViewerPrior(dimension, means, parts));
      Map<String, Popularity> named = new HashMap<>();
      segments.forEach((name, of) -> named.put(name, new Popularity(of)));
      return set(Json.parse(header), TitleRows.ascending(keys), taste, trending, named, ofContent);
    }
  }

  private static ContentTaste content(ModelInput in) throws IOException {
    String embedding = new String(in.bytes(), StandardCharsets.UTF_8);
    int interactions = in.number();
    float[] means = in.floats();
    float[] dense = in.floats();
    Map<String, Integer> names = new HashMap<>();
    int count = in.number();
    for (int i = 0; i < count; i++)
      names.put(new String(in.bytes(), StandardCharsets.UTF_8), in.number());
    try {
      return new ContentTaste(embedding, interactions, means, dense, names, in.floats());
    } catch (IllegalArgumentException e) {
      throw in.damaged(String.valueOf(e.getMessage()));
    }
  }

  private record Stored(int length, float decay, SparseWeights weights) {
    DecayedSum sum() {
      return new DecayedSum(weights, length, decay);
    }
  }

  private static SparseWeights weights(ModelInput in) throws IOException {
    int[] ends = in.ints();
    int[] columns = in.ints();
    float[] values = in.floats();
    try {
      return new SparseWeights(ends, columns, values);
    } catch (IllegalArgumentException e) {
      throw in.damaged(String.valueOf(e.getMessage()));
    }
  }

  private static List<DecayedSum> sums(TasteModels taste) {
    return List.of(taste.ease(), taste.next(), taste.recent(), taste.last(), taste.coWatch());
  }

  private static void write(Weights weights, ModelOutput out) throws IOException {
    switch (weights) {
      case DenseWeights _ ->
          throw new IllegalArgumentException("models keep the largest weights only");
      case SparseWeights sparse -> {
        out.array(sparse.ends());
        out.array(sparse.columns());
        out.array(sparse.values());
      }
    }
  }

  private static ObjectNode json(ModelSet set) {
    Provenance from = set.provenance();
    ObjectNode json =
        Json.object()
            .put("id", set.id())
            .put("createdAt", from.createdAt().toString())
            .put("lastSeq", from.lastSeq())
            .put("viewers", from.viewers())
            .put("interactions", from.interactions())
            .put("seconds", from.seconds());
    ObjectNode trainedOn = json.putObject("trainedOn");
    new TreeMap<>(from.trainedOn()).forEach(trainedOn::put);
    ObjectNode metrics = json.putObject("metrics");
    new TreeMap<>(from.metrics()).forEach(metrics::put);
    ObjectNode weights = json.putObject("weights");
    set.forYou().terms().forEach(term -> weights.put(term.name(), term.weight()));
    return json;
  }

  private static ModelSet set(
      JsonNode json,
      TitleRows titles,
      TasteModels taste,
      float[] trending,
      Map<String, Popularity> segments,
      @Nullable ContentTaste content) {
    Map<String, String> trainedOn = new HashMap<>();
    json.path("trainedOn")
        .properties()
        .forEach(e -> trainedOn.put(e.getKey(), e.getValue().asText()));
    Map<String, Double> metrics = new HashMap<>();
    json.path("metrics")
        .properties()
        .forEach(e -> metrics.put(e.getKey(), e.getValue().asDouble()));
    List<Term> terms = new ArrayList<>();
    for (Term term : taste.terms())
      terms.add(term.withWeight((float) json.path("weights").path(term.name()).asDouble()));
    return new ModelSet(
        json.path("id").asText(),
        new Provenance(
            Instant.parse(json.path("createdAt").asText()),
            json.path("lastSeq").asLong(),
            json.path("viewers").asInt(),
            json.path("interactions").asInt(),
            trainedOn,
            metrics,
            json.path("seconds").asDouble()),
        titles,
        taste,
        new Blend(titles.size(), terms),
        new Popularity(trending),
        segments,
        content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package dev.kindred.embedding;

import com.sun.management.OperatingSystemMXBean;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueLine;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Texts a second and CPU a text of the in-process embedder beside LangChain4j's model as shipped,
/// in turns in one run: `EmbeddingBench FILE [ROUNDS]`, a catalogue file. The texts are synopses
/// cut to 60 words. Prints the median of the rounds and the ratio.
final class EmbeddingBench {
  private static final int TEXTS = 200;
  private static final int WORDS = 60;

  private EmbeddingBench() {}

  private record Round(double textsPerSecond, double cpuMillis) {}

  static void main(String[] args) throws IOException {
    List<String> texts = texts(Path.of(args[0]));
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    EmbeddingModel peer = new BgeSmallEnV15QuantizedEmbeddingModel();
    try (Embedder embedder =
        Embedder.open(EmbeddingOptions.DEFAULT, BundledVectors.NONE, id -> new NoCache())) {
      Consumer<List<String>> ours = embedder::embedAll;
      Consumer<List<String>> shipped =
          some -> peer.embedAll(some.stream().map(TextSegment::from).toList());
      ours.accept(texts.subList(0, 50));
      shipped.accept(texts.subList(0, 50));
      List<Round> a = new ArrayList<>();
      List<Round> b = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        a.add(round(ours, texts));
        b.add(round(shipped, texts));
      }
      Round one = print("Kindred", a);
      Round other = print("LangChain4j as shipped", b);
      System.out.printf(
          Locale.ROOT,
          "ratio: %.2f x the texts/s, %.2f x the CPU%n",
          one.textsPerSecond() / other.textsPerSecond(),
          one.cpuMillis() / other.cpuMillis());
    }
  }

  private static Round round(Consumer<List<String>> model, List<String> texts) {
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    model.accept(texts);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Round(
        texts.size() / seconds, (process.getProcessCpuTime() - cpu) / 1e6 / texts.size());
  }

  private static Round print(String name, List<Round> rounds) {
    Round median =
        new Round(
            median(rounds.stream().mapToDouble(Round::textsPerSecond).toArray()),
            median(rounds.stream().mapToDouble(Round::cpuMillis).toArray()));
    System.out.printf(
        Locale.ROOT,
        "%-24s %6.1f texts/s, %6.2f CPU-ms/text (median of %d rounds of %d texts)%n",
        name,
        median.textsPerSecond(),
        median.cpuMillis(),
        rounds.size(),
        TEXTS);
    return median;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static List<String> texts(Path file) throws IOException {
    List<String> texts = new ArrayList<>();
    try (CatalogueFile lines = CatalogueFile.open(file)) {
      lines.read(line -> {
        if (!(line instanceof CatalogueLine.ReadTitle read)) return;
        String synopsis = read.title().synopsis();
        String[] words = synopsis == null ? new String[0] : synopsis.split("\\s+", -1);
        if (words.length >= WORDS && texts.size() < TEXTS)
          texts.add(String.join(" ", List.of(words).subList(0, WORDS)));
      });
    }
    return texts;
  }

  /// Remembers nothing, so that every round computes.
  private static final class NoCache implements VectorCache {
    @Override
    public Map<TextHash, float[]> get(Collection<TextHash> texts) {
      return Map.of();
    }

    @Override
    public void put(Map<TextHash, float[]> vectors) {}

    @Override
    public long size() {
      return 0;
    }

    @Override
    public void close() {}
  }
}

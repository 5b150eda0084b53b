package dev.kindred.ranking;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.embedding.CrossEncoderModel;
import dev.kindred.embedding.TitleText;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.query.Interpretation.Kind;
import dev.kindred.query.Interpretation.Note;
import dev.kindred.query.UnderstoodQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the query together with each of the first hits, in order of rank, until all of the top are
/// read or the time is spent, and orders those anew.
///
/// Of the n that were read, each with a score s and the model's score c: `s' = (1 - weight) * s +
/// weight * (least + range * (c - min c) / (max c - min c))`, where `least` and `range` are those
/// of the n scores s (a range of 1 where they are all equal). So the model needs no calibration,
/// and nobody falls behind the hits that were not read. What could not be read from the index
/// counts like the worst.
///
/// For free text alone: a name is looked up rather than understood, liked titles tell by their
/// vectors, and what a request refuses must not come back because the rest of it fits. Nogueira and
/// Cho, Passage re-ranking with BERT, 2019. Thread-safe; uses the calling thread.
public final class CrossEncoder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CrossEncoder.class);

  private final CrossEncoderModel model;
  private final CrossEncoderOptions options;
  private final LongSupplier nanos;

  /// The candidates in their new order.
  ///
  /// @param note what a person should know: that the time did not suffice (`crossEncoderBudget`),
  ///   or that the model failed (`stageFailed`) and nothing was changed; null when all went well
  public record Reranked(List<FusedCandidate> candidates, @Nullable Note note) {}

  /// @param model closed with this
  /// @param nanos the time, in nanoseconds since some moment
  CrossEncoder(CrossEncoderModel model, CrossEncoderOptions options, LongSupplier nanos) {
    this.model = model;
    this.options = options;
    this.nanos = nanos;
  }

  /// Loads the model of the options; empty when they name none.
  ///
  /// @throws EmbeddingException when it cannot be used
  public static Optional<CrossEncoder> open(CrossEncoderOptions options) {
    if (options.model() == null || options.tokenizer() == null) return Optional.empty();
    return Optional.of(
        new CrossEncoder(
            CrossEncoderModel.open(options.model(), options.tokenizer()),
            options,
            System::nanoTime));
  }

  /// Hits that are read at most.
  public int top() {
    return options.top();
  }

  /// Whether the query is free text and nothing else.
  public static boolean reads(UnderstoodQuery query) {
    return !query.words().isBlank()
        && query.kind() != Kind.NAME
        && query.liked().isEmpty()
        && query.disliked().isEmpty()
        && query.unwanted().isEmpty();
  }

  /// The same candidates, the first ones in a new order; those that were not read keep their
  /// places. Never fails.
  ///
  /// @param ranked by score descending
  public Reranked rerank(UnderstoodQuery query, List<FusedCandidate> ranked, TitleSearcher index) {
    long start = nanos.getAsLong();
    List<FusedCandidate> top = ranked.subList(0, Math.min(options.top(), ranked.size()));
    double[] scores = new double[top.size()];
    int read = 0;
    try {
      Map<TitleKey, TitleDocument> documents =
          index.documents(top.stream().map(FusedCandidate::key).toList());
      long budget = options.budget().toNanos();
      while (read < scores.length && nanos.getAsLong() - start < budget) {
        TitleDocument document = documents.get(top.get(read).key());
        scores[read++] =
            document == null
                ? Double.NaN
                : model.score(query.words(), TitleText.story(document.title(), document.profile()));
      }
    } catch (RuntimeException e) {
      LOG.error("the cross-encoder failed", e);
      return new Reranked(
          ranked, new Note("stageFailed", "the cross-encoder failed; hits are ordered without it"));
    }
    List<FusedCandidate> all = blended(top.subList(0, read), Arrays.copyOf(scores, read));
    all.addAll(ranked.subList(read, ranked.size()));
    return new Reranked(
        all,
        read == scores.length
            ? null
            : new Note(
                "crossEncoderBudget",
                "the cross-encoder read %d of the first %d hits in %d ms; those behind keep their places"
                    .formatted(read, scores.length, options.budget().toMillis())));
  }

  private List<FusedCandidate> blended(List<FusedCandidate> read, double[] scores) {
    List<FusedCandidate> blended = new ArrayList<>();
    if (read.isEmpty()) return blended;
    double least = read.getLast().score();
    double range = read.getFirst().score() - least;
    if (range <= 0) range = 1;
    double[] known = Arrays.stream(scores).filter(score -> !Double.isNaN(score)).toArray();
    double worst = Arrays.stream(known).min().orElse(0);
    double spread = Arrays.stream(known).max().orElse(0) - worst;
    for (int i = 0; i < scores.length; i++) {
      FusedCandidate c = read.get(i);
      double share = Double.isNaN(scores[i]) || spread <= 0 ? 0 : (scores[i] - worst) / spread;
      double score =
          (1 - options.weight()) * c.score() + options.weight() * (least + range * share);
      blended.add(new FusedCandidate(c.key(), c.id(), Math.max(least, score), c.sources()));
    }
    blended.sort(FusedCandidate.ORDER);
    return blended;
  }

  @Override
  public void close() {
    model.close();
  }
}

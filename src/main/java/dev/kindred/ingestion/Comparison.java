package dev.kindred.ingestion;

import dev.kindred.index.VectorField;
import dev.kindred.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A new generation held against the store and the live one, before it takes over.
///
/// The overlap of answers is always told and judged only when both are to answer alike: same
/// embedding model, same language, the live one up to the store, every answer whole, and at least
/// [#JUDGED_QUERIES] queries. A model that is changed on purpose is to answer differently.
///
/// @param titles titles in the new generation
/// @param stored titles in the store
/// @param slack how far the two may differ: changes written since, and titles the index refused
/// @param sampled titles whose document was compared with the store
/// @param differing those of them that were missing or not as stored
/// @param vectors by field: how many sampled titles have the vector in both generations, of those
///   that have it in the live one
/// @param recall by field: the new generation's search for the nearest vectors against the exact
///   one
/// @param answers answers to recorded queries; null when none were compared
/// @param unjudged why the overlap of answers is not judged; null when it is
public record Comparison(
    long titles,
    long stored,
    long slack,
    int sampled,
    int differing,
    Map<VectorField, Coverage> vectors,
    Map<VectorField, Recall> recall,
    @Nullable AnswerOverlap answers,
    @Nullable String unjudged) {
  /// Fewer queries say too little.
  public static final int JUDGED_QUERIES = 10;

  /// @param kept titles that still have the vector
  /// @param had titles that have it in the live generation
  public record Coverage(int kept, int had) {}

  /// @param at10 mean share of the exact ten nearest that were found; equally near ones count
  /// @param vectors how many vectors of titles were searched for
  public record Recall(double at10, int vectors) {}

  public Comparison {
    vectors = Map.copyOf(vectors);
    recall = Map.copyOf(recall);
  }

  /// Why the new generation must not take over, each with its figure and bound; empty when it may.
  public List<String> faults(ComparisonOptions options) {
    List<String> faults = new ArrayList<>();
    if (Math.abs(titles - stored) > slack) {
      faults.add("it holds " + titles + " titles, the store " + stored + " (slack " + slack + ")");
    }
    if (differing > options.maxLost() * sampled) {
      faults.add(
          "%d of %d sampled titles are missing or not as stored, allowed are %s"
              .formatted(differing, sampled, percent(options.maxLost())));
    }
    for (VectorField field : VectorField.values()) {
      Coverage coverage = vectors.getOrDefault(field, new Coverage(0, 0));
      if (coverage.had() - coverage.kept() > options.maxLost() * coverage.had()) {
        faults.add(
            "only %d of %d sampled titles keep their %s vector, %s may be lost"
                .formatted(
                    coverage.kept(), coverage.had(), Json.name(field), percent(options.maxLost())));
      }
      Recall found = recall.getOrDefault(field, new Recall(1, 0));
      if (found.vectors() > 0 && found.at10() < options.minRecall()) {
        faults.add(
            "recall@10 of the %s vectors is %s, the least is %s"
                .formatted(Json.name(field), share(found.at10()), share(options.minRecall())));
      }
    }
    if (answers != null && unjudged == null && answers.overlap() < options.minOverlap()) {
      faults.add(
          "the first ten answers to %d recorded queries overlap by %s, the least is %s"
              .formatted(answers.queries(), share(answers.overlap()), share(options.minOverlap())));
    }
    return faults;
  }

  /// What there is to say in one line.
  public String summary() {
    StringBuilder line = new StringBuilder("recall@10 ");
    List<String> recalls = new ArrayList<>();
    for (VectorField field : VectorField.values()) {
      Recall found = recall.get(field);
      if (found != null && found.vectors() > 0)
        recalls.add(Json.name(field) + " " + share(found.at10()));
    }
    line.append(recalls.isEmpty() ? "not measured" : String.join(", ", recalls));
    if (answers == null) return line.append("; no recorded queries to compare").toString();
    line.append(
        "; overlap@10 with the generation before %s over %d recorded queries"
            .formatted(share(answers.overlap()), answers.queries()));
    if (unjudged != null) line.append(", not judged: ").append(unjudged);
    return line.toString();
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * value);
  }
}

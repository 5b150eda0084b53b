package dev.kindred.model;

import dev.kindred.catalogue.TitleKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The space of taste of one set of models: titles with evidence have the vectors that were
/// learned, others those that are estimated from their content, and a viewer is folded in. The
/// product of a viewer's vector with a title's is the title's score; vectors are of any length, and
/// those of two sets never compare. Immutable.
public final class TasteSpace {
  /// Stands behind the id of the set in that of the space.
  static final String AT = "-";

  private final String id;
  private final TitleRows titles;
  private final Factors factors;
  private final ViewerPrior prior;
  private final @Nullable ContentTaste content;

  TasteSpace(
      String id,
      TitleRows titles,
      Factors factors,
      ViewerPrior prior,
      @Nullable ContentTaste content) {
    this.id = id;
    this.titles = titles;
    this.factors = factors;
    this.prior = prior;
    this.content = content;
  }

  /// No other set of models has it, ever; begins with the id of its set.
  public String id() {
    return id;
  }

  public int dimension() {
    return factors.dimension();
  }

  /// Those with evidence.
  public TitleRows titles() {
    return titles;
  }

  /// The vector of a title with evidence, copied; empty for others.
  public Optional<float[]> of(TitleKey title) {
    int row = titles.row(title);
    return row < 0 ? Optional.empty() : Optional.of(factors.title(row));
  }

  /// Whether titles without evidence are estimated.
  public boolean estimates() {
    return content != null;
  }

  /// Id of the embedding model whose vectors the estimates read; empty without estimates.
  public Optional<String> embedding() {
    return content == null ? Optional.empty() : Optional.of(content.embedding());
  }

  /// What is thought of a title without evidence; empty without estimates.
  ///
  /// @param of with vectors by the model of [#embedding], or with none
  public Optional<ContentTaste.Estimate> estimate(ContentFeatures of) {
    return content == null ? Optional.empty() : Optional.of(content.estimate(of));
  }

  /// The vector of a viewer; of one who took to nothing yet that of viewers at large.
  ///
  /// @param takenTo the oldest first; titles without evidence are passed over
  public float[] viewer(List<TitleKey> takenTo) {
    History history =
        History.of(takenTo.stream().mapToInt(titles::row).filter(row -> row >= 0).toArray());
    return factors.viewer(history, prior.mean(factors, history));
  }
}

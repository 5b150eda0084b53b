package dev.kindred.candidates;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import java.util.Collection;
import java.util.List;

/// Titles whose story or feel is nearest to a vector, by cosine.
public final class VectorGenerator implements CandidateGenerator {
  private final VectorField field;
  private final float[] vector;
  private final Filter filter;
  private final Collection<TitleKey> seeds;

  /// @param seeds titles likely to be near, from which the walk may start; may be empty
  public VectorGenerator(
      VectorField field, float[] vector, Filter filter, Collection<TitleKey> seeds) {
    this.field = field;
    this.vector = vector.clone();
    this.filter = filter;
    this.seeds = List.copyOf(seeds);
  }

  @Override
  public Source source() {
    return switch (field) {
      case STORY -> Source.STORY;
      case FEEL -> Source.FEEL;
    };
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    List<Hit> hits = index.nearest(field, vector, filter, depth, seeds);
    return CandidateList.of(source(), hits, 1);
  }
}

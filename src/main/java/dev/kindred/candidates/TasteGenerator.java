package dev.kindred.candidates;

import dev.kindred.index.Eligible;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The titles whose taste vectors have the greatest product with a viewer's, those that no model
/// has seen watched among them. What was found is kept for whoever asks again in the same request.
/// Thread-safe.
public final class TasteGenerator implements CandidateGenerator {
  private final float[] viewer;
  private final Eligible eligible;
  private @Nullable CandidateList found;
  private int foundTo;

  /// @param viewer folded in to the models of the generation's taste vectors
  public TasteGenerator(float[] viewer, Eligible eligible) {
    this.viewer = viewer.clone();
    this.eligible = eligible;
  }

  @Override
  public Source source() {
    return Source.TASTE;
  }

  @Override
  public synchronized CandidateList generate(TitleSearcher index, int depth) {
    CandidateList known = found;
    if (known == null || foundTo != depth) found = known = find(index, depth);
    foundTo = depth;
    return known;
  }

  private CandidateList find(TitleSearcher index, int depth) {
    List<Hit> near = index.nearest(VectorField.TASTE, viewer, eligible, depth, List.of());
    return CandidateList.endless(source(), near.stream().filter(hit -> hit.score() > 0).toList());
  }
}

package dev.kindred.candidates;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The titles whose taste vectors have the greatest product with a viewer's, those that no model
/// has seen watched among them. What was found is kept for whoever asks again in the same request.
/// Thread-safe.
public final class TasteGenerator implements CandidateGenerator {
  /// Asked for at most, however many of the nearest the viewer knows.
  private static final int MOST = 3_200;

  private final float[] viewer;
  private final Filter filter;
  private final Set<TitleKey> without;
  private @Nullable CandidateList found;
  private int foundTo;

  /// @param viewer folded in to the models of the generation's taste vectors
  /// @param without titles that are left out
  public TasteGenerator(float[] viewer, Filter filter, Set<TitleKey> without) {
    this.viewer = viewer.clone();
    this.filter = filter;
    this.without = without;
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
    int asked = depth + Math.min(without.size(), depth);
    while (true) {
      List<Hit> near = index.nearest(VectorField.TASTE, viewer, filter, asked, List.of());
      List<Hit> wanted =
          near.stream()
              .filter(hit -> hit.score() > 0 && !without.contains(hit.key()))
              .limit(depth)
              .toList();
      boolean all = near.size() < asked || near.getLast().score() <= 0 || asked >= MOST;
      if (wanted.size() == depth || all) return CandidateList.endless(source(), wanted);
      asked *= 4;
    }
  }
}

package dev.kindred.ranking;

import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How near the candidates of one request are to all that it compares them with. Everything is
/// asked for before the first answer, so that the vectors of a field are read once: reading one
/// costs more than comparing it. Used by one thread.
final class Nearness {
  private final TitleSearcher index;
  private final List<TitleKey> keys;
  private final Map<VectorField, List<float[]>> asked = new EnumMap<>(VectorField.class);
  private final Map<VectorField, double[][]> measured = new EnumMap<>(VectorField.class);

  Nearness(List<TitleKey> keys, TitleSearcher index) {
    this.keys = keys;
    this.index = index;
  }

  /// One vector that all candidates are compared with.
  record To(VectorField field, int place) {}

  /// Asks for a comparison.
  ///
  /// @param vector of unit length
  /// @throws IllegalStateException when the field was compared already
  To ask(VectorField field, float[] vector) {
    if (measured.containsKey(field))
      throw new IllegalStateException("the vectors of " + field + " were compared already");
    List<float[]> all = asked.computeIfAbsent(field, f -> new ArrayList<>());
    all.add(vector);
    return new To(field, all.size() - 1);
  }

  /// The cosine of each candidate, NaN for one without a vector. Not copied: treat it as read-only.
  double[] of(To to) {
    return measured.computeIfAbsent(to.field(), this::measure)[to.place()];
  }

  private double[][] measure(VectorField field) {
    List<float[]> to = asked.getOrDefault(field, List.of());
    Map<TitleKey, double[]> cosines = index.cosines(field, to, keys);
    double[][] columns = new double[to.size()][keys.size()];
    for (int row = 0; row < keys.size(); row++) {
      double @Nullable [] of = cosines.get(keys.get(row));
      for (int i = 0; i < columns.length; i++) columns[i][row] = of == null ? Double.NaN : of[i];
    }
    return columns;
  }
}

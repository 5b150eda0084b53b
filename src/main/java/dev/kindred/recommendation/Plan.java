package dev.kindred.recommendation;

import dev.kindred.candidates.CandidateGenerator;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.TitleKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one list is made of: its sources and what each weighs. Built once, then run.
final class Plan {
  private final List<CandidateGenerator> generators = new ArrayList<>();
  private final Map<Source, Double> weights = new EnumMap<>(Source.class);
  private final Set<TitleKey> without;
  private final double diversity;
  private double known;
  private boolean calibrated;

  /// @param without titles that the list may not hold; not changed any more
  Plan(Set<TitleKey> without, double diversity) {
    this.without = without;
    this.diversity = diversity;
  }

  /// @param weight 0 or more; each source once
  Plan ask(CandidateGenerator generator, double weight) {
    if (weights.put(generator.source(), weight) != null)
      throw new IllegalStateException(generator.source() + " is asked twice");
    generators.add(generator);
    return this;
  }

  /// Adds this times how well known a title is.
  Plan preferKnown(double weight) {
    known = weight;
    return this;
  }

  /// Brings the list nearer to the viewer's mix of genres, as far as it is diversified.
  Plan calibrate() {
    calibrated = true;
    return this;
  }

  boolean calibrated() {
    return calibrated;
  }

  List<CandidateGenerator> generators() {
    return generators;
  }

  Map<Source, Double> weights() {
    return weights;
  }

  Set<TitleKey> without() {
    return without;
  }

  double known() {
    return known;
  }

  double diversity() {
    return diversity;
  }
}

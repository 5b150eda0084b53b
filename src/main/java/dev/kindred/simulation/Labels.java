package dev.kindred.simulation;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.Title.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What titles are labelled with, as unit vectors: genres, themes, moods, who made them and who
/// plays the lead, each weighing more the fewer titles have it.
final class Labels {
  private static final int LEADS = 3;

  /// A vector by label.
  private final List<Map<String, Double>> vectors = new ArrayList<>();

  /// One title with its profile.
  record Labelled(Title title, ContentProfile profile) {}

  Labels(List<Labelled> titles) {
    List<List<String>> labels = titles.stream().map(Labels::of).toList();
    Map<String, Integer> having = new HashMap<>();
    for (List<String> own : labels) for (String label : own) having.merge(label, 1, Integer::sum);
    for (List<String> own : labels) {
      Map<String, Double> vector = new LinkedHashMap<>();
      for (String label : own)
        vector.put(label, StrictMath.log((titles.size() + 1.0) / having.getOrDefault(label, 1)));
      vectors.add(unit(vector));
    }
  }

  private static List<String> of(Labelled labelled) {
    Title title = labelled.title();
    List<String> labels = new ArrayList<>();
    title.genres().forEach(genre -> labels.add("genre " + genre));
    labelled.profile().themes().forEach(theme -> labels.add("theme " + theme));
    labelled.profile().moods().forEach(mood -> labels.add("mood " + mood));
    title.people(Role.DIRECTOR).forEach(name -> labels.add("person " + name));
    title.people(Role.CREATOR).forEach(name -> labels.add("person " + name));
    title.people(Role.CAST).stream().limit(LEADS).forEach(name -> labels.add("person " + name));
    return labels.stream().distinct().toList();
  }

  /// The direction in which the titles lie.
  Map<String, Double> towards(List<Integer> titles) {
    Map<String, Double> sum = new LinkedHashMap<>();
    for (int title : titles) add(sum, vectors.get(title), 1);
    return unit(sum);
  }

  /// `share` of the way from one direction to the other.
  static Map<String, Double> between(
      Map<String, Double> from, Map<String, Double> to, double share) {
    Map<String, Double> sum = new LinkedHashMap<>();
    add(sum, from, 1 - share);
    add(sum, to, share);
    return unit(sum);
  }

  /// How well each title fits a direction, over all titles with mean 0 and deviation 1.
  double[] fit(Map<String, Double> direction) {
    double[] fit = new double[vectors.size()];
    for (int title = 0; title < fit.length; title++) {
      for (Map.Entry<String, Double> label : vectors.get(title).entrySet())
        fit[title] += label.getValue() * direction.getOrDefault(label.getKey(), 0.0);
    }
    return standardised(fit);
  }

  static double[] standardised(double[] values) {
    double mean = 0;
    for (double value : values) mean += value / values.length;
    double variance = 0;
    for (double value : values) variance += (value - mean) * (value - mean) / values.length;
    double deviation = variance > 0 ? StrictMath.sqrt(variance) : 1;
    double[] standardised = new double[values.length];
    for (int i = 0; i < values.length; i++) standardised[i] = (values[i] - mean) / deviation;
    return standardised;
  }

  private static void add(Map<String, Double> sum, Map<String, Double> vector, double share) {
    vector.forEach((label, weight) -> sum.merge(label, share * weight, Double::sum));
  }

  private static Map<String, Double> unit(Map<String, Double> vector) {
    double squares = 0;
    for (double weight : vector.values()) squares += weight * weight;
    double length = squares > 0 ? StrictMath.sqrt(squares) : 1;
    vector.replaceAll((_, weight) -> weight / length);
    return vector;
  }
}

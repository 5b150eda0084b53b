package dev.kindred.simulation;

import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.JsonFields;
import dev.kindred.json.Yaml;

/// What is simulated: who watches how, for how long. The same world over the same titles up to the
/// same moment is the same events.
///
/// @param seed of everything that is drawn, 0 or more
/// @param viewers how many, 1..2,000
/// @param days how far back it begins, 1..365
/// @param visitsPerWeek how often a viewer comes, in the mean, above 0 and up to 14
/// @param shown titles on the page of a visit, 1..50
/// @param crowds how many tastes there are that viewers have in common, 1..100
/// @param ownTaste how much of a viewer's taste is nobody else's, 0..1
/// @param popularity what the appeal of a title to all weighs beside its fit to the viewer's taste,
///   0..5
/// @param noise how much of a choice, and of how it turns out, is chance: the deviation beside
///   tastes that deviate by 1, 0..5
/// @param positionBias the title at position r is looked at with probability r to the minus this,
///   0..3
public record World(
    int seed,
    int viewers,
    int days,
    double visitsPerWeek,
    int shown,
    int crowds,
    double ownTaste,
    double popularity,
    double noise,
    double positionBias) {
  /// A month of a small service.
  public static final World DEFAULT = new World(7, 240, 28, 4, 8, 12, 0.3, 0.8, 0.8, 0.6);

  private static final int MOST_VIEWERS = 2_000;
  private static final int MOST_DAYS = 365;
  private static final double MOST_VISITS = 14;
  private static final int MOST_SHOWN = 50;
  private static final int MOST_CROWDS = 100;

  public World {
    within("seed", seed, 0, Integer.MAX_VALUE);
    within("viewers", viewers, 1, MOST_VIEWERS);
    within("days", days, 1, MOST_DAYS);
    within("visitsPerWeek", visitsPerWeek, Double.MIN_VALUE, MOST_VISITS);
    within("shown", shown, 1, MOST_SHOWN);
    within("crowds", crowds, 1, MOST_CROWDS);
    within("ownTaste", ownTaste, 0, 1);
    within("popularity", popularity, 0, 5);
    within("noise", noise, 0, 5);
    within("positionBias", positionBias, 0, 3);
  }

  private static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most))
      throw new IllegalArgumentException(
          "%s must be %s..%s, got %s".formatted(name, least, most, value));
  }

  /// Reads a world file: YAML with the names above as keys, each with a default.
  ///
  /// @throws InvalidJsonException with everything that is wrong, each with its line
  public static World read(String yaml) {
    Yaml document = Yaml.parse(yaml);
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(document.tree(), "", faults);
    int seed = in.integer("seed", 0, Integer.MAX_VALUE, DEFAULT.seed);
    int viewers = in.integer("viewers", 1, MOST_VIEWERS, DEFAULT.viewers);
    int days = in.integer("days", 1, MOST_DAYS, DEFAULT.days);
    double visits = number(in, "visitsPerWeek", 0.01, MOST_VISITS, DEFAULT.visitsPerWeek);
    int shown = in.integer("shown", 1, MOST_SHOWN, DEFAULT.shown);
    int crowds = in.integer("crowds", 1, MOST_CROWDS, DEFAULT.crowds);
    double ownTaste = number(in, "ownTaste", 0, 1, DEFAULT.ownTaste);
    double popularity = number(in, "popularity", 0, 5, DEFAULT.popularity);
    double noise = number(in, "noise", 0, 5, DEFAULT.noise);
    double bias = number(in, "positionBias", 0, 3, DEFAULT.positionBias);
    in.end();
    if (!faults.isEmpty()) throw document.refused(faults);
    return new World(seed, viewers, days, visits, shown, crowds, ownTaste, popularity, noise, bias);
  }

  private static double number(
      JsonFields in, String name, double least, double most, double absent) {
    Double value = in.number(name, least, most);
    return value == null ? absent : value;
  }
}

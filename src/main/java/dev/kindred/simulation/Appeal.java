package dev.kindred.simulation;

import dev.kindred.catalogue.Title;
import java.util.List;

/// What titles are to everybody, whatever their taste: how well known, and for some a time when all
/// talk about them. How often a title was rated says it; where nothing does it is drawn, and a
/// franchise helps.
final class Appeal {
  private static final double FRANCHISE = 0.6;

  /// The share of titles that have their days, how much these lift, and what they last.
  private static final double TALKED_OF = 0.06;

  private static final double LIFT = 2.5;
  private static final double HALF_LIFE_DAYS = 3;

  private final double[] lasting;
  private final double[] peaks;

  Appeal(List<Title> titles, World world, Draws draws) {
    double[] drawn = new double[titles.size()];
    peaks = new double[titles.size()];
    boolean rated = titles.stream().anyMatch(title -> title.rating() != null);
    for (int i = 0; i < drawn.length; i++) {
      Title title = titles.get(i);
      double chance = draws.normal();
      drawn[i] =
          rated
              ? known(title) + 0.2 * chance
              : chance + (title.franchise() == null ? 0 : FRANCHISE);
      peaks[i] = draws.happens(TALKED_OF) ? draws.between(0, world.days()) : Double.NaN;
    }
    lasting = Labels.standardised(drawn);
  }

  /// By how often it was rated.
  static double known(Title title) {
    Title.Rating rating = title.rating();
    return rating == null ? 0 : StrictMath.log1p(rating.count());
  }

  /// Over all titles with mean 0 and deviation 1.
  double lasting(int title) {
    return lasting[title];
  }

  /// With what is talked of on that day since the beginning.
  double on(double day, int title) {
    double peak = peaks[title];
    if (Double.isNaN(peak) || day < peak) return lasting[title];
    return lasting[title] + LIFT * StrictMath.pow(2, (peak - day) / HALF_LIFE_DAYS);
  }
}

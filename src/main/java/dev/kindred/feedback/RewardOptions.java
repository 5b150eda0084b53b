package dev.kindred.feedback;

/// What each kind of event weighs in a [Reward]. Weights are 0..1; what speaks against a title is
/// subtracted.
///
/// @param watch of the portion watched, de-biased by runtime
/// @param complete of having watched to the end
/// @param completeFrom the portion from which a title counts as watched to the end, above 0 to 1
/// @param rewatch of having watched again
/// @param abandon of a stop before `abandonBelow`, which takes the place of `watch`
/// @param abandonBelow the portion below which a stop is giving up, 0..1
/// @param list of being on the viewer's list; taking it off again is neutral
/// @param click of having opened it
/// @param hover of having looked at it for `hoverSeconds`, in proportion below
/// @param hoverSeconds above 0
/// @param ignored of each time that it was shown and nothing came of it
/// @param ignoredMost how many such times count, 0..1000
/// @param like the opinion that a like states
/// @param dislike the opinion that a dislike states, as a weight against the title
/// @param notInterested the opinion that "not interested" states, as a weight against the title
/// @param neutralRating the rating, of 0..1, that says neither: strictly between. 0.6 is three of
///   five stars
/// @param opinion the share of a stated opinion where behaviour is known too; the rest is
///   behaviour's
public record RewardOptions(
    double watch,
    double complete,
    double completeFrom,
    double rewatch,
    double abandon,
    double abandonBelow,
    double list,
    double click,
    double hover,
    double hoverSeconds,
    double ignored,
    int ignoredMost,
    double like,
    double dislike,
    double notInterested,
    double neutralRating,
    double opinion) {
  public static final RewardOptions DEFAULT =
      new RewardOptions(
          0.6, 0.2, 0.9, 0.3, 0.4, 0.15, 0.3, 0.1, 0.05, 10, 0.03, 5, 0.8, 1, 0.8, 0.6, 0.75);

  public RewardOptions {
    weight("watch", watch);
    weight("complete", complete);
    weight("completeFrom", completeFrom);
    weight("rewatch", rewatch);
    weight("abandon", abandon);
    weight("abandonBelow", abandonBelow);
    weight("list", list);
    weight("click", click);
    weight("hover", hover);
    weight("ignored", ignored);
    weight("like", like);
    weight("dislike", dislike);
    weight("notInterested", notInterested);
    weight("opinion", opinion);
    if (completeFrom == 0) throw new IllegalArgumentException("completeFrom must be above 0");
    if (!(hoverSeconds > 0 && hoverSeconds <= 3_600))
      throw new IllegalArgumentException(
          "hoverSeconds must be above 0 and up to 3600, got " + hoverSeconds);
    if (ignoredMost < 0 || ignoredMost > 1_000)
      throw new IllegalArgumentException("ignoredMost must be 0..1000, got " + ignoredMost);
    if (!(neutralRating > 0 && neutralRating < 1))
      throw new IllegalArgumentException(
          "neutralRating must lie between 0 and 1, got " + neutralRating);
  }

  private static void weight(String name, double value) {
    if (!(value >= 0 && value <= 1))
      throw new IllegalArgumentException(name + " must be 0..1, got " + value);
  }
}

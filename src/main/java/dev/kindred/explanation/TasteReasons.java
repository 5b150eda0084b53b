package dev.kindred.explanation;

import dev.kindred.index.TitleDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reasons of recommendations, by template; see [Reasons].
public final class TasteReasons {
  private TasteReasons() {}

  /// What a title has to do with one that the viewer took to: that first, then what the two share.
  public static List<Reason> because(TitleDocument liked, TitleDocument title, Took how) {
    List<Reason> reasons = new ArrayList<>();
    String verb =
        switch (how) {
          case WATCHED -> "watched";
          case LIKED -> "liked";
        };
    reasons.add(
        new Reason(
            "becauseYouWatched",
            Map.of("titleIds", List.of(liked.title().id().value())),
            "Because you " + verb + " " + liked.title().name() + "."));
    reasons.addAll(Reasons.ofSimilar(liked, title));
    return reasons;
  }

  /// How a viewer took to a title.
  public enum Took {
    WATCHED,
    LIKED
  }

  public static Reason trending(TitleDocument title) {
    return of("trending", title, "Watched more of late.");
  }

  /// @param region ISO 3166-1
  public static Reason popularHere(TitleDocument title, String region) {
    return new Reason(
        "popularHere",
        Map.of("titleIds", List.of(id(title)), "regions", List.of(region)),
        "Popular in " + region + ".");
  }

  public static Reason isNew(TitleDocument title, int year) {
    return new Reason(
        "new",
        Map.of("titleIds", List.of(id(title)), "years", List.of(Integer.toString(year))),
        "New: of " + year + ".");
  }

  /// For a title that is there for everybody.
  public static Reason popularFallback(TitleDocument title) {
    return of("popularFallback", title, "Shown to everybody: it does not follow from your taste.");
  }

  private static Reason of(String code, TitleDocument title, String text) {
    return new Reason(code, Map.of("titleIds", List.of(id(title))), text);
  }

  private static String id(TitleDocument title) {
    return title.title().id().value();
  }
}

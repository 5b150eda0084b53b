package dev.kindred.query;

import dev.kindred.catalogue.TitleId;

/// Something a request likes or dislikes: what hits are to be near to, or far from.
public sealed interface Preference {
  /// Heaviest weight, in either direction.
  double MAX_WEIGHT = 10;

  /// How much it counts beside the others; below 0 for a dislike, never 0, at most [#MAX_WEIGHT].
  double weight();

  /// The same, counted otherwise.
  Preference withWeight(double weight);

  /// Like a title.
  ///
  /// @param name what the title is called, for people
  record OfTitle(TitleId id, String name, double weight) implements Preference {
    public OfTitle {
      check(weight);
    }

    @Override
    public OfTitle withWeight(double value) {
      return new OfTitle(id, name, value);
    }
  }

  /// Like the titles of a person.
  ///
  /// @param name as the catalogue spells it
  record OfPerson(String name, Period period, double weight) implements Preference {
    public OfPerson {
      check(weight);
    }

    @Override
    public OfPerson withWeight(double value) {
      return new OfPerson(name, period, value);
    }
  }

  /// Like titles of a genre.
  ///
  /// @param name as the catalogue spells it
  record OfGenre(String name, double weight) implements Preference {
    public OfGenre {
      check(weight);
    }

    @Override
    public OfGenre withWeight(double value) {
      return new OfGenre(name, value);
    }
  }

  /// Like what a text describes.
  record OfText(String text, double weight) implements Preference {
    public OfText {
      if (text.isBlank()) throw new IllegalArgumentException("text must not be blank");
      check(weight);
    }

    @Override
    public OfText withWeight(double value) {
      return new OfText(text, value);
    }
  }

  /// Which part of a person's work is meant: the first or the last third of the titles, by year.
  enum Period {
    ANY,
    EARLY,
    LATE
  }

  private static void check(double weight) {
    if (!(Math.abs(weight) <= MAX_WEIGHT) || weight == 0)
      throw new IllegalArgumentException(
          "weight must be -" + MAX_WEIGHT + ".." + MAX_WEIGHT + " and not 0, got " + weight);
  }
}

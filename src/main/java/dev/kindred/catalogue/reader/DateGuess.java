package dev.kindred.catalogue.reader;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Guesses when titles came out, and in which shape a file writes its dates.
final class DateGuess {
  /// Years that a title may come out before or after the one that another column tells.
  private static final int AGREE = 1;

  private final MappingDraft draft;

  DateGuess(MappingDraft draft) {
    this.draft = draft;
  }

  /// The year, the end of a series' years, and the day.
  void guess() {
    GuessSource year = draft.has("year") ? null : year();
    GuessSource date =
        draft.find(
            "releaseDate",
            s -> Looks.dateShape(s) != null && (year == null || agrees(s, year.sample())));
    if (date != null) draft.take("releaseDate", date, option(date), reason(date));
    if (year != null) draft.take("year", year, "", draft.seen(year));
    else if (date != null) draft.put("year", date.from(option(date)), "the year of the date");
    else if (!draft.has("year")) yearInText();
    draft.text("endYear", DateGuess::isYear);
  }

  private @Nullable GuessSource year() {
    GuessSource year = draft.find("year", DateGuess::isYear);
    if (year != null || draft.isNamed()) return year;
    return draft.unused().filter(s -> isYear(s.sample())).findFirst().orElse(null);
  }

  private void yearInText() {
    GuessSource year = draft.find("year", s -> s.share(Looks::holdsYear) >= Looks.MOSTLY);
    if (year == null) return;
    String reason = "the first year in it; " + draft.seen(year);
    draft.take("year", year, "pattern: '" + Looks.YEAR_INSIDE + "'", reason);
  }

  private static boolean isYear(ColumnSample sample) {
    return sample.share(Looks::isYear) >= Looks.MOSTLY;
  }

  /// Whether dates are of about the years that another column tells, for most rows: those on which
  /// somebody saw or added a title are not. True when the rows cannot be put side by side.
  private static boolean agrees(ColumnSample dates, ColumnSample years) {
    List<String> left = dates.values();
    List<String> right = years.values();
    if (left.size() != dates.rows() || right.size() != left.size()) return true;
    int agreeing = 0;
    for (int i = 0; i < left.size(); i++) {
      var date = FieldText.year(left.get(i), _ -> {});
      var year = FieldText.year(right.get(i), _ -> {});
      if (date == null || year == null || Math.abs(date.intValue() - year.intValue()) <= AGREE)
        agreeing++;
    }
    return agreeing >= 0.5 * left.size();
  }

  /// Blank, or the shape of a column's dates when it must be told.
  static String option(GuessSource source) {
    String shape = Looks.dateShape(source.sample());
    return shape == null || shape.isEmpty() ? "" : "date: " + MappingText.scalar(shape);
  }

  /// Why a column was taken for dates.
  String reason(GuessSource source) {
    String shape = Looks.dateShape(source.sample());
    boolean unclear =
        "d/M/uuuu".equals(shape)
            && source.sample().share(v -> Looks.parses(v, MappingReader.formatter("M/d/uuuu")))
                >= Looks.NEARLY;
    return (unclear ? "day or month first? check; " : "") + draft.seen(source);
  }
}

package dev.kindred.feedback;

import dev.kindred.catalogue.TitleId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// One thing that a viewer did, as it was told: a fact, never changed. Read and written as JSON by
/// [EventJson].
///
/// @param title null for [EventType#SEARCH] only
/// @param timestamp when it happened, to the millisecond
public record Event(
    EventId id,
    EventType type,
    UserId user,
    @Nullable TitleId title,
    Instant timestamp,
    Value value,
    Origin origin) {

  /// What an event says beyond its type.
  public sealed interface Value {
    Value NONE = new Nothing();

    record Nothing() implements Value {}

    /// How far a title was watched: of `play`, `progress`, `complete`, `stop` and `rewatch`.
    ///
    /// @param portion 0..1 of its length
    /// @param positionSec seconds from its start, 0 or more; one of the two is known
    record Watch(@Nullable Double portion, @Nullable Double positionSec) implements Value {
      public Watch {
        if (portion == null && positionSec == null)
          throw new IllegalArgumentException("neither portion nor positionSec");
        if (portion != null && !(portion >= 0 && portion <= 1))
          throw new IllegalArgumentException("portion must be 0..1, got " + portion);
        if (positionSec != null && !(positionSec >= 0 && positionSec <= MAX_POSITION))
          throw new IllegalArgumentException(
              "positionSec must be 0.." + MAX_POSITION + ", got " + positionSec);
      }
    }

    /// How long the pointer or the focus rested on a title.
    record Hover(Duration duration) implements Value {
      public Hover {
        if (duration.isNegative() || duration.compareTo(MAX_HOVER) > 0)
          throw new IllegalArgumentException("a hover lasts 0.." + MAX_HOVER + ", got " + duration);
      }
    }

    /// A rating.
    ///
    /// @param value 0..scale
    /// @param scale the best that can be given, above 0 and up to [#MAX_SCALE]
    record Rating(double value, double scale) implements Value {
      public Rating {
        if (!(scale > 0 && scale <= MAX_SCALE))
          throw new IllegalArgumentException(
              "scale must be above 0 and up to " + MAX_SCALE + ", got " + scale);
        if (!(value >= 0 && value <= scale))
          throw new IllegalArgumentException("value must be 0.." + scale + ", got " + value);
      }

      /// 0 for the worst that can be given, 1 for the best.
      public double normalised() {
        return value / scale;
      }
    }

    /// What was searched for.
    record Query(String text) implements Value {}

    /// Longest position, in seconds: 100 days.
    double MAX_POSITION = 8_640_000;

    Duration MAX_HOVER = Duration.ofDays(1);
    double MAX_SCALE = 1_000;
    int MAX_QUERY = 2_000;
  }

  /// Where on the caller's pages it happened, and what had been shown there.
  ///
  /// @param recommendationId of the answer that showed the title
  /// @param searchId of the answer that showed the title
  /// @param position of the title in that answer, from 1
  public record Origin(
      @Nullable String sessionId,
      @Nullable String recommendationId,
      @Nullable String searchId,
      @Nullable Integer position,
      @Nullable String placement,
      @Nullable Context context) {
    public static final Origin UNKNOWN = new Origin(null, null, null, null, null, null);

    public Origin {
      if (position != null && position < 1)
        throw new IllegalArgumentException("position starts at 1, got " + position);
    }
  }

  /// What the viewer's surroundings were.
  ///
  /// @param locale BCP 47
  /// @param region ISO 3166-1 alpha-2
  public record Context(
      @Nullable OffsetDateTime localTime,
      @Nullable String device,
      @Nullable String locale,
      @Nullable String region) {}

  public Event {
    if ((title == null) != (type == EventType.SEARCH))
      throw new IllegalArgumentException(
          type == EventType.SEARCH ? "a search names no title" : "a " + type + " names a title");
    if (!fits(type, value))
      throw new IllegalArgumentException("a " + type + " cannot say " + value);
  }

  private static boolean fits(EventType type, Value value) {
    return switch (type) {
      case PROGRESS -> value instanceof Value.Watch;
      case PLAY, COMPLETE, STOP, REWATCH ->
          value instanceof Value.Watch || value instanceof Value.Nothing;
      case HOVER -> value instanceof Value.Hover;
      case RATE -> value instanceof Value.Rating;
      case SEARCH -> value instanceof Value.Query;
      case IMPRESSION, CLICK, LIKE, DISLIKE, NOT_INTERESTED, ADD_TO_LIST, REMOVE_FROM_LIST ->
          value instanceof Value.Nothing;
    };
  }

  /// What learning reads of the value: the portion watched, the rating from 0 to 1, the seconds
  /// hovered; NaN when it says no number.
  public static double number(Value value) {
    return switch (value) {
      case Value.Nothing _, Value.Query _ -> Double.NaN;
      case Value.Watch(Double portion, Double _) -> portion == null ? Double.NaN : portion;
      case Value.Hover(Duration duration) -> duration.toMillis() / 1e3;
      case Value.Rating rating -> rating.normalised();
    };
  }
}

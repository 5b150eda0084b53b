package dev.kindred.feedback;

/// What a viewer did. All but [#SEARCH] are about a title.
public enum EventType {
  /// The title was shown.
  IMPRESSION(1),
  CLICK(2),
  HOVER(3),
  PLAY(4),
  /// How far the viewer has got.
  PROGRESS(5),
  COMPLETE(6),
  STOP(7),
  REWATCH(8),
  RATE(9),
  LIKE(10),
  DISLIKE(11),
  NOT_INTERESTED(12),
  ADD_TO_LIST(13),
  REMOVE_FROM_LIST(14),
  SEARCH(15);

  private final int code;

  EventType(int code) {
    this.code = code;
  }

  /// The number that stands for it where it is stored; never given to another.
  public int code() {
    return code;
  }

  /// The inverse of [#code].
  public static EventType of(int code) {
    for (EventType type : values()) if (type.code == code) return type;
    throw new IllegalArgumentException("no type of event has the code " + code);
  }

  /// Whether it says something of the viewer's taste by itself, as everything does that is not
  /// merely shown or asked.
  public boolean tells() {
    return this != IMPRESSION && this != SEARCH;
  }

  /// Whether the viewer has watched, or judged as one who has.
  public boolean seen() {
    return switch (this) {
      case PLAY, PROGRESS, COMPLETE, STOP, REWATCH, RATE -> true;
      case IMPRESSION,
          CLICK,
          HOVER,
          LIKE,
          DISLIKE,
          NOT_INTERESTED,
          ADD_TO_LIST,
          REMOVE_FROM_LIST,
          SEARCH ->
          false;
    };
  }

  /// Whether the viewer said by it what the title is worth.
  public boolean opinion() {
    return this == RATE || this == LIKE || this == DISLIKE || this == NOT_INTERESTED;
  }
}

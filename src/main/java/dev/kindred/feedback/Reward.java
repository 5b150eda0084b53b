package dev.kindred.feedback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much good a title did a viewer, from -1 to 1, out of everything the viewer did with it: what
/// training learns to raise. It stands for satisfaction in the long run, so a click alone is worth
/// little.
///
/// *Behaviour* is a sum: `watch` times the portion watched (the most of all viewings, de-biased by
/// runtime), `complete` and `rewatch` where they happened, `list` while the title is on the list,
/// `click`, `hover`. Where the viewer stopped early and never came back, `abandon` is subtracted
/// and `watch` left out. If all that happened is that the title was shown, `ignored` is subtracted
/// for each time. *Opinion* is the latest of rating, like, dislike and "not interested"; a rating
/// counts by its distance from the neutral one, -1 for the worst and 1 for the best possible. The
/// reward is the one of the two that is known; of both, `opinion · o + (1 - opinion) · b`. Each is
/// held to [-1, 1].
///
/// [#VERSION] changes whenever the same events would get another reward under the same options, so
/// that what was trained on one is never compared with what was trained on another. Thread-safe.
public final class Reward {
  /// Of the formula; not of its weights.
  public static final int VERSION = 1;

  /// From this reward on a viewer is said to have taken to a title: what models learn from, and
  /// what they are asked with.
  public static final double TAKEN_TO = 0.1;

  private final RewardOptions options;
  private final RuntimeBias bias;

  public Reward(RewardOptions options, RuntimeBias bias) {
    this.options = options;
    this.bias = bias;
  }

  /// Names formula and weights, for the provenance of a model: `v1 RewardOptions[watch=0.6, …]`.
  public String name() {
    return "v" + VERSION + " " + options;
  }

  public RewardOptions options() {
    return options;
  }

  /// The reward of one viewer and one title.
  ///
  /// @param interactions all of the two, in any order; the later counts where they contradict each
  ///   other, by time and then by arrival
  /// @param runtimeMinutes of the title; null when it is not known
  /// @throws IllegalArgumentException when there are none
  public double of(List<Interaction> interactions, @Nullable Integer runtimeMinutes) {
    if (interactions.isEmpty()) throw new IllegalArgumentException("a reward of no events");
    History history = new History(options);
    for (Interaction interaction : interactions) history.add(interaction);
    if (history.opinion == null) return behaviour(history, runtimeMinutes);
    double opinion = opinion(history.opinion);
    if (!history.behaved) return opinion;
    return options.opinion() * opinion
        + (1 - options.opinion()) * behaviour(history, runtimeMinutes);
  }

  private double behaviour(History history, @Nullable Integer runtimeMinutes) {
    if (!history.behaved) {
      return Math.max(
          -1, -options.ignored() * Math.min(history.impressions, options.ignoredMost()));
    }
    double sum = 0;
    if (history.abandoned()) sum -= options.abandon();
    else if (history.portion >= 0)
      sum += options.watch() * bias.debiased(history.portion, runtimeMinutes);
    if (history.completed()) sum += options.complete();
    if (history.rewatched) sum += options.rewatch();
    if (history.listing != null && history.listing.type() == EventType.ADD_TO_LIST)
      sum += options.list();
    if (history.clicked) sum += options.click();
    sum += options.hover() * Math.min(1, history.hovered / options.hoverSeconds());
    return Math.clamp(sum, -1, 1);
  }

  private double opinion(Interaction stated) {
    return switch (stated.type()) {
      case RATE -> rated(stated.value());
      case LIKE -> options.like();
      case DISLIKE -> -options.dislike();
      case NOT_INTERESTED -> -options.notInterested();
      case IMPRESSION,
          CLICK,
          HOVER,
          PLAY,
          PROGRESS,
          COMPLETE,
          STOP,
          REWATCH,
          ADD_TO_LIST,
          REMOVE_FROM_LIST,
          SEARCH ->
          throw new IllegalStateException(stated.type() + " is no opinion");
    };
  }

  private double rated(double rating) {
    double neutral = options.neutralRating();
    return rating >= neutral ? (rating - neutral) / (1 - neutral) : (rating - neutral) / neutral;
  }

  /// What the events of one viewer and one title amount to.
  private static final class History {
    private final RewardOptions options;
    private double portion = -1;
    private boolean stopped;
    private boolean ended;
    private boolean rewatched;
    private boolean clicked;
    private boolean behaved;
    private double hovered;
    private int impressions;
    private @Nullable Interaction listing;
    private @Nullable Interaction opinion;

    History(RewardOptions options) {
      this.options = options;
    }

    void add(Interaction one) {
      switch (one.type()) {
        case IMPRESSION -> impressions++;
        case SEARCH -> throw new IllegalArgumentException("a search is about no title");
        case RATE, LIKE, DISLIKE, NOT_INTERESTED -> opinion = later(opinion, one);
        case ADD_TO_LIST, REMOVE_FROM_LIST -> listing = later(listing, one);
        case CLICK -> clicked = true;
        case HOVER -> hovered = Math.max(hovered, one.value());
        case PLAY, PROGRESS -> watched(one);
        case STOP -> {
          stopped = true;
          watched(one);
        }
        case COMPLETE -> {
          ended = true;
          watched(one);
        }
        case REWATCH -> {
          rewatched = true;
          watched(one);
        }
      }
      behaved |= one.type() != EventType.IMPRESSION && !one.type().opinion();
    }

    boolean completed() {
      return ended || portion >= options.completeFrom();
    }

    boolean abandoned() {
      return stopped && !completed() && !rewatched && portion < options.abandonBelow();
    }

    /// A completed viewing is one of the whole title unless it says otherwise.
    private void watched(Interaction one) {
      double told = one.value();
      if (Double.isNaN(told)) told = one.type() == EventType.COMPLETE ? 1 : 0;
      portion = Math.max(portion, told);
    }

    private static Interaction later(@Nullable Interaction a, Interaction b) {
      if (a == null) return b;
      int byTime = a.timestamp().compareTo(b.timestamp());
      return byTime > 0 || (byTime == 0 && a.seq() > b.seq()) ? a : b;
    }
  }
}

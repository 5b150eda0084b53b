package dev.kindred.recommendation;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleId;
import dev.kindred.feedback.Event.Context;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.UserId;
import dev.kindred.query.Preference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a caller asks to be shown to somebody.
///
/// @param user null for somebody of whom only this request tells
/// @param history what the viewer did besides what is stored, the oldest first; at most
///   [#MAX_HISTORY]
/// @param preferences titles, people and genres liked, and disliked with a weight below 0
/// @param exclude titles that are not to be in the answer; at most [#MAX_EXCLUDED]
/// @param limit items on the first page, 1..[#MAX_LIMIT]
/// @param diversity 0 (by score alone) to 1 (as varied as can be); null for what suits the
///   placement
public record RecommendationRequest(
    Placement placement,
    @Nullable UserId user,
    List<Past> history,
    List<Preference> preferences,
    @Nullable Context context,
    Filter filter,
    List<TitleId> exclude,
    int limit,
    @Nullable Double diversity,
    Exploring exploring,
    Explaining explaining) {
  public static final int MAX_LIMIT = 100;
  public static final int DEFAULT_LIMIT = 20;
  public static final int MAX_HISTORY = 1_000;
  public static final int MAX_EXCLUDED = 1_000;

  /// One thing that a viewer did, told by the request alone.
  ///
  /// @param value as [dev.kindred.feedback.Interaction#value]; NaN when nothing more is said
  /// @param at null when only the order is known
  public record Past(TitleId title, EventType type, double value, @Nullable Instant at) {}

  /// Whether the caller asked for titles that are shown to learn from; nothing acts on it yet.
  public enum Exploring {
    UNASKED,
    ASKED
  }

  /// Whether items carry reasons.
  public enum Explaining {
    NONE,
    REASONS
  }

  public RecommendationRequest {
    history = List.copyOf(history);
    preferences = List.copyOf(preferences);
    exclude = List.copyOf(exclude);
    atMost("history", history.size(), MAX_HISTORY);
    atMost("exclude", exclude.size(), MAX_EXCLUDED);
    if (limit < 1 || limit > MAX_LIMIT)
      throw new IllegalArgumentException("limit must be 1.." + MAX_LIMIT + ", got " + limit);
    if (diversity != null && !(diversity >= 0 && diversity <= 1))
      throw new IllegalArgumentException("diversity must be 0..1, got " + diversity);
  }

  private static void atMost(String name, int size, int most) {
    if (size > most)
      throw new IllegalArgumentException(name + " must have at most " + most + ", got " + size);
  }

  /// Where it comes from; null when it does not say so.
  @Nullable String region() {
    return context == null ? null : context.region();
  }

  /// A first page of the usual length for a user, or for nobody in particular.
  public static RecommendationRequest of(Placement placement, @Nullable UserId user) {
    return new RecommendationRequest(
        placement,
        user,
        List.of(),
        List.of(),
        null,
        Filter.NONE,
        List.of(),
        DEFAULT_LIMIT,
        null,
        Exploring.UNASKED,
        Explaining.REASONS);
  }

  public RecommendationRequest withHistory(List<Past> value) {
    return new RecommendationRequest(
        placement,
        user,
        value,
        preferences,
        context,
        filter,
        exclude,
        limit,
        diversity,
        exploring,
        explaining);
  }

  public RecommendationRequest withPreferences(List<Preference> value) {
    return new RecommendationRequest(
        placement,
        user,
        history,
        value,
        context,
        filter,
        exclude,
        limit,
        diversity,
        exploring,
        explaining);
  }

  /// From a region, of which nothing else is said; null for nowhere in particular.
  RecommendationRequest from(@Nullable String region) {
    return new RecommendationRequest(
        placement,
        user,
        history,
        preferences,
        new Context(null, null, null, region),
        filter,
        exclude,
        limit,
        diversity,
        exploring,
        explaining);
  }

  public RecommendationRequest withFilter(Filter value) {
    return new RecommendationRequest(
        placement,
        user,
        history,
        preferences,
        context,
        value,
        exclude,
        limit,
        diversity,
        exploring,
        explaining);
  }

  public RecommendationRequest withLimit(int value) {
    return new RecommendationRequest(
        placement,
        user,
        history,
        preferences,
        context,
        filter,
        exclude,
        value,
        diversity,
        exploring,
        explaining);
  }

  public RecommendationRequest withExclude(List<TitleId> value) {
    return new RecommendationRequest(
        placement,
        user,
        history,
        preferences,
        context,
        filter,
        value,
        limit,
        diversity,
        exploring,
        explaining);
  }
}

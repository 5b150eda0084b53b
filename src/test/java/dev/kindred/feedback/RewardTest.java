package dev.kindred.feedback;

import static dev.kindred.feedback.EventType.ADD_TO_LIST;
import static dev.kindred.feedback.EventType.CLICK;
import static dev.kindred.feedback.EventType.COMPLETE;
import static dev.kindred.feedback.EventType.DISLIKE;
import static dev.kindred.feedback.EventType.HOVER;
import static dev.kindred.feedback.EventType.IMPRESSION;
import static dev.kindred.feedback.EventType.LIKE;
import static dev.kindred.feedback.EventType.NOT_INTERESTED;
import static dev.kindred.feedback.EventType.PLAY;
import static dev.kindred.feedback.EventType.PROGRESS;
import static dev.kindred.feedback.EventType.RATE;
import static dev.kindred.feedback.EventType.REMOVE_FROM_LIST;
import static dev.kindred.feedback.EventType.REWATCH;
import static dev.kindred.feedback.EventType.SEARCH;
import static dev.kindred.feedback.EventType.STOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.catalogue.TitleKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RewardTest {
  private static final double EXACT = 1e-12;
  private static final double NONE = Double.NaN;
  private static final RewardOptions WEIGHTS = RewardOptions.DEFAULT;

  private final Reward reward = new Reward(WEIGHTS, RuntimeBias.NONE);
  private final List<Interaction> history = new ArrayList<>();

  @Test
  void aPortionWatchedCountsInProportionAndOnlyTheMostOfIt() {
    happened(PLAY, NONE);
    happened(PROGRESS, 0.5);
    happened(PROGRESS, 0.25);

    assertReward(WEIGHTS.watch() * 0.5);
  }

  @Test
  void watchingToTheEndIsWorthMoreThanItsPortion() {
    happened(PROGRESS, WEIGHTS.completeFrom());

    assertReward(WEIGHTS.watch() * WEIGHTS.completeFrom() + WEIGHTS.complete());
  }

  @Test
  void aCompletedTitleIsWatchedWholeUnlessItSaysOtherwise() {
    happened(COMPLETE, NONE);
    assertReward(WEIGHTS.watch() + WEIGHTS.complete());

    history.clear();
    happened(COMPLETE, 0.8);
    assertReward(WEIGHTS.watch() * 0.8 + WEIGHTS.complete());
  }

  @Test
  void stoppingEarlyIsAgainstATitleAndComingBackForgivesIt() {
    happened(STOP, 0.1);
    assertReward(-WEIGHTS.abandon());

    happened(PROGRESS, 0.4);
    assertReward(WEIGHTS.watch() * 0.4);
  }

  @Test
  void stoppingAtTheBoundIsNoGivingUp() {
    happened(STOP, WEIGHTS.abandonBelow());

    assertReward(WEIGHTS.watch() * WEIGHTS.abandonBelow());
  }

  @Test
  void everythingGoodAtOnceIsHeldToOne() {
    happened(CLICK, NONE);
    happened(ADD_TO_LIST, NONE);
    happened(COMPLETE, NONE);
    happened(REWATCH, NONE);
    happened(HOVER, 60);

    assertReward(1);
  }

  @Test
  void hoveringCountsUpToItsBound() {
    happened(HOVER, WEIGHTS.hoverSeconds() / 4);
    assertReward(WEIGHTS.hover() / 4);

    happened(HOVER, WEIGHTS.hoverSeconds() * 9);
    assertReward(WEIGHTS.hover());
  }

  @Test
  void aTitleTakenOffTheListIsNeutralAgain() {
    happened(ADD_TO_LIST, NONE);
    assertReward(WEIGHTS.list());

    happened(REMOVE_FROM_LIST, NONE);
    assertReward(0);
  }

  @Test
  void whatWasOnlyShownIsIgnoredUpToABound() {
    for (int i = 0; i < 2; i++) happened(IMPRESSION, NONE);
    assertReward(-2 * WEIGHTS.ignored());

    for (int i = 0; i < 100; i++) happened(IMPRESSION, NONE);
    assertReward(-WEIGHTS.ignoredMost() * WEIGHTS.ignored());

    happened(CLICK, NONE);
    assertReward(WEIGHTS.click());
  }

  @Test
  void aRatingCountsByItsDistanceFromTheNeutralOne() {
    double neutral = WEIGHTS.neutralRating();
    assertRating(1, 1);
    assertRating(0, -1);
    assertRating(neutral, 0);
    assertRating(0.8, (0.8 - neutral) / (1 - neutral));
    assertRating(0.2, (0.2 - neutral) / neutral);
  }

  @Test
  void theLatestOpinionCountsHoweverTheEventsArrive() {
    happened(LIKE, NONE);
    happened(NOT_INTERESTED, NONE);
    happened(DISLIKE, NONE);
    Collections.shuffle(history, new Random(1));

    assertReward(-WEIGHTS.dislike());
  }

  @Test
  void ofOpinionsOfOneMomentTheLastToArriveCounts() {
    Instant at = Instant.ofEpochSecond(1);
    Interaction like = interaction(7, LIKE, NONE, at);
    Interaction dislike = interaction(8, DISLIKE, NONE, at);

    assertThat(reward.of(List.of(dislike, like), null)).isEqualTo(-WEIGHTS.dislike());
    assertThat(reward.of(List.of(like, dislike), null)).isEqualTo(-WEIGHTS.dislike());
  }

  @Test
  void aStatedOpinionOutweighsWhatWasWatched() {
    happened(COMPLETE, NONE);
    happened(RATE, 0.0);

    double behaviour = WEIGHTS.watch() + WEIGHTS.complete();
    assertReward(WEIGHTS.opinion() * -1 + (1 - WEIGHTS.opinion()) * behaviour);
    assertThat(reward.of(history, null)).isNegative();
  }

  @Test
  void anOlderOpinionIsNoBehaviour() {
    happened(DISLIKE, NONE);
    happened(RATE, 1.0);

    assertReward(1);
  }

  @Test
  void portionsAreComparedWithThoseOfTitlesOfLikeLength() {
    RuntimeBias.Learning learning = new RuntimeBias.Learning();
    for (int i = 0; i < 10_000; i++) {
      learning.add(1, 10).add(i % 10 / 10.0, 180);
    }
    Reward learned = new Reward(WEIGHTS, learning.learned());
    happened(PROGRESS, 0.5);

    double ofShort = learned.of(history, 10);
    double ofLong = learned.of(history, 180);
    assertThat(ofShort).isLessThan(WEIGHTS.watch() * 0.02);
    assertThat(ofLong).isCloseTo(WEIGHTS.watch() * 0.55, within(0.01));
    assertReward(WEIGHTS.watch() * 0.5); // the length is not known
  }

  @Test
  void itIsNamedByFormulaAndWeights() {
    assertThat(reward.name()).startsWith("v1 ").contains("watch=0.6");
  }

  @Test
  void refusesWhatIsNoHistoryOfATitle() {
    assertThatThrownBy(() -> reward.of(List.of(), null))
        .isInstanceOf(IllegalArgumentException.class);
    happened(SEARCH, NONE);
    assertThatThrownBy(() -> reward.of(history, null)).hasMessageContaining("no title");
  }

  private void assertRating(double rating, double expected) {
    history.clear();
    happened(RATE, rating);
    assertReward(expected);
  }

  private void assertReward(double expected) {
    assertThat(reward.of(history, null)).isCloseTo(expected, within(EXACT));
  }

  private void happened(EventType type, double value) {
    int seq = history.size() + 1;
    history.add(interaction(seq, type, value, Instant.ofEpochSecond(seq)));
  }

  private static Interaction interaction(long seq, EventType type, double value, Instant at) {
    return new Interaction(seq, new UserKey(1), new TitleKey(1), type, value, at);
  }
}

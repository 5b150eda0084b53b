package dev.kindred.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.feedback.FeedbackOptions;
import dev.kindred.feedback.RewardOptions;
import dev.kindred.feedback.User;
import dev.kindred.json.JsonFields;
import dev.kindred.viewer.MaturityAges;
import dev.kindred.viewer.ViewerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// The names of the keys about events and viewers; see [SettingsTree].
final class FeedbackSettings {
  private FeedbackSettings() {}

  static void write(Settings settings, ObjectNode tree) {
    FeedbackOptions events = settings.events();
    RewardOptions reward = events.reward();
    tree.putObject("events")
        .put("clockSkew", DurationText.write(events.clockSkew()))
        .putObject("reward")
        .put("watch", reward.watch())
        .put("complete", reward.complete())
        .put("completeFrom", reward.completeFrom())
        .put("rewatch", reward.rewatch())
        .put("abandon", reward.abandon())
        .put("abandonBelow", reward.abandonBelow())
        .put("list", reward.list())
        .put("click", reward.click())
        .put("hover", reward.hover())
        .put("hoverSeconds", reward.hoverSeconds())
        .put("ignored", reward.ignored())
        .put("ignoredMost", reward.ignoredMost())
        .put("like", reward.like())
        .put("dislike", reward.dislike())
        .put("notInterested", reward.notInterested())
        .put("neutralRating", reward.neutralRating())
        .put("opinion", reward.opinion());
    ViewerOptions viewer = settings.viewer();
    ObjectNode maturity =
        tree.putObject("viewer")
            .put("history", viewer.history())
            .put("cached", viewer.cached())
            .put("halfLife", DurationText.write(viewer.halfLife()))
            .putObject("maturity");
    viewer.maturity().ages().forEach(maturity::put);
  }

  static FeedbackOptions events(JsonFields in, FeedbackOptions absent) {
    Duration clockSkew = SettingsTree.duration(in, "clockSkew", absent.clockSkew());
    RewardOptions reward =
        SettingsTree.section(in, "reward", absent.reward(), FeedbackSettings::reward);
    return SettingsTree.built(in, absent, () -> new FeedbackOptions(clockSkew, reward));
  }

  private static RewardOptions reward(JsonFields in, RewardOptions absent) {
    return SettingsTree.built(
        in,
        absent,
        () ->
            new RewardOptions(
                SettingsTree.number(in, "watch", absent.watch()),
                SettingsTree.number(in, "complete", absent.complete()),
                SettingsTree.number(in, "completeFrom", absent.completeFrom()),
                SettingsTree.number(in, "rewatch", absent.rewatch()),
                SettingsTree.number(in, "abandon", absent.abandon()),
                SettingsTree.number(in, "abandonBelow", absent.abandonBelow()),
                SettingsTree.number(in, "list", absent.list()),
                SettingsTree.number(in, "click", absent.click()),
                SettingsTree.number(in, "hover", absent.hover()),
                SettingsTree.number(in, "hoverSeconds", absent.hoverSeconds()),
                SettingsTree.number(in, "ignored", absent.ignored()),
                SettingsTree.integer(in, "ignoredMost", absent.ignoredMost()),
                SettingsTree.number(in, "like", absent.like()),
                SettingsTree.number(in, "dislike", absent.dislike()),
                SettingsTree.number(in, "notInterested", absent.notInterested()),
                SettingsTree.number(in, "neutralRating", absent.neutralRating()),
                SettingsTree.number(in, "opinion", absent.opinion())));
  }

  static ViewerOptions viewer(JsonFields in, ViewerOptions absent) {
    int history = SettingsTree.integer(in, "history", absent.history());
    int cached = SettingsTree.integer(in, "cached", absent.cached());
    Duration halfLife = SettingsTree.duration(in, "halfLife", absent.halfLife());
    MaturityAges maturity =
        SettingsTree.section(in, "maturity", absent.maturity(), FeedbackSettings::maturity);
    return SettingsTree.built(
        in, absent, () -> new ViewerOptions(history, cached, halfLife, maturity));
  }

  /// Labels and ages over those that are known; none can be taken away.
  private static MaturityAges maturity(JsonFields in, MaturityAges absent) {
    Map<String, Integer> ages = new TreeMap<>();
    for (String label : in.names()) {
      Integer age = in.integer(label, 0, User.MAX_AGE);
      if (age != null) ages.put(label, age);
      else if (!in.has(label))
        in.faults().malformed(in.pointer(label), "required", "must be 0.." + User.MAX_AGE);
    }
    return SettingsTree.built(in, absent, () -> absent.with(ages));
  }
}

package dev.kindred.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.JsonFields;
import dev.kindred.ranking.CrossEncoderOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How hits are put into their order, and the names of the keys about it; see [SettingsTree].
public record RankingSettings(CrossEncoderOptions crossEncoder) {
  public static final RankingSettings DEFAULT = new RankingSettings(CrossEncoderOptions.DEFAULT);

  void write(ObjectNode section) {
    section
        .putObject("crossEncoder")
        .put("model", text(crossEncoder.model()))
        .put("tokenizer", text(crossEncoder.tokenizer()))
        .put("top", crossEncoder.top())
        .put("budget", DurationText.write(crossEncoder.budget()))
        .put("weight", crossEncoder.weight());
  }

  static RankingSettings read(JsonFields in, RankingSettings absent) {
    return new RankingSettings(
        SettingsTree.section(
            in, "crossEncoder", absent.crossEncoder(), RankingSettings::crossEncoder));
  }

  private static CrossEncoderOptions crossEncoder(JsonFields in, CrossEncoderOptions absent) {
    Path model = SettingsTree.path(in, "model", SettingsTree.NO_PATH);
    Path tokenizer = SettingsTree.path(in, "tokenizer", SettingsTree.NO_PATH);
    int top = SettingsTree.integer(in, "top", absent.top());
    Duration budget = SettingsTree.duration(in, "budget", absent.budget());
    double weight = SettingsTree.number(in, "weight", absent.weight());
    return SettingsTree.built(
        in,
        absent,
        () -> new CrossEncoderOptions(given(model), given(tokenizer), top, budget, weight));
  }

  private static @Nullable Path given(Path path) {
    return path.equals(SettingsTree.NO_PATH) ? null : path;
  }

  private static String text(@Nullable Path path) {
    return path == null ? "" : path.toString();
  }
}

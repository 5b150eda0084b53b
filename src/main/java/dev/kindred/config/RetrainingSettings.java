package dev.kindred.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.json.JsonFields;
import dev.kindred.operation.RetrainingOptions;
import java.time.Duration;

/// The names of the keys about training in the background; see [SettingsTree].
final class RetrainingSettings {
  private static final String NEVER = "never";

  private RetrainingSettings() {}

  static void write(RetrainingOptions options, ObjectNode section) {
    Duration every = options.every();
    section
        .put("every", every == null ? NEVER : DurationText.write(every))
        .put("heap", options.heap());
  }

  static RetrainingOptions read(JsonFields in, RetrainingOptions absent) {
    String text = in.text("every", SettingsTree.MAX_TEXT);
    boolean never = text == null || text.equals(NEVER);
    Duration every = never ? null : SettingsTree.duration(in, "every", Duration.ofDays(1));
    String heap = SettingsTree.text(in, "heap", absent.heap());
    return SettingsTree.built(in, absent, () -> new RetrainingOptions(every, heap));
  }
}

package dev.kindred.model;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Where a set of models comes from and how good it was found.
///
/// @param createdAt when its training ended, to the millisecond
/// @param lastSeq of the events that it was trained on
/// @param viewers with interactions
/// @param interactions that taught it something: pairs of viewer and title
/// @param trainedOn the reward and the options, by name
/// @param metrics on the temporal hold-out, by label
/// @param seconds that its training took
public record Provenance(
    Instant createdAt,
    long lastSeq,
    int viewers,
    int interactions,
    Map<String, String> trainedOn,
    Map<String, Double> metrics,
    double seconds) {
  /// What [#trainedOn] says of whose events they were.
  public static final String AUDIENCE = "audience";

  private static final String SIMULATED = "simulated";
  private static final String REAL = "real";

  public Provenance {
    trainedOn = Map.copyOf(new TreeMap<>(trainedOn));
    metrics = Map.copyOf(new TreeMap<>(metrics));
  }

  /// The value of [#AUDIENCE].
  public static String audience(boolean simulated) {
    return simulated ? SIMULATED : REAL;
  }

  /// Whether the events were those of a simulated audience.
  public boolean simulated() {
    return SIMULATED.equals(trainedOn.get(AUDIENCE));
  }
}

package dev.kindred.config;

import java.util.List;

/// Settings that cannot be used, with everything that is wrong with them: one line each, naming
/// key, place and bound.
public final class SettingsException extends RuntimeException {
  private final transient List<String> faults;

  SettingsException(String subject, List<String> faults) {
    super(subject + ":\n  " + String.join("\n  ", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}

package dev.kindred.access;

/// A key just made, with the secret that is shown this once and kept nowhere.
public record NewKey(AccessKey key, String secret) {
  @Override
  public String toString() {
    return "NewKey[" + key + ", secret hidden]";
  }
}

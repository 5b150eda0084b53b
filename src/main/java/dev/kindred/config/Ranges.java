package dev.kindred.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/// The checks that settings share. Every message starts with the name of the key.
final class Ranges {
  private Ranges() {}

  static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " must be " + min + ".." + max + ", got " + value);
    }
  }

  static void check(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name
              + " must be "
              + DurationText.write(min)
              + ".."
              + DurationText.write(max)
              + ", got "
              + DurationText.write(value));
    }
  }

  /// An http or https address with a host and without a user: passwords have keys of their own.
  static URI webAddress(String name, String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name + " must be a web address: " + e.getReason(), e);
    }
    String scheme = uri.getScheme();
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(name + " must not hold a user or a password");
    }
    if (!("http".equals(scheme) || "https".equals(scheme)) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          name + " must start with http:// or https:// and name a host, got " + text);
    }
    return uri;
  }
}

package dev.kindred.access;

import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Limits how often one client may come with a wrong key or none: [#PER_MINUTE] for an IPv4 address
/// or an IPv6 network of 64 bits, which is what one customer has. Only failures count, so that a
/// good key is never locked out by whoever shares its address, as all do behind a proxy; 256 random
/// bits need no lock against guessing. Thread-safe.
public final class FailedAttempts {
  /// Failures a minute that are answered as such; later ones are told to wait.
  public static final int PER_MINUTE = 300;

  private static final int NETWORK_BYTES = 8;
  private final RateLimiter limiter;

  public FailedAttempts() {
    this(TimeMeter.SYSTEM_NANOTIME);
  }

  FailedAttempts(TimeMeter time) {
    limiter = new RateLimiter(RateLimiter.Options.DEFAULT.withRequestsPerMinute(PER_MINUTE), time);
  }

  /// Counts a failure.
  ///
  /// @param address of the client as a literal, IPv6 with or without brackets and zone
  /// @return not allowed once there were too many
  public RateLimiter.Decision count(String address) {
    return limiter.take(network(address), null);
  }

  /// The address itself, or of an IPv6 address its network.
  private static String network(String address) {
    String literal = address.replaceAll("[\\[\\]]|%.*", "");
    if (literal.indexOf(':') < 0) return literal;
    InetAddress parsed = InetAddress.ofLiteral(literal);
    if (!(parsed instanceof Inet6Address)) return parsed.getHostAddress(); // IPv4 in IPv6's form
    return HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES));
  }
}

package dev.kindred.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes, checks and revokes keys. A secret is `kin_<key id>_<43 characters>`: 256 random bits in
/// URL-safe Base64, of which only the SHA-256 is kept; so much randomness needs no slow hash. What
/// is read from the store is remembered for [#MEMORY], so that a key revoked or made by another
/// process counts that soon; one revoked here is forgotten at once. Thread-safe.
public final class Access {
  /// How long an answer of the store is believed.
  static final Duration MEMORY = Duration.ofSeconds(1);

  private static final int MAX_REMEMBERED = 10_000;
  private static final int SECRET_BYTES = 32;
  private static final int ID_LENGTH = 12;
  private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final Pattern SECRET =
      Pattern.compile("kin_(" + AccessKey.ID.pattern() + ")_[A-Za-z0-9_-]{43}");

  private final KeyStore store;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final LoadingCache<String, Optional<KeyStore.Entry>> known;
  private final LoadingCache<Boolean, Boolean> empty;

  public Access(KeyStore store) {
    this(store, InstantSource.system());
  }

  Access(KeyStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.known = remembering(clock).build(store::find);
    this.empty = remembering(clock).build(_ -> store.isEmpty());
  }

  /// Makes a key and keeps the hash of its secret.
  ///
  /// @param requestsPerMinute its own rate limit; null for the server's
  /// @throws IllegalArgumentException when the name is blank or too long, there is no scope, the
  ///   limit is out of range or the key would have expired already
  public NewKey create(
      String name,
      Set<Scope> scopes,
      @Nullable Instant expiresAt,
      @Nullable Integer requestsPerMinute) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new IllegalArgumentException("expiresAt must be in the future, got " + expiresAt);
    }
    AccessKey key = new AccessKey(freshId(), name, scopes, now, expiresAt, requestsPerMinute);
    byte[] bits = new byte[SECRET_BYTES];
    random.nextBytes(bits);
    String secret =
        "kin_" + key.id() + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    store.add(new KeyStore.Entry(key, hash(secret)));
    forget(key.id());
    return new NewKey(key, secret);
  }

  /// The key a secret belongs to; nothing when it is malformed, unknown, revoked or expired.
  public Optional<AccessKey> authenticate(String secret) {
    Matcher form = SECRET.matcher(secret);
    if (!form.matches()) return Optional.empty();
    Instant now = clock.instant();
    return known
        .get(form.group(1))
        .filter(entry -> sameHash(entry.secretHash(), hash(secret)))
        .map(KeyStore.Entry::key)
        .filter(key -> !key.isExpired(now));
  }

  /// Every key, expired ones too, in order of creation.
  public List<AccessKey> list() {
    return store.list();
  }

  /// Revokes a key; false when there is none.
  public boolean revoke(String id) {
    boolean revoked = store.delete(id);
    forget(id);
    return revoked;
  }

  /// Whether no key exists at all, so that everybody who reaches the server may do everything: it
  /// must then listen on loopback only.
  public boolean open() {
    return empty.get(true);
  }

  private void forget(String id) {
    known.invalidate(id);
    empty.invalidateAll();
  }

  private String freshId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }

  private static boolean sameHash(String kept, String given) {
    return MessageDigest.isEqual(
        kept.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hash(String secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Caffeine<Object, Object> remembering(InstantSource clock) {
    return Caffeine.newBuilder()
        .maximumSize(MAX_REMEMBERED)
        .expireAfterWrite(MEMORY)
        .ticker(() -> Duration.ofMillis(clock.millis()).toNanos());
  }
}

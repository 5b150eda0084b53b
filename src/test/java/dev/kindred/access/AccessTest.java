package dev.kindred.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AccessTest {
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private final KeyStore store = new MemoryKeyStore();
  private final Access access = new Access(store, () -> now);

  @Test
  void theSecretOpensItsKey() {
    NewKey made = access.create("site", Set.of(Scope.READ), null, 600);
    assertThat(made.secret()).matches("kin_" + made.key().id() + "_[A-Za-z0-9_-]{43}");
    assertThat(access.authenticate(made.secret())).contains(made.key());
    assertThat(access.list()).containsExactly(made.key());
  }

  @Test
  void nothingElseOpensIt() {
    NewKey made = access.create("site", Set.of(Scope.READ), null, null);
    NewKey other = access.create("other", Set.of(Scope.READ), null, null);
    String secret = made.secret();
    char last = secret.charAt(secret.length() - 2);
    Stream.of(
            "",
            "kin_",
            secret + "A",
            " " + secret,
            secret.substring(0, secret.length() - 1),
            secret.substring(0, secret.length() - 2)
                + (last == 'A' ? 'B' : 'A')
                + secret.substring(secret.length() - 1),
            "kin_" + other.key().id() + secret.substring(secret.length() - 44),
            "kin_nobody_" + "A".repeat(43),
            "kin_" + "a".repeat(10_000) + "_" + "A".repeat(43))
        .forEach(wrong -> assertThat(access.authenticate(wrong)).as(wrong).isEmpty());
  }

  @Test
  void secretsAreNeverShownAgain() {
    NewKey made = access.create("site", Set.of(Scope.READ), null, null);
    String random = made.secret().substring(made.secret().length() - 43);
    assertThat(made.toString()).contains("site").doesNotContain(random);
    KeyStore.Entry entry = store.find(made.key().id()).orElseThrow();
    assertThat(entry.secretHash()).hasSize(2 * 32);
    assertThat(entry.toString()).doesNotContain(random, entry.secretHash());
  }

  @Test
  void aRevokedKeyOpensNothingAtOnce() {
    NewKey made = access.create("site", Set.of(Scope.READ), null, null);
    assertThat(access.authenticate(made.secret())).isPresent();
    assertThat(access.revoke(made.key().id())).isTrue();
    assertThat(access.authenticate(made.secret())).isEmpty();
    assertThat(access.revoke(made.key().id())).isFalse();
  }

  @Test
  void aKeyRevokedElsewhereOpensNothingAfterASecond() {
    Access elsewhere = new Access(store, () -> now);
    NewKey made = access.create("site", Set.of(Scope.READ), null, null);
    assertThat(access.authenticate(made.secret())).isPresent();
    elsewhere.revoke(made.key().id());
    now = now.plus(Access.MEMORY);
    assertThat(access.authenticate(made.secret())).isEmpty();
  }

  @Test
  void aKeyMadeElsewhereOpensAfterASecond() {
    assertThat(access.open()).isTrue();
    NewKey made = new Access(store, () -> now).create("site", Set.of(Scope.READ), null, null);
    now = now.plus(Access.MEMORY);
    assertThat(access.open()).isFalse();
    assertThat(access.authenticate(made.secret())).isPresent();
  }

  @Test
  void anExpiredKeyOpensNothing() {
    Instant end = now.plus(Duration.ofDays(1));
    NewKey made = access.create("site", Set.of(Scope.READ), end, null);
    now = end.minusMillis(1);
    assertThat(access.authenticate(made.secret())).isPresent();
    now = end;
    assertThat(access.authenticate(made.secret())).isEmpty();
    assertThat(access.open()).isFalse();
    assertThatThrownBy(() -> access.create("late", Set.of(Scope.READ), end, null))
        .hasMessage("expiresAt must be in the future, got " + end);
  }

  @Test
  void openUntilTheFirstKey() {
    assertThat(access.open()).isTrue();
    NewKey made = access.create("site", Set.of(Scope.READ), null, null);
    assertThat(access.open()).isFalse();
    access.revoke(made.key().id());
    assertThat(access.open()).isTrue();
  }

  @Test
  void adminOpensEverythingAndNobodyElseDoes() {
    for (Scope held : Scope.values()) {
      AccessKey key = access.create("site", Set.of(held), null, null).key();
      for (Scope needed : Scope.values()) {
        assertThat(key.allows(needed)).isEqualTo(held == needed || held == Scope.ADMIN);
      }
    }
  }

  @Test
  void rejectsAKeyWithoutNameScopeOrSense() {
    assertThatThrownBy(() -> access.create(" ", Set.of(Scope.READ), null, null))
        .hasMessage("a key name has 1..100 characters, got \" \"");
    assertThatThrownBy(() -> access.create("a\nb", Set.of(Scope.READ), null, null))
        .hasMessageContaining("control characters");
    assertThatThrownBy(() -> access.create("site", EnumSet.noneOf(Scope.class), null, null))
        .hasMessageContaining("has no scope");
    assertThatThrownBy(() -> access.create("site", Set.of(Scope.READ), null, 0))
        .hasMessage("requestsPerMinute must be 1..10000000, got 0");
    assertThat(access.list()).isEmpty();
  }
}

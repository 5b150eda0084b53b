package dev.kindred.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every home of [KeyStore] promises.
public abstract class KeyStoreContract {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123Z");

  /// The store under test, empty when the test starts.
  protected abstract KeyStore store();

  @Test
  void keepsEveryField() {
    AccessKey key =
        new AccessKey(
            "abc1", "Film site 🎬", EnumSet.allOf(Scope.class), NOW, NOW.plusSeconds(60), 600);
    store().add(new KeyStore.Entry(key, "01fe03"));
    KeyStore.Entry found = store().find("abc1").orElseThrow();
    assertThat(found.key()).isEqualTo(key);
    assertThat(found.secretHash()).isEqualTo("01fe03");
    assertThat(store().find("abc2")).isEmpty();
  }

  @Test
  void keepsAbsentFieldsAbsentAndListsInOrderOfCreation() {
    AccessKey later =
        new AccessKey("a", "later", Set.of(Scope.READ), NOW.plusSeconds(1), null, null);
    AccessKey first = new AccessKey("b", "first", Set.of(Scope.ADMIN), NOW, null, null);
    store().add(new KeyStore.Entry(later, "00".repeat(32)));
    store().add(new KeyStore.Entry(first, "00".repeat(32)));
    assertThat(store().list()).containsExactly(first, later);
  }

  @Test
  void deletesAKey() {
    assertThat(store().isEmpty()).isTrue();
    AccessKey key = new AccessKey("a", "one", Set.of(Scope.READ), NOW, null, null);
    store().add(new KeyStore.Entry(key, "00".repeat(32)));
    assertThat(store().isEmpty()).isFalse();
    assertThat(store().delete("a")).isTrue();
    assertThat(store().delete("a")).isFalse();
    assertThat(store().isEmpty()).isTrue();
  }

  @Test
  void refusesAnIdThatIsThere() {
    KeyStore.Entry entry =
        new KeyStore.Entry(
            new AccessKey("a", "one", Set.of(Scope.READ), NOW, null, null), "00".repeat(32));
    store().add(entry);
    assertThatThrownBy(() -> store().add(entry)).isInstanceOf(RuntimeException.class);
    assertThat(store().list()).hasSize(1);
  }
}

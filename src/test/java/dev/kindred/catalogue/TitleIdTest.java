package dev.kindred.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TitleIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"tt0000001", "a/b", "🎬", "with space", "..", "%2F", "日本"})
  void takesOpaqueIds(String value) {
    assertThat(new TitleId(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "a\nb", "a\u0000b", "a\u007Fb", "\uD83C", "a\uDFACb"})
  void refusesWhatIsNoId(String value) {
    assertThat(TitleId.fault(value)).isNotNull();
    assertThatThrownBy(() -> new TitleId(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsBytesAndNotCharacters() {
    assertThat(TitleId.fault("é".repeat(TitleId.MAX_BYTES / 2))).isNull();
    assertThat(TitleId.fault("é".repeat(TitleId.MAX_BYTES / 2) + "e")).contains("got 257");
  }

  @Test
  void isOrderedByItsText() {
    List<String> sorted =
        Stream.of("b", "a", "B", "a1").map(TitleId::new).sorted().map(TitleId::value).toList();
    assertThat(sorted).containsExactly("B", "a", "a1", "b");
  }

  @Test
  void aKeyStartsAtOne() {
    assertThatThrownBy(() -> new TitleKey(0)).hasMessageContaining("got 0");
  }
}

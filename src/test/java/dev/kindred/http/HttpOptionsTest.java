package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpOptionsTest {
  @Test
  void namesWhatIsOutOfRange() {
    HttpOptions options = HttpOptions.DEFAULT;
    assertThatThrownBy(() -> options.withPort(65_536))
        .hasMessage("port must be 0..65535, got 65536");
    assertThatThrownBy(() -> options.withSearch(0, 1, Duration.ofSeconds(1)))
        .hasMessageStartingWith("searchThreads must be 1..");
    assertThatThrownBy(() -> options.withSearch(1, 0, Duration.ofSeconds(1)))
        .hasMessageStartingWith("searchQueue must be 1..");
    assertThatThrownBy(() -> options.withDrain(Duration.ZERO)).hasMessageContaining("drain");
    assertThatThrownBy(() -> options.withHost("no.such.host.invalid").loopback())
        .hasMessageContaining("no.such.host.invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"films.example", "https://films.example/", ""})
  void takesWholeOriginsOnly(String origin) {
    assertThatThrownBy(() -> HttpOptions.DEFAULT.withCorsOrigins(List.of(origin)))
        .hasMessageContaining("corsOrigins must be");
  }
}

package dev.kindred.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.access.FailedAttempts;
import dev.kindred.access.Scope;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

final class FailedAuthenticationTest {
  @Test
  void whoeverComesTooOftenWithoutAGoodKeyWaitsButAGoodKeyPasses() {
    try (RunningServer server = new RunningServer()) {
      String key = server.key(Scope.READ);
      for (int i = 0; i < FailedAttempts.PER_MINUTE; i++)
        assertThat(ask(server, i % 2 == 0 ? "kin_wrong" : "").statusCode()).isEqualTo(401);
      // While these were sent a few of the first may be forgiven again.
      HttpResponse<String> refused = ask(server, "kin_wrong");
      for (int i = 0; refused.statusCode() == 401 && i < FailedAttempts.PER_MINUTE; i++)
        refused = ask(server, "kin_wrong");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(RunningServer.json(refused).get("code").textValue()).isEqualTo("tooManyFailures");
      assertThat(ask(server, key).statusCode()).isEqualTo(200);
    }
  }

  /// @param key empty for none
  private static HttpResponse<String> ask(RunningServer server, String key) {
    var request = server.request("GET", "/v1/titles", null);
    return server.send(key.isEmpty() ? request : request.header("X-API-Key", key));
  }
}

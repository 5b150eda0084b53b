package dev.kindred.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "{\"a\":1}}",
        "{\"a\":1} {}",
        "[1,]",
        "{'a':1}",
        "// no\n{}",
        "NaN",
        "{\"a\":NaN}",
        "{\"a\":-Infinity}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":1,\"a\":2}",
        "nul"
      })
  void refusesWhatIsNotOneDocument(String text) {
    assertThat(fault(text.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo("invalidJson");
  }

  @Test
  void aDuplicateNameIsToldWithItsPlace() {
    Fault fault = fault("{\"a\":\n{\"bc\":1,\"bc\":2}}".getBytes(StandardCharsets.UTF_8));
    assertThat(fault.detail()).contains("bc", "line 2");
    assertThat(fault.pointer()).startsWith("/a");
  }

  @Test
  void brokenUtf8IsToldWithItsOffset() {
    byte[] bytes = {'{', '"', 'a', (byte) 0xC3, '"', ':', '1', '}'};
    assertThat(fault(bytes))
        .isEqualTo(new Fault("", Fault.Kind.MALFORMED, "invalidUtf8", "byte 3 is not valid UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0xC080, 0xEDA080, 0xF5808080, 0xFF, 0x80})
  void overlongAndSurrogateBytesAreNotUtf8(int hex) {
    byte[] all = ByteBuffer.allocate(4).putInt(hex).array();
    int start = 0;
    while (all[start] == 0) start++;
    byte[] bytes = Arrays.copyOfRange(all, start, 4);
    assertThat(catchThrowableOfType(InvalidJsonException.class, () -> Json.decode(bytes)).faults())
        .singleElement()
        .extracting(Fault::code)
        .isEqualTo("invalidUtf8");
  }

  @Test
  void nestingHasALimit() {
    String fits = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
    assertThat(Json.parse(fits).isArray()).isTrue();
    Fault fault = fault(("[" + fits + "]").getBytes(StandardCharsets.UTF_8));
    assertThat(fault.code()).isEqualTo("tooDeep");
    assertThat(fault.pointer()).startsWith("/0/0");
  }

  @Test
  void aNumberOfAThousandAndOneDigitsIsTooLongAndNotTooDeep() {
    Fault fault = fault(("{\"n\":" + "1".repeat(1_001) + "}").getBytes(StandardCharsets.UTF_8));
    assertThat(fault.code()).isEqualTo("tooLong");
    assertThat(fault.pointer()).isEqualTo("/n");
  }

  @Test
  void aFaultCanAlwaysBeSentWhateverTheDocumentHeld() {
    Faults faults = new Faults();
    JsonFields in =
        JsonFields.of(
            Json.parse("{\"\\ud800\":1,\"b\":\"\\udc00\",\"" + "x".repeat(5_000) + "\":1}"),
            "",
            faults);
    in.integer("b", 0, 1);
    in.end();
    assertThat(faults.list()).hasSize(3);
    for (Fault fault : faults.list()) {
      assertThat(fault.pointer().length()).isLessThanOrEqualTo(Fault.MAX_LENGTH);
      byte[] sent = Json.writeBytes(Json.object().put("p", fault.pointer() + fault.detail()));
      assertThat(Json.parse(sent).path("p").textValue())
          .isEqualTo(fault.pointer() + fault.detail());
    }
  }

  @Test
  void enumNamesBecomeCamelCase() {
    assertThat(Json.name(Thread.State.TIMED_WAITING)).isEqualTo("timedWaiting");
  }

  @Test
  void keepsEveryCodePoint() {
    String odd = "🎬\u2028\u0000\"\\é";
    assertThat(Json.parse(Json.writeBytes(Json.object().put("a", odd))).path("a").textValue())
        .isEqualTo(odd);
  }

  private static Fault fault(byte[] json) {
    InvalidJsonException e =
        catchThrowableOfType(InvalidJsonException.class, () -> Json.parse(json));
    assertThat(e).isNotNull();
    assertThat(e.faults()).hasSize(1);
    return e.faults().getFirst();
  }
}

package dev.kindred.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class JsonFieldsTest {
  private final Faults faults = new Faults();

  @Test
  void readsEachType() {
    JsonFields in =
        of(
            "{\"t\":\"x\",\"i\":-3,\"d\":2,\"f\":true,\"l\":[\"a\",\"b\"],\"o\":{\"k\":1},\"os\":[{}],\"c\":\"timedWaiting\"}");
    assertThat(in.text("t", 1)).isEqualTo("x");
    assertThat(in.integer("i", -3, 0)).isEqualTo(-3);
    assertThat(in.number("d", 0, 2)).isEqualTo(2.0);
    assertThat(in.flag("f", false)).isTrue();
    assertThat(in.texts("l", 2, 1)).containsExactly("a", "b");
    assertThat(in.object("o")).isNotNull();
    assertThat(in.objects("os", 1)).hasSize(1);
    assertThat(in.choice("c", Thread.State.class)).isEqualTo(Thread.State.TIMED_WAITING);
    in.end();
    assertThat(faults.isEmpty()).isTrue();
    faults.throwIfAny();
  }

  @Test
  void whatIsAbsentOrNullReadsAsAbsent() {
    JsonFields in = of("{\"a\":null}");
    assertThat(in.has("a")).isFalse();
    assertThat(in.text("a", 9)).isNull();
    assertThat(in.textOrEmpty("a", 9)).isEmpty();
    assertThat(in.integer("b", 0, 9)).isNull();
    assertThat(in.integer("b", 0, 9, 7)).isEqualTo(7);
    assertThat(in.number("b", 0, 9)).isNull();
    assertThat(in.flag("b", true)).isTrue();
    assertThat(in.texts("b", 9, 9)).isEmpty();
    assertThat(in.object("b")).isNull();
    assertThat(in.choice("b", Thread.State.class)).isNull();
    in.end();
    assertThat(faults.isEmpty()).isTrue();
  }

  @Test
  void aWrongTypeIsAFaultAndReadsAsAbsent() {
    JsonFields in = of("{\"t\":1,\"i\":\"1\",\"d\":[],\"f\":0,\"l\":\"a\",\"o\":[],\"c\":1}");
    assertThat(in.text("t", 9)).isNull();
    assertThat(in.integer("i", 0, 9)).isNull();
    assertThat(in.number("d", 0, 9)).isNull();
    assertThat(in.flag("f", true)).isTrue();
    assertThat(in.texts("l", 9, 9)).isEmpty();
    assertThat(in.object("o")).isNotNull();
    assertThat(in.choice("c", Thread.State.class)).isNull();
    assertThat(faults.list())
        .extracting(Fault::pointer)
        .containsExactly("/at/t", "/at/i", "/at/d", "/at/f", "/at/l", "/at/o", "/at/c");
    assertThat(faults.list().get(1).detail())
        .isEqualTo("expected a whole number, got the string \"1\"");
  }

  @Test
  void boundsAreInclusiveAndTold() {
    JsonFields in = of("{\"i\":10,\"d\":9.01,\"t\":\"abc\",\"l\":[\"a\",\"b\"]}");
    in.integer("i", 0, 9);
    in.number("d", 0, 9);
    in.text("t", 2);
    in.texts("l", 1, 9);
    assertThat(faults.list())
        .extracting(Fault::detail)
        .containsExactly(
            "must be 0..9, got 10",
            "must be 0.0..9.0, got 9.01",
            "must have at most 2 characters, got 3",
            "must have at most 1 entries, got 2");
  }

  @Test
  void anUnknownFieldIsRefusedWithTheNearestKnownName() {
    JsonFields in = of("{\"genre\":1,\"zzz\":1}");
    in.texts("genres", 1, 1);
    in.end();
    assertThat(faults.list())
        .extracting(Fault::detail)
        .containsExactly(
            "unknown field \"genre\"; did you mean \"genres\"?", "unknown field \"zzz\"");
  }

  @Test
  void pointersEscapeSlashAndTilde() {
    assertThat(of("{}").pointer("a/b~c")).isEqualTo("/at/a~1b~0c");
  }

  @Test
  void aRequiredFieldThatIsMissingIsAFault() {
    assertThat(of("{}").requiredText("name", 9)).isEmpty();
    assertThat(faults.list()).extracting(Fault::code).containsExactly("required");
    assertThatThrownBy(faults::throwIfAny).hasMessage("/at/name: is required");
  }

  @Test
  void aLongValueIsShortenedBetweenCharacters() {
    of("{\"i\":\"" + "x".repeat(39) + "🎬".repeat(50) + "\"}").integer("i", 0, 1);
    assertThat(faults.list().getFirst().detail()).endsWith("\"" + "x".repeat(39) + "…\"");
  }

  @Test
  void onlyTheFirstFaultsAreKeptButAllAreCounted() {
    for (int i = 0; i <= Faults.MAX; i++) faults.malformed("/" + i, "x", "x");
    assertThat(faults.list()).hasSize(Faults.MAX);
    assertThat(faults.count()).isEqualTo(Faults.MAX + 1);
  }

  private JsonFields of(String json) {
    return JsonFields.of(Json.parse(json), "/at", faults);
  }
}

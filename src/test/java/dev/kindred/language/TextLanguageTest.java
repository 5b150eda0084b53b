package dev.kindred.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextLanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ein Film über einen Mann, der sich nicht erinnert | de",
        "une comédie avec des animaux pour les enfants | fr",
        "una película con robots para niños | es",
        "een film over een man die niet slapen kan, met humor | nl",
        "en film om en man som inte minns och är ensam | sv"
      })
  void tellsTheLanguageOfAShortQuery(String query, String language) {
    assertThat(TextLanguage.ofQueryOtherThan("en", query)).contains(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i think i saw it on tv, i was at home",
        "El Mariachi and Los Olvidados",
        "Il Postino, La Dolce Vita, Les Diaboliques",
        "Das Boot",
        "robots",
        ""
      })
  void saysNothingOfEnglishAndOfNames(String query) {
    assertThat(TextLanguage.ofQueryOtherThan("en", query)).isEmpty();
  }

  @Test
  void countsTheLettersOfAScript() {
    assertThat(TextLanguage.inScript("робот robo", "en")).isEqualTo(4.0 / 9);
    assertThat(TextLanguage.inScript("робот robo", "ru")).isEqualTo(5.0 / 9);
    assertThat(TextLanguage.inScript("1984 🤖", "en")).isEqualTo(1);
  }
}

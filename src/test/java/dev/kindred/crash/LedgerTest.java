package dev.kindred.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LedgerTest {
  private static final TitleId ID = new TitleId("a");
  private static final Optional<Title> FIRST = Optional.of(Versions.title(ID, 1));
  private static final Optional<Title> SECOND = Optional.of(Versions.title(ID, 2));
  private final Ledger ledger = new Ledger();

  @Test
  void whatWasNeverAnsweredMayBeThereOrNot() {
    Ledger.Attempt first = ledger.attempt(ID, FIRST);
    assertThat(ledger.allowed(ID))
        .extracting(Ledger.Attempt::title)
        .containsExactly(Optional.empty(), FIRST);
    ledger.answered(first);
    assertThat(ledger.allowed(ID)).containsExactly(first);
  }

  @Test
  void anAnswerRulesOutWhatWasBeforeItAndNotWhatWasTriedSince() {
    Ledger.Attempt first = ledger.attempt(ID, FIRST);
    Ledger.Attempt second = ledger.attempt(ID, SECOND);
    Ledger.Attempt deletion = ledger.attempt(ID, Optional.empty());
    ledger.answered(second);
    assertThat(ledger.allowed(ID)).containsExactly(second, deletion);
    ledger.answered(first);
    assertThat(ledger.allowed(ID)).containsExactly(second, deletion);
  }

  @Test
  void eachVersionHasAWordOfItsOwn() {
    assertThat(Versions.word(FIRST.orElseThrow()))
        .isEqualTo(Versions.word(ID, 1))
        .isNotEqualTo(Versions.word(SECOND.orElseThrow()));
  }
}

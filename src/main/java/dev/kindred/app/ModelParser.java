package dev.kindred.app;

import dev.kindred.config.Settings;
import dev.kindred.llm.Budget;
import dev.kindred.llm.Chat;
import dev.kindred.llm.Instructions;
import dev.kindred.query.LlmParser;
import dev.kindred.query.ParserOptions.Parser;
import java.time.Clock;
import java.util.Optional;

/// The language model that reads requests, with the chat it asks.
record ModelParser(Chat chat, LlmParser parser) implements AutoCloseable {
  /// Empty when the settings leave the reading to the grammar.
  static Optional<ModelParser> of(Settings settings, BundledCatalogue bundled) {
    if (settings.query().parser() != Parser.LLM) return Optional.empty();
    Chat chat = new Chat(settings.llm().withRetries(0), new Budget(settings.llm().budget()));
    Instructions how = Instructions.read(bundled.prompts(), LlmParser.PROMPT);
    return Optional.of(
        new ModelParser(chat, new LlmParser(chat, how, settings.query(), Clock.systemUTC())));
  }

  @Override
  public void close() {
    try (chat) {
      parser.close();
    }
  }
}

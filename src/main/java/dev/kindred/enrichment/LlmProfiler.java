package dev.kindred.enrichment;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.Source;
import dev.kindred.catalogue.ContentProfile.SourceKind;
import dev.kindred.catalogue.Title;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.language.TextLanguage;
import dev.kindred.llm.Chat;
import dev.kindred.llm.Instructions;
import dev.kindred.llm.Question;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Has a language model write the content profile of a title: one call, and a second that sends the
/// faults back when the reply has any. What others wrote about a title goes to the model as quoted
/// data, and whatever comes back is read as a profile or refused. Thread-safe.
public final class LlmProfiler {
  /// Name of the prompt.
  public static final String PROMPT = "profile";

  /// Tokens of a profile: those bundled with Kindred have 220 on average, as JSON.
  public static final int REPLY_TOKENS = 220;

  /// Most of a wrong reply that is sent back.
  private static final int MAX_QUOTED = 4_000;

  private static final int MAX_REASON = 500;

  private final Chat chat;
  private final Instructions how;
  private final String instructions;
  private final String language;
  private final ReplyCheck check;
  private final InstantSource clock;

  /// @param language BCP 47 primary tag that profiles are written in
  /// @param names of the catalogue, which profiles may not name
  public LlmProfiler(
      Chat chat, Instructions how, String language, CatalogueNames names, InstantSource clock) {
    this.chat = chat;
    this.how = how;
    this.language = language;
    this.clock = clock;
    instructions = how.with("language", TextLanguage.name(language));
    check = new ReplyCheck(how.schema(), names, language);
  }

  /// Names everything that a profile follows from: prompt, schema, language, model and the facts of
  /// the title. A stored profile with this hash is up to date.
  public String promptHash(Title title) {
    return Instructions.hash(how.hash(), language, chat.model(), TitleFacts.json(title));
  }

  /// Tokens of the call for a title, without its reply; estimated.
  public int tokens(Title title) {
    return question(title).tokens();
  }

  /// The profile of a title. Takes seconds.
  ///
  /// @throws ProfileRefusedException when the model cannot be brought to write a right one
  /// @throws dev.kindred.llm.LlmException when it does not answer
  public ContentProfile profile(Title title) throws ProfileRefusedException {
    Source source =
        new Source(
            SourceKind.LLM,
            chat.model(),
            promptHash(title),
            clock.instant().truncatedTo(ChronoUnit.SECONDS));
    Question question = question(title);
    String reply = chat.ask(question);
    try {
      return check.read(reply, title, source);
    } catch (InvalidJsonException first) {
      Question again =
          question.then(
              reply.substring(0, Math.min(reply.length(), MAX_QUOTED)),
              "Your reply is not accepted:\n"
                  + ReplyCheck.lines(first)
                  + "\nAnswer with the whole corrected JSON object and nothing else.");
      try {
        return check.read(chat.ask(again), title, source);
      } catch (InvalidJsonException second) {
        String reason = ReplyCheck.lines(second).replace("\n", "; ");
        throw new ProfileRefusedException(
            reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON - 1) + "…");
      }
    }
  }

  private Question question(Title title) {
    return Question.of(how, instructions, TitleFacts.json(title));
  }
}

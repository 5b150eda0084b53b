package dev.kindred.llm;

import dev.kindred.json.JsonSchema;
import java.util.ArrayList;
import java.util.List;

/// One question to a model.
///
/// @param instructions what the model is to do; never holds what others wrote
/// @param turns what was said, by us and by the model in turn, we first and last
/// @param schema of the JSON that is asked for
public record Question(String instructions, List<String> turns, String name, JsonSchema schema) {
  private static final int CHARACTERS_PER_TOKEN = 4;

  /// What a provider adds to frame a message.
  private static final int FRAME = 8;

  public Question {
    turns = List.copyOf(turns);
    if (turns.size() % 2 == 0)
      throw new IllegalArgumentException("we speak first and last, got " + turns.size() + " turns");
  }

  public static Question of(Instructions how, String instructions, String said) {
    return new Question(instructions, List.of(said), how.name(), how.schema());
  }

  /// The conversation carried on.
  public Question then(String reply, String said) {
    List<String> longer = new ArrayList<>(turns);
    longer.add(reply);
    longer.add(said);
    return new Question(instructions, longer, name, schema);
  }

  /// Tokens of all that is sent, estimated: four characters are one.
  public int tokens() {
    int tokens = tokens(instructions) + tokens(schema.text()) + 2 * FRAME;
    for (String turn : turns) tokens += tokens(turn) + FRAME;
    return tokens;
  }

  /// Tokens of a text, estimated.
  public static int tokens(String text) {
    return Math.ceilDiv(text.length(), CHARACTERS_PER_TOKEN);
  }
}

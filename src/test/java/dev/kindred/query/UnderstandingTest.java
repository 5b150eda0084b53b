package dev.kindred.query;

import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.embedding.EmbeddingException;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.query.Interpretation.Kind;
import dev.kindred.query.Interpretation.Parser;
import dev.kindred.query.Understanding.Meaning;
import dev.kindred.testing.HashingEmbedder;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.Readings;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnderstandingTest {
  private static final String FERRY = "a ferry sinks at night ".repeat(8).strip() + ".";
  private static final String BREAD = "then he bakes bread ".repeat(10).strip() + ".";
  private static final String LONG = FERRY + " " + BREAD;

  @TempDir Path folder;

  @Test
  void aLongDescriptionHasAVectorForEachPassageBesideItsOwn() {
    UnderstoodQuery query = understood(Kind.DESCRIPTION, LONG, Meaning.WANTED, Indexes.EMBEDDER);
    assertThat(query.meaning()).isNotNull();
    assertThat(query.passages())
        .containsExactly(Indexes.EMBEDDER.apply(FERRY), Indexes.EMBEDDER.apply(BREAD));
  }

  @Test
  void otherTextsHaveNone() {
    assertThat(passages(Kind.DESCRIPTION, FERRY, Meaning.WANTED)).isEmpty();
    assertThat(passages(Kind.DESCRIPTION, LONG, Meaning.UNWANTED)).isEmpty();
    assertThat(passages(Kind.CONVERSATION, LONG, Meaning.WANTED)).isEmpty();
  }

  @Test
  void passagesThatCannotBeEmbeddedAreLeftOut() {
    UnderstoodQuery query =
        understood(
            Kind.DESCRIPTION,
            LONG,
            Meaning.WANTED,
            text -> {
              if (text.equals(BREAD)) throw new EmbeddingException("no more");
              return Indexes.EMBEDDER.apply(text);
            });
    assertThat(query.meaning()).isNotNull();
    assertThat(query.passages()).isEmpty();
    assertThat(query.embeddingFailure()).isNull();
  }

  private List<float[]> passages(Kind kind, String text, Meaning meaning) {
    return understood(kind, text, meaning, Indexes.EMBEDDER).passages();
  }

  private UnderstoodQuery understood(
      Kind kind, String text, Meaning meaning, Function<String, float[]> embedder) {
    try (TitleIndex index = Indexes.bulkLoaded(folder, Indexes.indexed(aTitle().build()));
        TitleSearcher searcher = index.acquire()) {
      return Indexes.understanding(HashingEmbedder.MODEL, embedder)
          .understand(Readings.ofWords(kind, text, Parser.GRAMMAR), meaning, searcher);
    }
  }
}

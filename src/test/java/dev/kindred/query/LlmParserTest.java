package dev.kindred.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.index.TitleIndex;
import dev.kindred.index.TitleSearcher;
import dev.kindred.json.Json;
import dev.kindred.llm.Budget;
import dev.kindred.llm.Chat;
import dev.kindred.llm.Instructions;
import dev.kindred.llm.LlmOptions;
import dev.kindred.testing.Indexes;
import dev.kindred.testing.LlmServer;
import dev.kindred.testing.LlmServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A model that reads as the test says, at the wire, over a small index.
@Timeout(60)
final class LlmParserTest {
  private static final Instructions HOW =
      Instructions.read(Path.of("embeddings/prompts"), LlmParser.PROMPT);
  private static final String READ =
      """
      {"kind": "request", "like": [{"type": "title", "name": "Blade Runner", "year": null, "period": null}],
       "dislike": [], "wanted": ["hopeful"], "unwanted": ["gore"],
       "filter": {"field": "runtimeMinutes", "lte": 120}, "text": "androids"}
      """;

  @TempDir static Path folder;
  private static TitleIndex index;
  private static TitleSearcher searcher;

  private volatile Answer answer = new Answer.Says(READ);
  private final LlmServer server = new LlmServer(request -> answer);
  private final Chat chat =
      new Chat(
          LlmOptions.DEFAULT
              .withModel(LlmOptions.Provider.OPEN_AI_COMPATIBLE, "tiny", server.url(), null)
              .withRetries(0),
          new Budget(new Budget.Limits(8, 0, Duration.ofHours(1))));
  private final LlmParser parser =
      new LlmParser(
          chat,
          HOW,
          new ParserOptions(ParserOptions.Parser.LLM, Duration.ofSeconds(5), 100),
          () -> Instant.parse("2026-11-26T12:00:00Z"));

  @BeforeAll
  static void open() {
    Title blade =
        Title.builder(new TitleId("blade-runner-1982"), Title.Kind.MOVIE, "Blade Runner")
            .year(1982)
            .genres(List.of("Science Fiction"))
            .people(Title.Role.DIRECTOR, List.of("Ridley Scott"))
            .build();
    Title old =
        Title.builder(new TitleId("dune-1984"), Title.Kind.MOVIE, "Dune").year(1984).build();
    Title now =
        Title.builder(new TitleId("dune-2021"), Title.Kind.MOVIE, "Dune").year(2021).build();
    index = Indexes.bulkLoaded(folder, Indexes.indexed(blade, old, now));
    searcher = index.acquire();
  }

  @AfterAll
  static void close() {
    searcher.close();
    index.close();
  }

  @AfterEach
  void stop() {
    parser.close();
    chat.close();
    server.close();
  }

  @Test
  void readsWhatTheModelSays() {
    Filter mine = Reading.anyOf("languages", List.of("en"));
    Interpretation read =
        parser.read(" like blade runner but hopeful, androids ", mine, searcher).orElseThrow();
    assertThat(read.parser()).isEqualTo(Interpretation.Parser.LLM);
    assertThat(read.kind()).isEqualTo(Interpretation.Kind.REQUEST);
    assertThat(read.anchors())
        .containsExactly(
            new Preference.OfTitle(new TitleId("blade-runner-1982"), "Blade Runner", 1));
    assertThat(read.wanted()).containsExactly(Aspect.some("hopeful"));
    assertThat(read.unwanted()).containsExactly(Aspect.some("gore"));
    assertThat(((Filter.All) read.filter()).parts()).startsWith(mine).hasSize(2);
    assertThat(read.text()).isEqualTo("androids");
    assertThat(Json.parse(LlmServer.said(server.requests().getFirst())).path("query").asText())
        .isEqualTo("like blade runner but hopeful, androids");
    assertThat(server.requests().getFirst().at("/messages/0/content").asText())
        .contains("2026-11-26");
  }

  @Test
  void asksOnceForOneText() {
    for (int i = 0; i < 3; i++)
      assertThat(parser.read("like blade runner", Filter.NONE, searcher)).isPresent();
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          the Dune from 1984      | like    | [{"type":"title","name":"Dune","year":1984,"period":null}]           | like dune-1984
          early ridley scott      | like    | [{"type":"person","name":"ridley scott","year":null,"period":"early"}] | like Ridley Scott EARLY
          like bladerunner        | like    | [{"type":"title","name":"Blade Runner","year":null,"period":null}]   | like blade-runner-1982
          like Zzyzx Road         | like    | [{"type":"title","name":"Zzyzx Road","year":null,"period":null}]     | note unknownAnchor
          not sci-fi              | dislike | [{"type":"genre","name":"sci-fi","year":null,"period":null}]         | like Science Fiction -1.0
          scifi please            | filter  | {"field":"genres","eq":"science fiction"}                            | filter Science Fiction
          by ridley scott         | filter  | {"field":"people.director","eq":"ridley scott"}                      | filter Ridley Scott
          gory but without gore   | wanted  | ["gore"]                                                             | note contradiction
          """)
  void resolvesNamesAsTheCatalogueSpellsThem(
      String query, String field, String value, String read) {
    answer = new Answer.Says(with(field, value));
    assertThat(line(parser.read(query, Filter.NONE, searcher).orElseThrow())).contains(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          films about robots | like   | [{"type":"title","name":"Dune","year":null,"period":null}]
          films about robots | filter | {"field":"genres","eq":"Musical"}
          films about robots | filter | {"field":"people.cast","eq":"Zed Nobody"}
          films about robots | filter | {"field":"countries","eq":"Atlantis"}
          films about robots | filter | {"field":"profile.source","eq":"llm"}
          films about robots | filter | {"field":"yaer","gte":1990}
          films about robots | filter | {"field":"year","gte":"soon"}
          films about robots | kind   | "spell"
          films about robots | wanted | "hopeful"
          """)
  void leavesAWrongReadingToTheGrammar(String query, String field, String value) {
    answer = new Answer.Says(with(field, value));
    assertThat(parser.read(query, Filter.NONE, searcher)).isEmpty();
  }

  @Test
  void aDescriptionIsTakenWhole() {
    answer = new Answer.Says(with("kind", "\"description\""));
    Interpretation read = parser.read("a man hunts androids", Filter.NONE, searcher).orElseThrow();
    assertThat(read.kind()).isEqualTo(Interpretation.Kind.DESCRIPTION);
    assertThat(read.filter()).isEqualTo(Filter.NONE);
    assertThat(read.anchors()).isEmpty();
    assertThat(read.text()).isEqualTo("a man hunts androids");
  }

  @Test
  void doesNotWaitForASlowModelAndKeepsItsLateReply() throws Exception {
    answer = new Answer.Late(READ, Duration.ofMillis(400));
    ParserOptions hasty = new ParserOptions(ParserOptions.Parser.LLM, Duration.ofMillis(50), 100);
    try (LlmParser impatient = new LlmParser(chat, HOW, hasty, Instant::now)) {
      assertThat(impatient.read("like blade runner", Filter.NONE, searcher)).isEmpty();
      Optional<Interpretation> read = Optional.empty();
      while (read.isEmpty()) {
        Thread.sleep(150);
        read = impatient.read("like blade runner", Filter.NONE, searcher);
      }
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void leavesAModelThatIsDownAlone() {
    answer = new Answer.Status(500, "down", Map.of());
    for (int i = 0; i < 10; i++)
      assertThat(parser.read("query " + i, Filter.NONE, searcher)).isEmpty();
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void asksNoMoreThanItsBudget() {
    for (int i = 0; i < 20; i++) {
      boolean present = parser.read("blade runner " + i, Filter.NONE, searcher).isPresent();
      assertThat(present).isEqualTo(i < 8);
    }
    assertThat(server.requests()).hasSize(8);
  }

  @Test
  void noOtherReplyOrTextEndsInAFailure() {
    for (Answer odd :
        List.of(
            new Answer.Says("I would rather not."),
            new Answer.Says("[".repeat(100_000)),
            new Answer.Cut(READ))) {
      answer = odd;
      try (LlmParser one = new LlmParser(chat, HOW, ParserOptions.DEFAULT, Instant::now)) {
        assertThat(one.read("q " + odd.getClass(), Filter.NONE, searcher)).isEmpty();
      }
    }
    int before = server.requests().size();
    assertThat(parser.read(" ", Filter.NONE, searcher)).isEmpty();
    assertThat(parser.read("word ".repeat(300), Filter.NONE, searcher)).isEmpty();
    assertThat(server.requests()).hasSize(before);
  }

  private static String with(String field, String json) {
    var reply =
        Json.object()
            .put("kind", "request")
            .put("text", "")
            .<com.fasterxml.jackson.databind.node.ObjectNode>set("like", Json.array())
            .<com.fasterxml.jackson.databind.node.ObjectNode>set("dislike", Json.array())
            .<com.fasterxml.jackson.databind.node.ObjectNode>set("wanted", Json.array())
            .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                "unwanted", Json.array().add("gore"));
    reply.set("filter", null);
    reply.set(field, Json.parse(json));
    return Json.write(reply);
  }

  private static String line(Interpretation read) {
    StringBuilder line = new StringBuilder();
    for (Preference anchor : read.anchors()) {
      line.append(
          switch (anchor) {
            case Preference.OfTitle title -> "like " + title.id().value();
            case Preference.OfPerson person -> "like " + person.name() + " " + person.period();
            case Preference.OfGenre genre -> "like " + genre.name() + " " + genre.weight();
            case Preference.OfText text -> "like " + text.text();
          });
      line.append("; ");
    }
    if (read.filter() instanceof Filter.AnyOf(_, List<Filter.Value> values)
        && values.getFirst() instanceof Filter.Text(String value))
      line.append("filter ").append(value);
    read.notes().forEach(note -> line.append(" note ").append(note.code()));
    return line.toString();
  }
}

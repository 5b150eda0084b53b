package dev.kindred.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.ContentProfile.Source;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.json.Faults;
import dev.kindred.json.InvalidJsonException;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.llm.Instructions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The checks against the bundled profiles, which a model wrote and people read: how much that is
/// right they refuse.
final class BundledRepliesTest {
  @Test
  void nearlyAllBundledProfilesPass() throws IOException {
    Map<String, Title> titles = new HashMap<>();
    CatalogueNames names = new CatalogueNames();
    for (String line : Files.readAllLines(Path.of("index/catalogue/titles.jsonl"))) {
      JsonFields in = JsonFields.of(Json.parse(line), "", new Faults());
      Title title = Objects.requireNonNull(TitleJson.read(in, null));
      titles.put(title.id().value(), title);
      names.add(title);
    }
    Instructions how = Instructions.read(Path.of("embeddings/prompts"), LlmProfiler.PROMPT);
    ReplyCheck check = new ReplyCheck(how.schema(), names, "en");
    List<String> refused = new ArrayList<>();
    int read = 0;
    for (String line : Files.readAllLines(Path.of("embeddings/profiles/profiles.jsonl"))) {
      ObjectNode profile = (ObjectNode) Json.parse(line);
      Title title = Objects.requireNonNull(titles.get(profile.remove("titleId").asText()));
      profile.remove("source");
      read++;
      try {
        check.read(Json.write(profile), title, Source.METADATA);
      } catch (InvalidJsonException e) {
        refused.add(title.id() + ": " + ReplyCheck.lines(e));
      }
    }
    assertThat(refused.size()).as(String.join("\n", refused)).isLessThan(read / 50);
  }
}

package dev.kindred.catalogue;

import static dev.kindred.testing.Titles.aProfile;
import static dev.kindred.testing.Titles.aTitle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.catalogue.ContentProfile.SourceKind;
import dev.kindred.catalogue.Title.Alias;
import dev.kindred.catalogue.Title.Kind;
import dev.kindred.catalogue.Title.Links;
import dev.kindred.json.Faults;
import dev.kindred.json.JsonFields;
import dev.kindred.testing.Seeded;
import dev.kindred.testing.Titles;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MergeRuleTest {
  @Test
  void theKeptTitleWinsAndTheOthersFillInTheirOrder() {
    Title kept = aTitle().withId("k").named("Heat").from(1995).inGenres("Crime").build();
    Title first =
        aTitle().withId("a").named("Heat").from(1996).lasting(170).inGenres("Drama").build();
    Title second = aTitle().withId("b").named("Heat").lasting(99).about("Two men.").build();
    Title united = MergeRule.unite(kept, List.of(first, second));
    assertThat(united)
        .isEqualTo(
            aTitle()
                .withId("k")
                .named("Heat")
                .from(1995)
                .inGenres("Crime")
                .lasting(170)
                .about("Two men.")
                .build());
    assertThat(MergeRule.unite(kept, List.of())).isEqualTo(kept);
  }

  @Test
  void peopleAreFilledRoleByRole() {
    Title kept = aTitle().directedBy("Michael Mann").build();
    Title more = aTitle().directedBy("M. Mann").starring("Al Pacino").build();
    assertThat(MergeRule.unite(kept, List.of(more)).people())
        .extracting(Title.Person::name)
        .containsExactly("Michael Mann", "Al Pacino");
  }

  @Test
  void theDroppedNamesBecomeAliasesOnce() {
    Title kept = aTitle().named("Spirited Away").alsoKnownAs("Chihiro").build();
    Title more =
        Title.builder(new TitleId("x"), Kind.MOVIE, "Sen to Chihiro")
            .originalName("千と千尋の神隠し")
            .aliases(List.of(new Alias("SPIRITED AWAY", "en"), new Alias("chihiro", null)))
            .build();
    Title united = MergeRule.unite(kept, List.of(more));
    assertThat(united.name()).isEqualTo("Spirited Away");
    assertThat(united.originalName()).isEqualTo("千と千尋の神隠し");
    assertThat(united.aliases())
        .containsExactly(new Alias("Chihiro", null), new Alias("Sen to Chihiro", null));
  }

  @Test
  void linksAndAttributesAreFilledNameByName() {
    Title kept =
        Title.builder(new TitleId("k"), Kind.MOVIE, "K")
            .links(new Links("tt1", null, null))
            .attributes(Map.of("shelf", new AttributeValue.Text("A")))
            .build();
    Title more =
        Title.builder(new TitleId("m"), Kind.MOVIE, "K")
            .links(new Links("tt2", "7", null))
            .attributes(
                Map.of(
                    "shelf",
                    new AttributeValue.Text("B"),
                    "seasons",
                    new AttributeValue.Decimal(2)))
            .build();
    Title united = MergeRule.unite(kept, List.of(more));
    assertThat(united.links()).isEqualTo(new Links("tt1", "7", null));
    assertThat(united.attributes())
        .isEqualTo(
            Map.of(
                "shelf", new AttributeValue.Text("A"), "seasons", new AttributeValue.Decimal(2)));
  }

  @Test
  void whatContradictsTheKeptFactsStaysOut() {
    Title kept = Title.builder(new TitleId("k"), Kind.SERIES, "K").year(2010).build();
    Title more =
        Title.builder(new TitleId("m"), Kind.SERIES, "K")
            .endYear(2005)
            .parentId(new TitleId("k"))
            .editionOf(new TitleId("k"))
            .build();
    assertThat(MergeRule.unite(kept, List.of(more))).isEqualTo(kept);
  }

  @Test
  void theBetterProfileIsAPersonsThenAModels() {
    ContentProfile human = aProfile().by(SourceKind.HUMAN).build();
    ContentProfile llm = aProfile().by(SourceKind.LLM).build();
    ContentProfile derived = aProfile().by(SourceKind.METADATA).build();
    assertThat(MergeRule.better(llm, human)).isSameAs(human);
    assertThat(MergeRule.better(human, llm)).isSameAs(human);
    assertThat(MergeRule.better(derived, llm)).isSameAs(llm);
    assertThat(MergeRule.better(null, derived)).isSameAs(derived);
    ContentProfile other = aProfile().pitched("other").build();
    assertThat(MergeRule.better(human, other)).isSameAs(human);
    assertThat(MergeRule.better(null, null)).isNull();
  }

  @Test
  @Seeded
  void anyTitlesMakeATitleThatTheStoreTakes(Random random) {
    for (int i = 0; i < 300; i++) {
      Title kept = Titles.random(random);
      Title united = MergeRule.unite(kept, List.of(Titles.random(random), Titles.random(random)));
      Faults faults = new Faults();
      JsonFields in = JsonFields.of(TitleJson.write(united), "", faults);
      assertThat(TitleJson.read(in, kept.id())).isEqualTo(united);
      assertThat(faults.list()).isEmpty();
    }
  }
}

package dev.kindred.recommendation;

import static dev.kindred.recommendation.SmallService.trained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.candidates.Source;
import dev.kindred.catalogue.Title;
import dev.kindred.feedback.EventType;
import dev.kindred.model.ModelSet;
import dev.kindred.recommendation.RecommendationAnswer.Item;
import dev.kindred.testing.Titles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Titles that came after the models were trained, in the lists of viewers whose taste is known.
final class NewTitlesTest {
  private static final int HORROR = 0;
  private static final int ROMANCE = 1;
  private static final int NEW = 1_000;

  @AutoClose private final SmallService service;

  NewTitlesTest(@TempDir Path folder) {
    service = new SmallService(folder);
    watch("fan", HORROR);
    watch("lover", ROMANCE);
  }

  @Test
  void aTitleThatNobodyHasWatchedReachesThoseWhoLikeItsLikeByTaste() {
    service.use(trained());
    service.put(horror());
    Item item = item("fan").orElseThrow();
    assertThat(item.sources()).contains(Source.TASTE, Source.FOR_YOU);
    assertThat(item("lover")).isEmpty();
  }

  @Test
  void withoutTasteVectorsItIsNotAmongThem() {
    service.models = trained();
    service.put(horror());
    assertThat(item("fan").map(Item::sources).orElse(Set.of()))
        .doesNotContain(Source.TASTE, Source.FOR_YOU);
  }

  @Test
  void whatIsKnownKeepsItsOrder() {
    service.models = trained();
    List<Integer> before = known("fan");
    service.use(trained());
    assertThat(known("fan").subList(0, 5)).isEqualTo(before.subList(0, 5));
  }

  @Test
  void theViewerIsFoldedInToTheModelsOfTheIndexWhateverIsLive(@TempDir Path folder)
      throws IOException {
    service.use(trained());
    service.put(horror());
    ModelSet later = renamed(service.train(folder, 12));
    service.models = later;
    RecommendationAnswer answer = ask("fan");
    assertThat(answer.warnings()).isEmpty();
    assertThat(answer.model()).isEqualTo(later.id());
    assertThat(item("fan").orElseThrow().sources()).contains(Source.TASTE);
  }

  @Test
  void answersGoOnWhenTheModelsOfTheIndexCannotBeHad() {
    service.use(trained());
    service.indexed = null;
    RecommendationAnswer answer = ask("fan");
    assertThat(answer.warnings()).isEmpty();
    assertThat(answer.items())
        .hasSize(50)
        .anySatisfy(item -> assertThat(item.sources()).contains(Source.FOR_YOU));
  }

  private static ModelSet renamed(ModelSet set) {
    return new ModelSet(
        "000002",
        set.provenance(),
        set.titles(),
        set.taste(),
        set.forYou(),
        set.trending(),
        set.segments(),
        set.content());
  }

  private void watch(String user, int cluster) {
    for (int n = 1; n <= 24; n++) service.tell(EventType.COMPLETE, user, 4 * n + cluster, n);
  }

  private static Title horror() {
    return Titles.aTitle()
        .withId("t" + NEW)
        .named("Title " + NEW)
        .from(2026)
        .inGenres("Horror")
        .about("ghost blood house night")
        .directedBy("Director 4")
        .build();
  }

  private RecommendationAnswer ask(String user) {
    return service.recommendations.recommend(
        RecommendationRequest.of(Placement.HOME, SmallService.user(user)).withLimit(50));
  }

  private Optional<Item> item(String user) {
    return ask(user).items().stream()
        .filter(item -> item.document().title().id().value().equals("t" + NEW))
        .findFirst();
  }

  /// Those of the list that the models know, in its order.
  private List<Integer> known(String user) {
    return ask(user).items().stream()
        .filter(item -> trained().titles().row(item.document().key()) >= 0)
        .map(item -> SmallService.number(item.document().title().id()))
        .toList();
  }
}

package dev.kindred.simulation;

import dev.kindred.catalogue.Title;
import dev.kindred.feedback.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The viewers of a [World]. Viewers of a crowd like what a few titles have in common, each also
/// what a few others have; a visit shows a page of titles, of which the viewer looks at some,
/// chooses by taste, appeal and chance, and likes what it then watches by the same. Cost: viewers ×
/// visits × titles.
final class Audience {
  private static final int TITLES_OF_A_CROWD = 4;
  private static final int TITLES_OF_ONE = 2;

  private final World world;
  private final List<Title> titles;
  private final Labels labels;
  private final Appeal appeal;
  private final List<Map<String, Double>> crowds = new ArrayList<>();

  Audience(World world, List<Labels.Labelled> labelled) {
    this.world = world;
    this.titles = labelled.stream().map(Labels.Labelled::title).toList();
    this.labels = new Labels(labelled);
    Draws draws = new Draws(world.seed(), 0);
    this.appeal = new Appeal(titles, world, draws);
    for (int i = 0; i < world.crowds(); i++)
      crowds.add(labels.towards(known(TITLES_OF_A_CROWD, draws)));
  }

  /// All that happened up to a moment, in the order of time.
  List<Event> events(Instant until) {
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= world.viewers(); i++) {
      Draws draws = new Draws(world.seed(), i);
      Map<String, Double> taste =
          Labels.between(
              crowds.get(draws.below(crowds.size())),
              labels.towards(known(TITLES_OF_ONE, draws)),
              world.ownTaste());
      events.addAll(
          new SimulatedViewer(world, i, titles, labels.fit(taste), appeal, draws).live(until));
    }
    events.sort((a, b) -> {
      int byTime = a.timestamp().compareTo(b.timestamp());
      return byTime != 0 ? byTime : a.id().value().compareTo(b.id().value());
    });
    return events;
  }

  /// Some titles, the better known ones rather.
  private List<Integer> known(int count, Draws draws) {
    List<Integer> known = new ArrayList<>();
    while (known.size() < Math.min(count, titles.size())) {
      int best = -1;
      double highest = Double.NEGATIVE_INFINITY;
      for (int title = 0; title < titles.size(); title++) {
        double score = appeal.lasting(title) + draws.gumbel();
        if (score > highest && !known.contains(title)) {
          best = title;
          highest = score;
        }
      }
      known.add(best);
    }
    return known;
  }
}

package dev.kindred.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.EventRecorder;
import dev.kindred.feedback.EventType;
import dev.kindred.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;

/// Lets the audience of a world live over the catalogue and records what it did, in place of the
/// simulated audience before it.
public final class Simulation {
  /// The best known titles only: what a viewer's page is drawn from at each visit.
  private static final int MOST_TITLES = 2_000;

  private static final int TITLES_A_PAGE = 1_000;

  private final TitleStore titles;
  private final Function<Title, ContentProfile> profiler;
  private final EventRecorder recorder;

  /// @param profiler derives the profile of a title that has none
  public Simulation(
      TitleStore titles, Function<Title, ContentProfile> profiler, EventRecorder recorder) {
    this.titles = titles;
    this.profiler = profiler;
    this.recorder = recorder;
  }

  /// What happened.
  ///
  /// @param titles that the audience could watch
  public record Report(World world, int titles, int events, Map<EventType, Integer> byType) {
    public ObjectNode toJson() {
      ObjectNode types = Json.object();
      byType.forEach((type, count) -> types.put(Json.name(type), count));
      return Json.object()
          .put("seed", world.seed())
          .put("viewers", world.viewers())
          .put("days", world.days())
          .put("titles", titles)
          .put("events", events)
          .set("byType", types);
    }
  }

  /// Simulates and records, all in one commit.
  ///
  /// @param until when the last day ends
  /// @return empty when nothing was recorded, for real viewers are there
  /// @throws IllegalStateException when there are no titles
  public Optional<Report> run(World world, Instant until) {
    List<StoredTitle> known = bestKnown();
    if (known.isEmpty()) throw new IllegalStateException("there is no title to watch");
    List<Event> events =
        new Audience(world, known.stream().map(this::labelled).toList()).events(until);
    if (!recorder.simulate(events).join()) return Optional.empty();
    Map<EventType, Integer> byType = new EnumMap<>(EventType.class);
    for (Event event : events) byType.merge(event.type(), 1, Integer::sum);
    return Optional.of(new Report(world, known.size(), events.size(), byType));
  }

  private Labels.Labelled labelled(StoredTitle stored) {
    ContentProfile profile = stored.profile();
    return new Labels.Labelled(
        stored.title(), profile == null ? profiler.apply(stored.title()) : profile);
  }

  private List<StoredTitle> bestKnown() {
    Comparator<StoredTitle> worstFirst =
        Comparator.comparingDouble((StoredTitle stored) -> Appeal.known(stored.title()))
            .thenComparing(stored -> stored.title().id().value(), Comparator.reverseOrder());
    PriorityQueue<StoredTitle> best = new PriorityQueue<>(worstFirst);
    int after = 0;
    List<StoredTitle> page = titles.page(after, TITLES_A_PAGE);
    while (!page.isEmpty()) {
      for (StoredTitle stored : page) {
        Title.Kind kind = stored.title().kind();
        if (kind == Title.Kind.SEASON || kind == Title.Kind.EPISODE) continue;
        best.add(stored);
        if (best.size() > MOST_TITLES) best.remove();
      }
      after = page.getLast().key().value();
      page = titles.page(after, TITLES_A_PAGE);
    }
    List<StoredTitle> known = new ArrayList<>(best);
    known.sort(worstFirst.reversed());
    return known;
  }
}

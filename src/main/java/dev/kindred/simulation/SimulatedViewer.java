package dev.kindred.simulation;

import dev.kindred.catalogue.Title;
import dev.kindred.feedback.Event;
import dev.kindred.feedback.Event.Context;
import dev.kindred.feedback.Event.Origin;
import dev.kindred.feedback.Event.Value;
import dev.kindred.feedback.EventId;
import dev.kindred.feedback.EventType;
import dev.kindred.feedback.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One viewer of an [Audience], living through the days of its world.
///
/// Pleasure is fit to taste plus `popularity` times appeal, over all titles with mean 0 and
/// deviation 1; `noise` times a normal draw is added for how a viewing turns out. Above 0.3 it is
/// watched to the end, below -0.3 given up, between left for another evening.
final class SimulatedViewer {
  private static final double LOOKS_INSIDE = 0.9;
  private static final double FINISHES_FROM = 0.3;
  private static final double GIVES_UP_BELOW = -0.3;
  private static final double GOES_ON = 0.6;
  private static final double WATCHES_AGAIN = 0.04;
  private static final double RATES = 0.3;
  private static final double SAYS = 0.3;
  private static final double KEEPS = 0.25;
  private static final double CERTAIN = 1;
  private static final int USUAL_MINUTES = 100;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private record Home(String region, String locale, ZoneOffset offset) {}

  private static final List<Home> HOMES =
      List.of(
          new Home("GB", "en-GB", ZoneOffset.UTC),
          new Home("US", "en-US", ZoneOffset.ofHours(-5)),
          new Home("DE", "de-DE", ZoneOffset.ofHours(1)),
          new Home("FR", "fr-FR", ZoneOffset.ofHours(1)),
          new Home("IN", "en-IN", ZoneOffset.ofHoursMinutes(5, 30)));
  private static final List<String> DEVICES = List.of("tv", "tv", "phone", "web");

  private final World world;
  private final UserId id;
  private final List<Title> titles;
  private final double[] pleasure;
  private final double[] fit;
  private final Appeal appeal;
  private final Draws draws;
  private final Home home;
  private final String device;
  private final BitSet watched = new BitSet();
  private final List<Event> events = new ArrayList<>();
  private final List<Integer> loved = new ArrayList<>();
  private int unfinished = -1;

  // Of the visit under way.
  private Instant now = Instant.EPOCH;
  private Origin origin = Origin.UNKNOWN;

  /// @param number from 1
  /// @param fit of each title to the viewer's taste
  SimulatedViewer(
      World world, int number, List<Title> titles, double[] fit, Appeal appeal, Draws draws) {
    this.world = world;
    this.id = new UserId("%s%04d".formatted(UserId.SIMULATED, number));
    this.titles = titles;
    this.fit = fit;
    this.appeal = appeal;
    this.draws = draws;
    this.home = HOMES.get(draws.below(HOMES.size()));
    this.device = DEVICES.get(draws.below(DEVICES.size()));
    double popularity = world.popularity() * draws.between(0.5, 1.5);
    double[] sum = new double[fit.length];
    for (int i = 0; i < sum.length; i++) sum[i] = fit[i] + popularity * appeal.lasting(i);
    this.pleasure = Labels.standardised(sum);
  }

  /// What the viewer did in the days before a moment.
  List<Event> live(Instant until) {
    LocalDate today = until.atOffset(home.offset()).toLocalDate();
    for (int day = 0; day <= world.days(); day++) {
      if (!draws.happens(Math.min(1, world.visitsPerWeek() / 7))) continue;
      now =
          today
              .minusDays(world.days() - day)
              .atTime(17 + draws.below(6), draws.below(60), draws.below(60))
              .toInstant(home.offset());
      visit(day);
    }
    Instant begin = until.minus(Duration.ofDays(world.days()));
    events.removeIf(e -> e.timestamp().isAfter(until) || e.timestamp().isBefore(begin));
    return events;
  }

  private void visit(int day) {
    origin =
        new Origin(
            draws.uuid(),
            null,
            null,
            null,
            "home",
            new Context(
                OffsetDateTime.ofInstant(now, home.offset()),
                device,
                home.locale(),
                home.region()));
    if (unfinished >= 0 && draws.happens(GOES_ON)) {
      watch(unfinished, null);
      return;
    }
    if (!loved.isEmpty() && draws.happens(WATCHES_AGAIN)) {
      int title = loved.get(draws.below(loved.size()));
      tell(EventType.REWATCH, title, null, new Value.Watch(1.0, null));
      return;
    }
    choose(page(day), day);
  }

  /// What is shown: what many watch and what may fit, nothing watched before.
  private List<Integer> page(int day) {
    double[] scores = new double[titles.size()];
    List<Integer> page = new ArrayList<>();
    for (int title = 0; title < scores.length; title++) {
      if (watched.get(title)) continue;
      scores[title] = appeal.on(day, title) + fit[title] + draws.gumbel();
      if (page.size() == world.shown()) {
        if (scores[title] <= scores[page.getLast()]) continue;
        page.removeLast();
      }
      int place = page.size();
      while (place > 0 && scores[page.get(place - 1)] < scores[title]) place--;
      page.add(place, title);
    }
    return page;
  }

  private void choose(List<Integer> page, int day) {
    int best = -1;
    int second = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < page.size(); i++) {
      if (!draws.happens(StrictMath.pow(i + 1, -world.positionBias()))) continue;
      int title = page.get(i);
      tell(EventType.IMPRESSION, title, i + 1, Value.NONE);
      double talk = appeal.on(day, title) - appeal.lasting(title);
      double score = pleasure[title] + talk + world.noise() * draws.gumbel();
      if (score > highest) {
        second = best;
        best = i;
        highest = score;
      }
    }
    if (best < 0 || !draws.happens(LOOKS_INSIDE)) return;
    int chosen = page.get(best);
    now = now.plus(MINUTE);
    tell(EventType.CLICK, chosen, best + 1, Value.NONE);
    if (second >= 0 && pleasure[page.get(second)] > 0 && draws.happens(KEEPS))
      tell(EventType.ADD_TO_LIST, page.get(second), second + 1, Value.NONE);
    if (draws.happens(1 / (1 + StrictMath.exp(-2 * highest)))) watch(chosen, best + 1);
  }

  private void watch(int title, @Nullable Integer position) {
    boolean again = title == unfinished;
    Integer minutes = titles.get(title).runtimeMinutes();
    int runtime = minutes == null ? USUAL_MINUTES : Math.min(minutes, 4 * USUAL_MINUTES);
    double joy = pleasure[title] + world.noise() * draws.normal();
    watched.set(title);
    unfinished = -1;
    now = now.plus(MINUTE);
    tell(EventType.PLAY, title, position, Value.NONE);
    if (joy >= FINISHES_FROM || (again && joy >= GIVES_UP_BELOW)) {
      pass(runtime);
      tell(EventType.COMPLETE, title, null, new Value.Watch(1.0, null));
      if (joy > CERTAIN) loved.add(title);
    } else {
      boolean given = joy < GIVES_UP_BELOW;
      double portion = given ? draws.between(0.03, 0.35) : draws.between(0.3, 0.8);
      pass(portion * runtime);
      tell(
          given ? EventType.STOP : EventType.PROGRESS, title, null, new Value.Watch(portion, null));
      if (!given) {
        unfinished = title;
        return;
      }
    }
    judge(title, joy);
  }

  private void judge(int title, double joy) {
    now = now.plus(MINUTE);
    if (draws.happens(RATES)) {
      double stars = Math.clamp(Math.round(2 * (3.2 + joy)) / 2.0, 0.5, 5);
      tell(EventType.RATE, title, null, new Value.Rating(stars, 5));
    } else if (Math.abs(joy) > CERTAIN && draws.happens(SAYS)) {
      tell(joy > 0 ? EventType.LIKE : EventType.DISLIKE, title, null, Value.NONE);
    }
  }

  private void pass(double minutes) {
    now = now.plusSeconds(Math.round(60 * minutes));
  }

  private void tell(EventType type, int title, @Nullable Integer position, Value value) {
    events.add(
        new Event(
            new EventId(draws.uuid()),
            type,
            id,
            titles.get(title).id(),
            now,
            value,
            new Origin(
                origin.sessionId(), null, null, position, origin.placement(), origin.context())));
  }
}

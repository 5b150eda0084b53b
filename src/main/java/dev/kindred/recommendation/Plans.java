package dev.kindred.recommendation;

import dev.kindred.candidates.CandidateGenerator;
import dev.kindred.candidates.GivenGenerator;
import dev.kindred.candidates.KnownTitleGenerator;
import dev.kindred.candidates.ModelGenerator;
import dev.kindred.candidates.NeighbourGenerator;
import dev.kindred.candidates.NeighbourGenerator.Seed;
import dev.kindred.candidates.NewTitleGenerator;
import dev.kindred.candidates.NewcomerGenerator;
import dev.kindred.candidates.PeopleGenerator;
import dev.kindred.candidates.Source;
import dev.kindred.candidates.TasteGenerator;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.Filter.Bound;
import dev.kindred.catalogue.Filter.Edge;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Eligible;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.model.ModelSet;
import dev.kindred.model.Scorer;
import dev.kindred.recommendation.Audience.Member;
import dev.kindred.recommendation.Taste.Evidence;
import dev.kindred.viewer.Affinities.Affinity;
import dev.kindred.viewer.HistoryEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From a placement to the sources of its list, by how much is known of the viewer. Weights of
/// sources are of a convex combination ([dev.kindred.fusion.FusionMethod.ConvexCombination]), set
/// by hand: the blend of the models leads where there is one, content leads where there is none.
/// Used by one request.
final class Plans {
  /// Liked titles whose neighbours are asked for; each costs a walk a field.
  private static final int SEEDS = 3;

  private static final double SEED_DECAY = 0.8;

  /// Of the taste vectors beside the blend, which has the factors of what it knows already.
  private static final double NEAR = 0.05;

  private static final double DIVERSITY = 0.3;
  private static final double WIDE = 0.8;
  private static final double KNOWN = 0.25;
  private static final double WELL_RATED = 7;
  private static final int LIKED_GENRES = 2;
  private static final FilterField RATING = FilterField.named("rating.average").orElseThrow();
  private static final FilterField GENRES = FilterField.named("genres").orElseThrow();

  private final TitleSearcher index;
  private final Member member;
  private final Taste taste;
  private final List<HistoryEntry> liked;
  private final Set<TitleKey> known;
  private final WellKnown wellKnown;
  private final int thisYear;

  Plans(
      TitleSearcher index,
      Member member,
      List<HistoryEntry> liked,
      Taste taste,
      WellKnown wellKnown,
      int thisYear) {
    this.index = index;
    this.member = member;
    this.taste = taste;
    this.liked = liked;
    this.known = member.known();
    this.wellKnown = wellKnown;
    this.thisYear = thisYear;
  }

  /// @param taken titles in other rows of the page
  /// @param seed what [Placement#SIMILAR] and [Placement#BECAUSE] go by; null for none
  /// @return null when there is nothing to go by
  @Nullable Plan of(Placement placement, Set<TitleKey> taken, @Nullable TitleDocument seed) {
    Set<TitleKey> without = new HashSet<>(known);
    without.addAll(taken);
    return switch (placement) {
      case HOME -> home(without);
      case SIMILAR -> seed == null ? null : like(seed, without, 0.3, 0.45, 0.35, 0.2);
      case BECAUSE -> seed == null ? null : like(seed, without, 0.6, 0.35, 0.25, 0.1);
      case CONTINUE -> begun(taken);
      case TRENDING -> trending(without);
      case POPULAR -> new Plan(without, 0).ask(popular(visible(without)), 1);
      case NEW -> latest(without);
      case HIDDEN_GEMS -> gems(without);
      case EXPLORE -> explore(without);
    };
  }

  private Eligible visible(Set<TitleKey> without) {
    return new Eligible(member.visible(), without);
  }

  private Plan home(Set<TitleKey> without) {
    Eligible eligible = visible(without);
    Plan plan = new Plan(without, DIVERSITY).calibrate();
    personal(plan, eligible);
    if (taste.evidence() == Evidence.NONE || taste.evidence() == Evidence.CONTENT)
      plan.ask(popular(eligible), taste.evidence() == Evidence.NONE ? 1 : 0.1);
    ModelSet models = taste.models();
    if (taste.evidence() == Evidence.NONE && models != null)
      plan.ask(model(models, Source.TRENDING, models.trending(), eligible), 0.3);
    return plan;
  }

  /// The sources that know something of this viewer.
  private void personal(Plan plan, Eligible eligible) {
    if (!member.wanted().isEmpty())
      plan.ask(
          new KnownTitleGenerator(
              Source.LIKED,
              new Eligible(
                  Filter.and(new Filter.Any(member.wanted()), eligible.filter()),
                  eligible.without())),
          0.4);
    ModelSet models = taste.models();
    switch (taste.evidence()) {
      case NONE -> {}
      case CONTENT -> {
        neighbours(plan, SEEDS, 0.45, 0.35, eligible);
        plan.preferKnown(KNOWN);
      }
      case FEW, FULL -> {
        if (models == null) throw new IllegalStateException("evidence for no models");
        boolean full = taste.evidence() == Evidence.FULL;
        float[] scores = taste.forYou(models);
        CandidateGenerator known =
            new ModelGenerator(
                Source.FOR_YOU, models.titles(), scores, Float.NEGATIVE_INFINITY, eligible);
        Optional<TasteGenerator> near =
            taste.vector().map(viewer -> new TasteGenerator(viewer, eligible));
        plan.ask(
            near.<CandidateGenerator>map(
                    found -> new NewcomerGenerator(known, found, models.titles(), scores))
                .orElse(known),
            full ? 1 : 0.6);
        near.ifPresent(found -> plan.ask(found, NEAR));
        plan.ask(
            model(models, Source.CO_WATCH, models.taste().coWatch(), eligible), full ? 0.05 : 0.15);
        if (full) {
          plan.ask(model(models, Source.NEXT, models.taste().next(), eligible), 0.05);
          if (near.isEmpty())
            plan.ask(model(models, Source.TASTE, models.taste().factors(), eligible), NEAR);
          neighbours(plan, 1, 0.1, 0.08, eligible);
        } else {
          neighbours(plan, SEEDS, 0.25, 0.2, eligible);
        }
      }
    }
  }

  private Plan like(
      TitleDocument seed,
      Set<TitleKey> without,
      double coWatch,
      double story,
      double feel,
      double people) {
    without.add(seed.key());
    Eligible eligible = visible(without);
    Plan plan = new Plan(without, DIVERSITY);
    List<Seed> one = List.of(new Seed(seed.key(), 1));
    plan.ask(new NeighbourGenerator(VectorField.STORY, one, eligible), story);
    plan.ask(new NeighbourGenerator(VectorField.FEEL, one, eligible), feel);
    plan.ask(new PeopleGenerator(seed, member.visible()), people);
    ModelSet models = taste.models();
    if (models != null && models.titles().row(seed.key()) >= 0)
      plan.ask(
          new ModelGenerator(
              Source.CO_WATCH, models.titles(), Taste.coWatched(models, seed.key()), 0, eligible),
          coWatch);
    return plan;
  }

  /// What was refused is not gone on with.
  private Plan begun(Set<TitleKey> taken) {
    Set<TitleKey> without = new HashSet<>(member.refused());
    without.addAll(taken);
    List<TitleKey> begun =
        member.viewer().history().stream()
            .filter(entry -> !entry.finished() && entry.portion() > 0)
            .map(HistoryEntry::title)
            .toList();
    return new Plan(without, 0).ask(new GivenGenerator(Source.BEGUN, begun, member.visible()), 1);
  }

  private Plan trending(Set<TitleKey> without) {
    Eligible eligible = visible(without);
    Plan plan = new Plan(without, 0);
    ModelSet models = taste.models();
    return models == null
        ? plan.ask(popular(eligible), 1)
        : plan.ask(model(models, Source.TRENDING, models.trending(), eligible), 1);
  }

  private Plan latest(Set<TitleKey> without) {
    Eligible recent =
        new Eligible(NewTitleGenerator.recent(index, thisYear, member.visible()), without);
    Plan plan = new Plan(without, DIVERSITY).calibrate();
    plan.ask(new NewTitleGenerator(recent), 0.5);
    personal(plan, recent);
    return plan;
  }

  /// Null where it is not known how well known titles are.
  private @Nullable Plan gems(Set<TitleKey> without) {
    Set<TitleKey> stars = wellKnown.titles(index, taste.models());
    if (stars.isEmpty()) return null;
    without.addAll(stars);
    Filter rated = new Filter.Range(RATING, new Bound(WELL_RATED, Edge.INCLUSIVE), null);
    Filter filter = index.anyPasses(rated) ? Filter.and(rated, member.visible()) : member.visible();
    Plan plan = new Plan(without, DIVERSITY).calibrate();
    Eligible eligible = new Eligible(filter, without);
    plan.ask(popular(eligible), taste.evidence() == Evidence.NONE ? 1 : 0.2);
    personal(plan, eligible);
    return plan;
  }

  private Plan explore(Set<TitleKey> without) {
    List<Filter.Value> usual =
        member.viewer().affinities().genres().stream()
            .filter(genre -> genre.score() > 0)
            .limit(LIKED_GENRES)
            .map(Affinity::name)
            .<Filter.Value>map(Filter.Text::new)
            .toList();
    Filter filter =
        usual.isEmpty()
            ? member.visible()
            : Filter.and(new Filter.Not(new Filter.AnyOf(GENRES, usual)), member.visible());
    Plan plan = new Plan(without, WIDE);
    Eligible eligible = new Eligible(filter, without);
    plan.ask(popular(eligible), 0.5);
    personal(plan, eligible);
    return plan;
  }

  private void neighbours(Plan plan, int count, double story, double feel, Eligible eligible) {
    List<Seed> seeds = new ArrayList<>();
    double weight = 1;
    for (HistoryEntry entry : liked.subList(0, Math.min(count, liked.size()))) {
      seeds.add(new Seed(entry.title(), weight * entry.reward()));
      weight *= SEED_DECAY;
    }
    plan.ask(new NeighbourGenerator(VectorField.STORY, seeds, eligible), story);
    plan.ask(new NeighbourGenerator(VectorField.FEEL, seeds, eligible), feel);
  }

  private CandidateGenerator popular(Eligible eligible) {
    ModelSet models = taste.models();
    return models == null
        ? new KnownTitleGenerator(Source.POPULARITY, eligible)
        : model(models, Source.POPULARITY, Taste.popularity(models, member.region()), eligible);
  }

  private CandidateGenerator model(
      ModelSet models, Source source, Scorer scorer, Eligible eligible) {
    return new ModelGenerator(source, models.titles(), taste.scored(models, scorer), 0, eligible);
  }
}

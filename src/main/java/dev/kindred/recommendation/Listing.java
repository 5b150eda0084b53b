package dev.kindred.recommendation;

import dev.kindred.candidates.CandidateGenerator;
import dev.kindred.candidates.CandidateList;
import dev.kindred.candidates.Proposal;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.diversification.Calibration;
import dev.kindred.diversification.MaximalMarginalRelevance;
import dev.kindred.feedback.EventType;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.fusion.Fusion;
import dev.kindred.fusion.FusionMethod;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleFacts;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.measure.Stopwatch;
import dev.kindred.model.ModelSet;
import dev.kindred.model.TasteSpace;
import dev.kindred.ranking.Ranking;
import dev.kindred.recommendation.Audience.Member;
import dev.kindred.recommendation.Decision.Place;
import dev.kindred.recommendation.RecommendationAnswer.Warning;
import dev.kindred.viewer.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the lists of one request: plan, generate, fuse, rank, gate, diversify. A source that fails
/// alone is left out with a warning. Used by one request.
final class Listing {
  private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

  /// Candidates asked of each source, and the longest list, whatever the page.
  private static final int DEPTH = 200;

  private static final int POOL = 500;

  /// Titles that reasons may refer to.
  private static final int REFERRED = 10;

  private final RecommendationRequest request;
  private final TitleSearcher index;
  private final Member member;
  private final List<HistoryEntry> liked;
  private final List<HistoryEntry> spokenOf;
  private final Taste taste;
  private final Plans plans;
  private final Instant now;
  private final List<Warning> standing = new ArrayList<>();
  private List<Warning> warnings = new ArrayList<>();
  private Stopwatch watch = new Stopwatch();

  /// @param space of the taste vectors of the index; null without
  /// @param thisYear of `now`, where the catalogue is
  Listing(
      RecommendationRequest request,
      TitleSearcher index,
      Member member,
      @Nullable ModelSet models,
      @Nullable TasteSpace space,
      WellKnown wellKnown,
      Instant now,
      int thisYear) {
    this.request = request;
    this.index = index;
    this.member = member;
    this.now = now;
    this.liked = member.liked();
    this.spokenOf = spokenOf(index, member);
    this.taste = new Taste(models, space, liked);
    this.plans = new Plans(index, member, liked, taste, wellKnown, thisYear);
  }

  /// Those of the titles taken to that may be named: what was blocked since, or does not suit the
  /// viewer's age, tells of a taste but stands in no reason.
  private static List<HistoryEntry> spokenOf(TitleSearcher index, Member member) {
    if (member.suitable().equals(Filter.NONE)) return member.liked();
    Set<TitleKey> suitable =
        index.passing(member.suitable(), member.liked().stream().map(HistoryEntry::title).toList());
    return member.liked().stream().filter(entry -> suitable.contains(entry.title())).toList();
  }

  /// Of the list decided last.
  Stopwatch watch() {
    return watch;
  }

  /// Of the list decided last, those of the request among them.
  List<Warning> warnings() {
    return warnings;
  }

  /// Warns with every list of the request.
  void warn(Warning warning) {
    standing.add(warning);
  }

  Member member() {
    return member;
  }

  @Nullable ModelSet models() {
    return taste.models();
  }

  /// Titles that the viewer liked rather than watched.
  Set<TitleKey> onlyLiked() {
    Set<TitleKey> only = new HashSet<>();
    for (HistoryEntry entry : liked) if (entry.latest() == EventType.LIKE) only.add(entry.title());
    return only;
  }

  /// @param taken titles in other rows of the page
  Decision decide(Placement placement, Set<TitleKey> taken) {
    watch = new Stopwatch();
    warnings = new ArrayList<>(standing);
    if (placement == Placement.TRENDING && taste.models() == null)
      warnings.add(
          new Warning(
              "noTrends", "no models are trained; the best known titles stand in for trends"));
    Plan plan = plans.of(placement, taken, seed(placement));
    watch.lap("plan");
    List<FusedCandidate> ranked = plan == null ? List.of() : ranked(plan);
    List<Place> places = new ArrayList<>();
    for (FusedCandidate one : ranked.subList(0, Math.min(POOL, ranked.size())))
      places.add(new Place(one.key(), (float) one.score(), one.sources().keySet()));
    ModelSet models = taste.models();
    return new Decision(
        UUID.randomUUID().toString(),
        now,
        request.user(),
        placement,
        models == null ? null : models.id(),
        request.filter(),
        request.limit(),
        spokenOf.stream().limit(REFERRED).map(HistoryEntry::title).toList(),
        member.viewer().affinities().mix(),
        request.region(),
        member.region(),
        request.explaining(),
        places);
  }

  private @Nullable TitleDocument seed(Placement placement) {
    if (placement != Placement.SIMILAR && placement != Placement.BECAUSE) return null;
    for (HistoryEntry entry : spokenOf) {
      TitleDocument document = index.documents(List.of(entry.title())).get(entry.title());
      if (document != null) return document;
    }
    warnings.add(
        new Warning("noSeed", "no title is known that the viewer took to; nothing can be like it"));
    return null;
  }

  private List<FusedCandidate> ranked(Plan plan) {
    List<CandidateList> lists = new ArrayList<>();
    RuntimeException failure = null;
    for (Proposal proposal : Proposal.all(plan.generators(), index, DEPTH)) {
      switch (proposal) {
        case Proposal.Proposed(CandidateList list) -> lists.add(list);
        case Proposal.Failed(Source source, RuntimeException cause) -> {
          failure = cause;
          LOG.warn("source {} failed", source, cause);
          warnings.add(new Warning("sourceUnavailable", "the source " + source + " failed"));
        }
      }
    }
    if (lists.isEmpty() && failure != null) throw failure;
    watch.lap("retrieve");
    List<FusedCandidate> fused =
        Fusion.fuse(lists, new FusionMethod.ConvexCombination(plan.weights()));
    watch.lap("fuse");
    if (plan.known() > 0) fused = Ranking.preferKnown(fused, plan.known(), index);
    watch.lap("rank");
    Set<TitleKey> visible =
        index.passing(member.visible(), fused.stream().map(FusedCandidate::key).toList());
    List<FusedCandidate> shown =
        fused.stream()
            .filter(one -> visible.contains(one.key()) && !plan.without().contains(one.key()))
            .toList();
    watch.lap("gate");
    Double asked = request.diversity();
    double diversity = asked == null ? plan.diversity() : asked;
    if (diversity <= 0) return shown;
    List<TitleKey> pool =
        shown.stream().limit(MaximalMarginalRelevance.POOL).map(FusedCandidate::key).toList();
    List<FusedCandidate> varied =
        MaximalMarginalRelevance.reorder(
            shown,
            diversity,
            index.vectors(VectorField.STORY, pool),
            plan.calibrated() ? calibration(pool) : Calibration.none());
    watch.lap("diversify");
    return varied;
  }

  private Calibration calibration(List<TitleKey> pool) {
    Map<String, Double> mix = member.viewer().affinities().mix();
    if (mix.isEmpty()) return Calibration.none();
    Map<TitleKey, TitleFacts> facts = index.facts(pool);
    return new Calibration(
        mix,
        pool.stream()
            .map(facts::get)
            .map(of -> of == null ? Set.<String>of() : of.genres())
            .toList());
  }

  /// The sources of the best known titles.
  List<CandidateGenerator> known() {
    Plan plan = plans.of(Placement.POPULAR, Set.of(), null);
    return plan == null ? List.of() : plan.generators();
  }
}

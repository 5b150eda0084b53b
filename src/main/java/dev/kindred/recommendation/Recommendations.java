package dev.kindred.recommendation;

import dev.kindred.candidates.Candidate;
import dev.kindred.candidates.CandidateGenerator;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.TasteModel;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.measure.Stopwatch;
import dev.kindred.model.ModelSet;
import dev.kindred.model.TasteSpace;
import dev.kindred.recommendation.RecommendationAnswer.Item;
import dev.kindred.recommendation.RecommendationAnswer.Warning;
import dev.kindred.viewer.Affinities.Affinity;
import dev.kindred.viewer.Viewer;
import dev.kindred.viewer.Viewers;
import dev.kindred.viewer.Visibility;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Recommendations to one viewer at a time, known by id, by what the request tells, or not at all.
/// Each request works on one snapshot of the index, one set of models, and the viewer as all
/// answered events have made it. Thread-safe.
public final class Recommendations {
  private static final FilterField KIND = FilterField.named("kind").orElseThrow();

  /// What nobody is asked about on its own.
  private static final Filter WHOLE =
      new Filter.Not(
          new Filter.AnyOf(KIND, List.of(new Filter.Text("season"), new Filter.Text("episode"))));

  /// Titles of a row that say how well it suits the viewer.
  private static final int JUDGED = 10;

  private final Supplier<TitleSearcher> index;
  private final Supplier<Optional<ModelSet>> models;
  private final Function<String, Optional<TasteSpace>> spaces;
  private final Audience audience;
  private final Decisions decisions;
  private final WellKnown wellKnown;
  private final InstantSource clock;

  /// @param index a new snapshot at each call
  /// @param models that are live at each call
  /// @param spaces of taste by the id of their models, as a generation names it
  /// @param keys of the title that an id stands for
  public Recommendations(
      Supplier<TitleSearcher> index,
      Supplier<Optional<ModelSet>> models,
      Function<String, Optional<TasteSpace>> spaces,
      Viewers viewers,
      Visibility visibility,
      Function<TitleId, Optional<TitleKey>> keys,
      DecisionStore decisions,
      InstantSource clock) {
    this.index = index;
    this.models = models;
    this.spaces = spaces;
    this.audience = new Audience(viewers, visibility, keys, clock);
    this.decisions = new Decisions(decisions);
    this.wellKnown = new WellKnown(clock);
    this.clock = clock;
  }

  public RecommendationAnswer recommend(RecommendationRequest request) {
    try (TitleSearcher searcher = index.get()) {
      Listing listing = listing(request, searcher);
      Decision decision = listing.decide(request.placement(), Set.of());
      RecommendationAnswer answer = firstPage(decision, listing, searcher);
      decisions.record(List.of(decision));
      return answer;
    }
  }

  /// Several lists, none of which shows a title that another one shows. Rows without a title are
  /// left out.
  public List<RecommendationAnswer> rows(RowsRequest request) {
    try (TitleSearcher searcher = index.get()) {
      Listing listing = listing(request.who(), searcher);
      boolean home = request.placements().isEmpty();
      List<RecommendationAnswer> rows = new ArrayList<>();
      List<Decision> made = new ArrayList<>();
      Set<TitleKey> taken = new HashSet<>();
      for (Placement placement : home ? homePage(listing) : request.placements()) {
        Decision decision = listing.decide(placement, taken);
        RecommendationAnswer row = firstPage(decision, listing, searcher);
        if (row.items().isEmpty()) continue;
        row.items().forEach(item -> taken.add(item.document().key()));
        rows.add(row);
        made.add(decision);
      }
      decisions.record(made);
      if (home) order(rows, listing.member().viewer());
      return rows;
    }
  }

  /// A later page of a list.
  ///
  /// @param from place in the list, from 0; null for the page after the first
  /// @param limit null for as many as on the first page
  /// @throws UnknownRecommendationException when there is no such list
  public RecommendationAnswer next(String id, @Nullable Integer from, @Nullable Integer limit) {
    Stopwatch watch = new Stopwatch();
    Decision decision =
        decisions.find(id).orElseThrow(() -> new UnknownRecommendationException(id));
    watch.lap("decision");
    try (TitleSearcher searcher = index.get()) {
      return new Pages(searcher, live(), wellKnown)
          .page(
              decision,
              from == null ? decision.limit() : from,
              limit == null ? decision.limit() : limit,
              audience.visible(decision.user(), decision.from(), decision.filter()),
              Set.of(),
              watch,
              List.of());
    }
  }

  /// Titles whose answers tell most about a new viewer: well known, and far apart.
  public List<TitleDocument> onboarding(OnboardingRequest request) {
    try (TitleSearcher searcher = index.get()) {
      Listing listing =
          listing(
              RecommendationRequest.of(Placement.POPULAR, request.user())
                  .from(request.region())
                  .withFilter(Filter.and(WHOLE, request.filter())),
              searcher);
      List<Candidate> known = new ArrayList<>();
      for (CandidateGenerator generator : listing.known())
        known.addAll(generator.generate(searcher, Onboarding.POOL).candidates());
      List<TitleKey> chosen = Onboarding.choose(known, request.limit(), searcher);
      Set<TitleKey> visible = searcher.passing(listing.member().visible(), chosen);
      return List.copyOf(
          searcher.documents(chosen.stream().filter(visible::contains).toList()).values());
    }
  }

  private Listing listing(RecommendationRequest request, TitleSearcher searcher) {
    Instant now = clock.instant(); // before the viewer is looked at: what is erased since, counts
    Listing listing =
        new Listing(
            request,
            searcher,
            audience.of(request),
            live(),
            space(searcher),
            wellKnown,
            now,
            now.atZone(ZoneOffset.UTC).getYear());
    List<TitleId> unknown = listing.member().unknown();
    if (!unknown.isEmpty())
      listing.warn(
          new Warning(
              "unknownTitles",
              unknown.size()
                  + " of the ids stand for no title, the first is \""
                  + unknown.getFirst().value()
                  + "\""));
    if (request.exploring() == RecommendationRequest.Exploring.ASKED)
      listing.warn(
          new Warning("noExploration", "exploration is not there yet: nothing was explored"));
    return listing;
  }

  /// Where the taste vectors of a snapshot are; null when it has none, or nobody can be folded in.
  private @Nullable TasteSpace space(TitleSearcher searcher) {
    TasteModel model = searcher.generation().taste();
    return model == null ? null : spaces.apply(model.id()).orElse(null);
  }

  private @Nullable ModelSet live() {
    return models.get().orElse(null);
  }

  private RecommendationAnswer firstPage(
      Decision decision, Listing listing, TitleSearcher searcher) {
    return new Pages(searcher, listing.models(), wellKnown)
        .page(
            decision,
            0,
            decision.limit(),
            listing.member().visible(),
            listing.onlyLiked(),
            listing.watch(),
            listing.warnings());
  }

  private static List<Placement> homePage(Listing listing) {
    List<Placement> page = new ArrayList<>();
    if (listing.member().viewer().history().stream().anyMatch(entry -> !entry.finished()))
      page.add(Placement.CONTINUE);
    if (!listing.member().liked().isEmpty()) page.add(Placement.BECAUSE);
    page.add(Placement.HOME);
    page.add(listing.models() == null ? Placement.POPULAR : Placement.TRENDING);
    page.addAll(List.of(Placement.NEW, Placement.HIDDEN_GEMS, Placement.EXPLORE));
    return page;
  }

  /// What is begun, follows from the last title, or is for the viewer stays in front; the others by
  /// how much the viewer likes the genres of their first titles.
  private static void order(List<RecommendationAnswer> rows, Viewer viewer) {
    Map<String, Double> genres = new HashMap<>();
    for (Affinity genre : viewer.affinities().genres()) genres.put(genre.name(), genre.score());
    rows.sort(Comparator.comparingDouble(row -> -suits(row, genres)));
  }

  private static double suits(RecommendationAnswer row, Map<String, Double> genres) {
    return switch (row.placement()) {
      case CONTINUE -> 30;
      case BECAUSE -> 20;
      case HOME -> 10;
      case SIMILAR, TRENDING, POPULAR, NEW, HIDDEN_GEMS, EXPLORE ->
          row.items().stream()
              .limit(JUDGED)
              .map(Item::document)
              .flatMap(Recommendations::genres)
              .mapToDouble(genre -> genres.getOrDefault(genre, 0.0))
              .average()
              .orElse(0);
    };
  }

  private static Stream<String> genres(TitleDocument document) {
    return document.title().genres().stream();
  }
}

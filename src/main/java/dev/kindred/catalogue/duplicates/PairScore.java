package dev.kindred.catalogue.duplicates;

import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.Title.Role;
import dev.kindred.catalogue.duplicates.Evidence.Sign;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects the evidence that two titles are one: record linkage after Fellegi and Sunter (JASA
/// 1969), the weights set by hand in bits and checked on two catalogues (README). What one of the
/// two does not say is no evidence.
///
/// | sign | bits |
/// |---|---|
/// | own names equal / a name equal to an alias or original name / none equal | 6 / 5 / −6, less log2(bearers − 1) for a name borne by several titles |
/// | a shared link / links to different entries of one site | 16 / −14 (IMDb), −12 (MovieLens), −8 (TMDB) |
/// | year equal / one apart / further apart | 3 / 1 / −8 |
/// | kind differs | −6 |
/// | a shared director / none | 7 / −6 |
/// | cast: two or more shared / one / none of three or more | 7 / 4 / −5 |
/// | runtime within 2 minutes / within 5 % / over 15 % and 8 minutes apart | 2 / 1 / −4 |
/// | no shared country | −2 |
/// | plot: cosine at least 0.3 / 0.15 / 0.08 / less than 0.02 | 7 / 4 / 2 / −2 |
/// | both from one source | −3 |
final class PairScore {
  private final Blocks blocks;
  private final Plots plots;

  PairScore(Blocks blocks, Plots plots) {
    this.blocks = blocks;
    this.plots = plots;
  }

  List<Evidence> of(StoredTitle first, StoredTitle second) {
    Title one = first.title();
    Title other = second.title();
    List<Evidence> evidence = new ArrayList<>();
    name(one, other, evidence);
    links(one, other, evidence);
    year(one.year(), other.year(), evidence);
    if (one.kind() != other.kind())
      evidence.add(new Evidence(Sign.KIND, -6, one.kind() + " and " + other.kind()));
    directors(one, other, evidence);
    cast(one, other, evidence);
    runtime(one.runtimeMinutes(), other.runtimeMinutes(), evidence);
    countries(one, other, evidence);
    plot(one, other, evidence);
    if (first.source().equals(second.source()))
      evidence.add(new Evidence(Sign.SOURCE, -3, "both from " + first.source()));
    return evidence;
  }

  private void name(Title one, Title other, List<Evidence> evidence) {
    Set<String> names = Names.of(one);
    Set<String> others = Names.of(other);
    String own = Names.plain(one.name());
    if (own.equals(Names.plain(other.name()))) {
      evidence.add(new Evidence(Sign.NAME, 6 - common(one, own), "both are named " + own));
      return;
    }
    names.retainAll(others);
    if (names.isEmpty()) {
      evidence.add(new Evidence(Sign.NAME, -6, "no name in common"));
      return;
    }
    String shared = names.iterator().next();
    evidence.add(new Evidence(Sign.NAME, 5 - common(one, shared), "both are known as " + shared));
  }

  private double common(Title title, String name) {
    double bits = Math.log(Math.max(1, blocks.bearers(title, name) - 1)) / Math.log(2);
    return Math.round(bits * 100) / 100.0;
  }

  private static void links(Title one, Title other, List<Evidence> evidence) {
    Title.Links mine = one.links();
    Title.Links theirs = other.links();
    if (mine == null || theirs == null) return;
    link("IMDb", mine.imdb(), theirs.imdb(), -14, evidence);
    if (one.kind() == other.kind()) link("TMDB", mine.tmdb(), theirs.tmdb(), -8, evidence);
    link("MovieLens", mine.movielens(), theirs.movielens(), -12, evidence);
  }

  private static void link(
      String site,
      @Nullable String mine,
      @Nullable String theirs,
      double different,
      List<Evidence> evidence) {
    if (mine == null || theirs == null) return;
    evidence.add(
        mine.equals(theirs)
            ? new Evidence(Sign.LINK, 16, "both link to " + site + " " + mine)
            : new Evidence(Sign.LINK, different, site + " " + mine + " and " + theirs));
  }

  private static void year(
      @Nullable Integer one, @Nullable Integer other, List<Evidence> evidence) {
    if (one == null || other == null) return;
    int apart = Math.abs(one - other);
    double bits = apart == 0 ? 3 : apart == 1 ? 1 : -8;
    evidence.add(new Evidence(Sign.YEAR, bits, apart == 0 ? "" + one : one + " and " + other));
  }

  private static void directors(Title one, Title other, List<Evidence> evidence) {
    Set<String> mine = people(one, Role.DIRECTOR, Role.CREATOR);
    Set<String> theirs = people(other, Role.DIRECTOR, Role.CREATOR);
    if (mine.isEmpty() || theirs.isEmpty()) return;
    Set<String> shared = shared(mine, theirs);
    evidence.add(
        shared.isEmpty()
            ? new Evidence(Sign.DIRECTORS, -6, "no director in common")
            : new Evidence(Sign.DIRECTORS, 7, "directors in common: " + shared.size()));
  }

  private static void cast(Title one, Title other, List<Evidence> evidence) {
    Set<String> mine = people(one, Role.CAST);
    Set<String> theirs = people(other, Role.CAST);
    if (mine.isEmpty() || theirs.isEmpty()) return;
    int shared = shared(mine, theirs).size();
    if (shared == 0 && Math.min(mine.size(), theirs.size()) < 3) return;
    evidence.add(
        new Evidence(
            Sign.CAST, shared == 0 ? -5 : shared == 1 ? 4 : 7, "cast in common: " + shared));
  }

  private static void runtime(
      @Nullable Integer one, @Nullable Integer other, List<Evidence> evidence) {
    if (one == null || other == null || one == 0 || other == 0) return;
    int apart = Math.abs(one - other);
    double share = (double) apart / Math.max(one, other);
    double bits = apart <= 2 ? 2 : share <= 0.05 ? 1 : share > 0.15 && apart > 8 ? -4 : 0;
    if (bits != 0)
      evidence.add(new Evidence(Sign.RUNTIME, bits, one + " and " + other + " minutes"));
  }

  private static void countries(Title one, Title other, List<Evidence> evidence) {
    if (one.countries().isEmpty() || other.countries().isEmpty()) return;
    if (shared(new HashSet<>(one.countries()), new HashSet<>(other.countries())).isEmpty())
      evidence.add(new Evidence(Sign.COUNTRIES, -2, "no country in common"));
  }

  private void plot(Title one, Title other, List<Evidence> evidence) {
    Map<String, Double> mine = plots.weights(one);
    Map<String, Double> theirs = plots.weights(other);
    if (mine.isEmpty() || theirs.isEmpty()) return;
    double cosine = Plots.cosine(mine, theirs);
    double bits =
        cosine >= 0.3 ? 7 : cosine >= 0.15 ? 4 : cosine >= 0.08 ? 2 : cosine < 0.02 ? -2 : 0;
    if (bits != 0)
      evidence.add(
          new Evidence(Sign.PLOT, bits, String.format(Locale.ROOT, "cosine %.2f", cosine)));
  }

  private static Set<String> people(Title title, Role... roles) {
    Set<String> names = new HashSet<>();
    for (Role role : roles) title.people(role).forEach(name -> names.add(Names.person(name)));
    return names;
  }

  private static Set<String> shared(Set<String> one, Set<String> other) {
    Set<String> shared = new HashSet<>(one);
    shared.retainAll(other);
    return shared;
  }
}

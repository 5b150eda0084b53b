package dev.kindred.candidates;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Titles by or with the same people as one title, itself left out. Each shared person adds the
/// weight of the role they had in the seed times their inverse document frequency, `ln(1 + N / n)`,
/// so that a director in common says more than a busy character actor.
public final class PeopleGenerator implements CandidateGenerator {
  /// People of the seed that are followed, the most telling roles first.
  private static final int PEOPLE = 12;

  private static final FilterField FIELD = FilterField.named("people").orElseThrow();
  private final TitleDocument seed;
  private final Filter filter;

  public PeopleGenerator(TitleDocument seed, Filter filter) {
    this.seed = seed;
    this.filter = filter;
  }

  @Override
  public Source source() {
    return Source.PEOPLE;
  }

  @Override
  public CandidateList generate(TitleSearcher index, int depth) {
    Map<TitleKey, Hit> found = new HashMap<>();
    double all = Math.max(1, index.count(Filter.NONE));
    weights()
        .forEach((name, weight) -> {
          Filter with = new Filter.AnyOf(FIELD, List.of(new Filter.Text(name)));
          double share = share(weight, all, index.count(with));
          for (Hit hit : index.browse(Filter.and(with, filter), depth + 1)) {
            if (hit.key().equals(seed.key())) continue;
            found.merge(
                hit.key(),
                new Hit(hit.key(), hit.id(), share),
                (a, b) -> new Hit(a.key(), a.id(), a.score() + b.score()));
          }
        });
    List<Hit> hits = new ArrayList<>(found.values());
    hits.sort(Hit.ORDER);
    return CandidateList.endless(Source.PEOPLE, hits.subList(0, Math.min(depth, hits.size())));
  }

  /// How much of the seed's people another title has: the weights times the inverse document
  /// frequencies of those in common over those of all that are followed, 0..1; 0 when it has none.
  public double shared(TitleSearcher index, TitleDocument other) {
    double all = 0;
    double common = 0;
    double titles = Math.max(1, index.count(Filter.NONE));
    Set<String> names = new HashSet<>();
    other.title().people().forEach(person -> names.add(person.name()));
    for (Map.Entry<String, Double> entry : weights().entrySet()) {
      Filter with = new Filter.AnyOf(FIELD, List.of(new Filter.Text(entry.getKey())));
      double share = share(entry.getValue(), titles, index.count(with));
      all += share;
      if (names.contains(entry.getKey())) common += share;
    }
    return all == 0 ? 0 : common / all;
  }

  private static double share(double weight, double titles, long with) {
    return weight * Math.log(1 + titles / Math.max(1, with));
  }

  private Map<String, Double> weights() {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (Title.Role role :
        List.of(
            Title.Role.DIRECTOR,
            Title.Role.CREATOR,
            Title.Role.WRITER,
            Title.Role.CAST,
            Title.Role.COMPOSER)) {
      double weight =
          switch (role) {
            case DIRECTOR, CREATOR -> 1;
            case WRITER -> 0.7;
            case CAST -> 0.5;
            case COMPOSER -> 0.3;
          };
      for (String name : seed.title().people(role)) {
        if (weights.size() < PEOPLE) weights.merge(name, weight, Math::max);
      }
    }
    return weights;
  }
}

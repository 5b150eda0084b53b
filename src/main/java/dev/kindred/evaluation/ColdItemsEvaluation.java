package dev.kindred.evaluation;

import dev.kindred.catalogue.Title;
import dev.kindred.embedding.Embedder;
import dev.kindred.embedding.TitleText;
import dev.kindred.feedback.reader.Rating;
import dev.kindred.feedback.reader.RatingsFormat;
import dev.kindred.ingestion.ProfiledTitle;
import dev.kindred.ingestion.Progress;
import dev.kindred.model.ContentFeatures;
import dev.kindred.training.ModelOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Titles that nobody has seen: a fifth of the rated titles is held out with all their ratings,
/// once for each seed, and ranked for each viewer by what they say of themselves. Every rating
/// counts as taken to. What one knows of a title beforehand is bounded by its true popularity: the
/// oracle.
public final class ColdItemsEvaluation {
  private static final int ONE_IN = 5;
  private static final float[] NONE = new float[0];

  private final Embedder embedder;
  private final ModelOptions options;
  private final int seeds;

  /// @param seeds how many times titles are drawn to be held out, 1 or more
  public ColdItemsEvaluation(Embedder embedder, ModelOptions options, int seeds) {
    if (seeds < 1) throw new IllegalArgumentException("seeds must be 1 or more, got " + seeds);
    this.embedder = embedder;
    this.options = options;
    this.seeds = seeds;
  }

  /// @param catalogue titles with `links.movielens`, or with the ids of the ratings
  public ColdItemsReport run(
      Path ratings, Optional<RatingsFormat> format, Path catalogue, Progress progress)
      throws IOException {
    RatingsData data = RatingsData.read(ratings, format);
    Map<String, ContentFeatures> features = features(catalogue, data, progress);
    if (features.isEmpty()) throw new IOException(catalogue + " has none of the titles rated");
    List<String> titles = RatingsData.ordered(features.keySet());
    List<ColdItemsRun.Figures> runs = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      progress.start("seed " + (seed + 1) + " of " + seeds, Progress.UNKNOWN);
      SplittableRandom random = new SplittableRandom(seed);
      List<String> warm = new ArrayList<>();
      List<String> cold = new ArrayList<>();
      for (String title : titles) (random.nextInt(ONE_IN) == 0 ? cold : warm).add(title);
      runs.add(new ColdItemsRun(data, features, options, seed).measure(warm, cold));
    }
    progress.end();
    return new ColdItemsReport(data, titles.size(), runs);
  }

  /// By the id that the ratings have.
  private Map<String, ContentFeatures> features(Path catalogue, RatingsData data, Progress progress)
      throws IOException {
    Map<String, ProfiledTitle> rated = new HashMap<>();
    Map<String, ProfiledTitle> known = new HashMap<>();
    for (ProfiledTitle one : CatalogueTitles.read(catalogue, 0).list())
      known.put(id(one.title()), one);
    for (List<Rating> of : data.viewers().values()) {
      for (Rating rating : of) {
        ProfiledTitle one = known.get(rating.title());
        if (one != null) rated.put(rating.title(), one);
      }
    }
    List<String> ids = RatingsData.ordered(rated.keySet());
    progress.start("reading what titles say of themselves", ids.size());
    Map<String, ContentFeatures> features = new HashMap<>();
    for (String id : ids) {
      ProfiledTitle one = rated.get(id);
      if (one == null) continue;
      List<Optional<float[]>> vectors =
          embedder.embedAll(
              List.of(
                  TitleText.story(one.title(), one.profile()),
                  TitleText.feel(one.title(), one.profile())));
      features.put(
          id,
          ContentFeatures.of(
              one.title(), vectors.get(0).orElse(NONE), vectors.get(1).orElse(NONE)));
      progress.step(1);
    }
    return features;
  }

  private static String id(Title title) {
    Title.Links links = title.links();
    String movielens = links == null ? null : links.movielens();
    return movielens == null ? title.id().value() : movielens;
  }
}

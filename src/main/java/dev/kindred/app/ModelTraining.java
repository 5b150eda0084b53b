package dev.kindred.app;

import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.config.Settings;
import dev.kindred.embedding.BundledVectors;
import dev.kindred.embedding.Embedder;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.feedback.Reward;
import dev.kindred.feedback.RuntimeBias;
import dev.kindred.feedback.StoredUser;
import dev.kindred.feedback.TitleRedirects;
import dev.kindred.feedback.UserKey;
import dev.kindred.feedback.UserStore;
import dev.kindred.index.VectorField;
import dev.kindred.ingestion.ProfiledTitle;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.model.ContentFeatures;
import dev.kindred.model.ModelFolder;
import dev.kindred.operation.DataFolder;
import dev.kindred.storage.Database;
import dev.kindred.storage.EventDatabase;
import dev.kindred.storage.SqliteVectorCache;
import dev.kindred.training.Training;
import dev.kindred.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A training over the stores of one data folder, beside a server or without one: it takes no lock,
/// reads chunk by chunk, and embeds nothing, since what a server has not embedded yet it will.
public final class ModelTraining {
  private static final int CHUNK = 1_000;
  private static final float[] NO_VECTOR = new float[0];

  private final Settings settings;
  private final DataFolder folder;
  private final BundledCatalogue bundled;

  public ModelTraining(Settings settings, DataFolder folder, BundledCatalogue bundled) {
    this.settings = settings;
    this.folder = folder;
    this.bundled = bundled;
  }

  /// @throws IOException when models cannot be written or read
  public Training.Outcome run(TrainingOptions options, Training.Gate gate, Training.Steps steps)
      throws IOException {
    try (Database titles = Database.open(folder.root());
        EventDatabase events = EventDatabase.open(folder.root());
        Embedder embedder =
            Embedder.open(
                settings.embedding(),
                Files.exists(bundled.vectors())
                    ? BundledVectors.read(bundled.vectors())
                    : BundledVectors.NONE,
                model -> SqliteVectorCache.open(folder.vectors(), model))) {
      Map<UserKey, String> segments = segments(events.users());
      TitleVectors vectors = TitleVectors.by(embedder, TitleVectors.Embedding.CACHED_ONLY);
      return new Training(
              events.events(),
              new Training.Supplies(
                  new TitleRedirects(titles.titles().redirects()),
                  title -> null,
                  user -> segments.getOrDefault(user, ""),
                  new Training.Content(
                      embedder.modelId(), keys -> features(titles.titles(), vectors, keys))),
              new Reward(settings.events().reward(), RuntimeBias.NONE),
              new ModelFolder(folder.models()),
              options,
              Clock.systemUTC())
          .run(gate, steps);
    }
  }

  private static Map<TitleKey, ContentFeatures> features(
      TitleStore titles, TitleVectors vectors, List<TitleKey> keys) {
    Map<TitleKey, ContentFeatures> features = new HashMap<>();
    for (int from = 0; from < keys.size(); from += CHUNK) {
      List<StoredTitle> stored =
          List.copyOf(
              titles.byKey(keys.subList(from, Math.min(keys.size(), from + CHUNK))).values());
      List<ProfiledTitle> profiled = new ArrayList<>();
      for (StoredTitle one : stored)
        profiled.add(
            new ProfiledTitle(
                one.title(),
                one.profile() == null ? MetadataProfiler.profile(one.title()) : one.profile()));
      List<Map<VectorField, float[]>> known = vectors.vectors(profiled);
      for (int i = 0; i < stored.size(); i++)
        features.put(
            stored.get(i).key(),
            ContentFeatures.of(
                stored.get(i).title(),
                known.get(i).getOrDefault(VectorField.STORY, NO_VECTOR),
                known.get(i).getOrDefault(VectorField.FEEL, NO_VECTOR)));
    }
    return features;
  }

  /// The regions of the users who have one, as segments.
  private static Map<UserKey, String> segments(UserStore users) {
    Map<UserKey, String> segments = new HashMap<>();
    List<StoredUser> chunk = users.described(0, CHUNK);
    while (!chunk.isEmpty()) {
      for (StoredUser user : chunk) {
        String region = user.user().region();
        if (region != null) segments.put(user.key(), "region:" + region);
      }
      chunk = users.described(chunk.getLast().key().value(), CHUNK);
    }
    return segments;
  }
}

package dev.kindred.bench;

import dev.kindred.app.BundledCatalogue;
import dev.kindred.app.Catalogue;
import dev.kindred.app.Service;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.TitleStore;
import dev.kindred.catalogue.TitleWrite;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.Progress;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.operation.DataFolder;
import dev.kindred.storage.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/// How soon an event is in the next recommendation, over HTTP, with many titles and many viewers:
/// an event of a random viewer, then the home list of that viewer, as one time. The titles are
/// generated and have no vectors; no models are trained, so content and popularity answer.
/// Arguments: how many titles, and a folder to work in.
final class AudienceBench {
  private static final int EVENTS = 1_000_000;
  private static final int WATCHED = 20_000;
  private static final int LOOKS = 1_000;

  private AudienceBench() {}

  public static void main(String[] arguments) throws Exception {
    int rows = Integer.parseInt(arguments[0]);
    DataFolder folder = DataFolder.at(Path.of(arguments[1])).create();
    BundledCatalogue none = BundledCatalogue.of(folder.root());
    Settings settings = Settings.DEFAULT.withPort(0);
    List<StoredTitle> watched;
    try (Database database = Database.open(folder)) {
      store(database.titles(), rows);
      watched = database.titles().page(0, WATCHED);
    }
    try (Catalogue catalogue =
        new Catalogue(settings, folder, none, TitleVectors.Embedding.CACHED_ONLY)) {
      catalogue.openIndex(Progress.SILENT);
    }
    EventBench.fill(folder, EVENTS, watched);
    try (Service service = Service.start(settings, folder, none, Progress.SILENT)) {
      System.out.printf(
          Locale.ROOT,
          "%,d titles, %,d viewers, ms over HTTP%n",
          service.titles(),
          EventBench.USERS);
      Client client = new Client("http://127.0.0.1:" + service.port());
      SplittableRandom random = new SplittableRandom(7);
      looks(client, random, watched, LOOKS / 4);
      client.forget();
      looks(client, random, watched, LOOKS);
      client.report();
    }
  }

  private static void store(TitleStore titles, int rows) {
    List<TitleWrite> batch = new ArrayList<>();
    for (int row = 1; row <= rows; row++) {
      batch.add(new TitleWrite.Put(GeneratedCatalogue.title(row), null, "bench", null));
      if (batch.size() < 1_000 && row < rows) continue;
      var _ = titles.write(batch).join();
      batch = new ArrayList<>();
    }
  }

  private static void looks(
      Client client, SplittableRandom random, List<StoredTitle> watched, int looks)
      throws Exception {
    for (int look = 0; look < looks; look++) {
      String user = EventBench.user(random);
      String event =
          """
          [{"id":"%s","type":"complete","userId":"%s","titleId":"%s","timestamp":"%s"}]\
          """
              .formatted(
                  new UUID(random.nextLong(), random.nextLong()),
                  user,
                  watched.get(random.nextInt(watched.size())).title().id().value(),
                  Instant.now());
      long start = System.nanoTime();
      var _ = client.post("event, answered", "/v1/events", event);
      var _ =
          client.post(
              "list after an event",
              "/v1/recommendations",
              "{\"placement\":\"home\",\"userId\":\"" + user + "\"}");
      client.took("event told to list read", start);
    }
  }
}

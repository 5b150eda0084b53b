package dev.kindred.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.model.ModelFolder;
import dev.kindred.model.ModelSets;
import dev.kindred.operation.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Makes one set of models live after the other, as trainings beside a server do, whose index takes
/// their taste vectors over.
final class TasteLane {
  private static final String SUBJECT = "the taste vectors";

  private final Client client;
  private final ModelFolder models;
  private final Runnable renews;
  private final Consumer<String> surprises;
  private String last = "";

  /// @param folder with the data of the server
  /// @param renews told when the index begins with it
  TasteLane(Client client, Path folder, Runnable renews, Consumer<String> surprises) {
    this.client = client;
    this.models = new ModelFolder(DataFolder.at(folder).models());
    this.renews = renews;
    this.surprises = surprises;
  }

  void step(SplittableRandom random) throws IOException, InterruptedException {
    String id = models.nextId();
    models.write(ModelSets.aSet(id, 0.1));
    models.activate(id);
    Optional<String> begun = begun();
    while (begun.isEmpty()) {
      Thread.sleep(5);
      begun = begun();
    }
    last = begun.get();
    renews.run();
    JsonNode job = client.finished(last);
    if (!job.get("state").textValue().equals("done")) surprises.accept("taste ended as " + job);
    Thread.sleep(random.nextInt(200));
  }

  /// A renewal that was not seen before.
  private Optional<String> begun() throws IOException {
    for (JsonNode job : client.json("/v1/jobs?limit=20").get("items")) {
      String id = job.get("id").textValue();
      if (job.get("subject").textValue().equals(SUBJECT) && id.compareTo(last) > 0)
        return Optional.of(id);
    }
    return Optional.empty();
  }

  /// Whether the live generation has the taste vectors of the live models.
  static boolean isTaken(Client client, Path folder) throws IOException {
    String live =
        new ModelFolder(DataFolder.at(folder).models()).live().orElseThrow().set().space().id();
    for (JsonNode generation : client.json("/v1/generations").get("items"))
      if (generation.get("state").textValue().equals("active"))
        return live.equals(generation.get("tasteModel").textValue());
    return false;
  }
}

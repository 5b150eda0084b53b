package dev.kindred.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.catalogue.StoreDamagedException;
import dev.kindred.config.Settings;
import dev.kindred.ingestion.TitleVectors;
import dev.kindred.operation.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueTest {
  @TempDir private Path root;

  @Test
  void nothingIsStillBeingOpenedOnceTheStoreWasRefused() throws Exception {
    DataFolder folder = DataFolder.at(root);
    Files.writeString(folder.database(), "no database");
    assertThatThrownBy(() ->
            new Catalogue(
                Settings.DEFAULT,
                folder,
                BundledCatalogue.of(Path.of("")),
                TitleVectors.Embedding.COMPUTED))
        .isInstanceOf(StoreDamagedException.class);
    // The model's cache was opened beside the store, and SQLite leaves no journal when it closes.
    try (Stream<Path> caches = Files.list(folder.vectors())) {
      assertThat(caches).singleElement().asString().endsWith(".db");
    }
  }
}

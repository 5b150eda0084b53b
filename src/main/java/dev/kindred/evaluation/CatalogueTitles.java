package dev.kindred.evaluation;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueLine;
import dev.kindred.enrichment.MetadataProfiler;
import dev.kindred.ingestion.ProfiledTitle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The titles of a catalogue file that an evaluation searches, with the profiles that came with
/// them or are derived from their metadata.
///
/// @param titles by id; the last of those that share one, as an import keeps it
record CatalogueTitles(Map<String, ProfiledTitle> titles) {
  /// @param minVotes when above 0, only titles with so many votes and with a synopsis
  /// @throws IOException when the file cannot be read, or no title is left
  static CatalogueTitles read(Path file, int minVotes) throws IOException {
    Map<String, ProfiledTitle> titles = new LinkedHashMap<>();
    try (CatalogueFile in = CatalogueFile.open(file)) {
      in.read(line -> {
        switch (line) {
          case CatalogueLine.BadLine _, CatalogueLine.LinkedId _ -> {}
          case CatalogueLine.ReadTitle read -> {
            if (minVotes > 0 && !voted(read.title(), minVotes)) return;
            ContentProfile profile = read.profile();
            titles.put(
                read.title().id().value(),
                new ProfiledTitle(
                    read.title(),
                    profile == null ? MetadataProfiler.profile(read.title()) : profile));
          }
        }
      });
    }
    if (titles.isEmpty()) {
      throw new IOException(
          file
              + " holds no title"
              + (minVotes > 0 ? " with " + minVotes + " votes and a synopsis" : ""));
    }
    return new CatalogueTitles(titles);
  }

  private static boolean voted(Title title, int minVotes) {
    return title.rating() != null && title.rating().count() >= minVotes && title.synopsis() != null;
  }

  Set<String> ids() {
    return titles.keySet();
  }

  List<ProfiledTitle> list() {
    return new ArrayList<>(titles.values());
  }
}

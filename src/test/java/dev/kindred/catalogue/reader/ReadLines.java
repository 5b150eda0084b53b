package dev.kindred.catalogue.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.catalogue.Title;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a catalogue in memory is read as.
final class ReadLines {
  private ReadLines() {}

  static List<CatalogueLine> of(byte[] bytes, CatalogueLayout layout) throws IOException {
    List<CatalogueLine> lines = new ArrayList<>();
    try (CatalogueFile file = CatalogueFile.of(new ByteArrayInputStream(bytes), layout)) {
      file.read(lines::add);
    }
    return lines;
  }

  static List<CatalogueLine> of(String text, CatalogueLayout layout) throws IOException {
    return of(text.getBytes(UTF_8), layout);
  }

  /// The one title of a text, which must hold nothing else.
  static CatalogueLine.ReadTitle only(String text, CatalogueLayout layout) throws IOException {
    List<CatalogueLine> lines = of(text, layout);
    if (lines.size() == 1 && lines.getFirst() instanceof CatalogueLine.ReadTitle read) return read;
    throw new AssertionError("expected one title, got " + lines);
  }

  static Title title(String text, CatalogueLayout layout) throws IOException {
    return only(text, layout).title();
  }
}

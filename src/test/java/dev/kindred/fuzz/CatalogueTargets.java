package dev.kindred.fuzz;

import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.catalogue.reader.CatalogueLayout;
import dev.kindred.catalogue.reader.CatalogueLine;
import dev.kindred.catalogue.reader.Mapping;
import dev.kindred.catalogue.reader.MappingGuess;
import dev.kindred.catalogue.reader.UnreadableCatalogueException;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// Catalogue files: every title that is read is one that the store takes, and nothing but
/// [IOException] ends the reading.
final class CatalogueTargets {
  private static final String[] ENDINGS = {".csv", ".jsonl", ".tsv", ".gz", ""};

  private CatalogueTargets() {}

  static void read(byte[] input, CatalogueLayout layout) {
    try (CatalogueFile file = CatalogueFile.of(new ByteArrayInputStream(input), layout)) {
      file.read(CatalogueTargets::check);
    } catch (IOException e) {
      return; // refused, with a reason
    }
  }

  /// The first byte chooses the ending of the name.
  static void guessed(byte[] input) throws IOException {
    if (input.length == 0) return;
    String ending = ENDINGS[Math.floorMod(input[0], ENDINGS.length)];
    byte[] content = Arrays.copyOfRange(input, 1, input.length);
    Path path = Files.createTempFile("kindred-fuzz-", ending);
    try {
      Files.write(path, content);
      readGuessed(path);
    } finally {
      Files.delete(path);
    }
  }

  private static void readGuessed(Path path) {
    try (CatalogueFile file = CatalogueFile.open(path)) {
      file.read(CatalogueTargets::check);
    } catch (IOException e) {
      return; // refused, with a reason
    }
  }

  /// What is proposed for any file is a mapping, and reads it.
  static void proposed(byte[] input) throws IOException {
    Path path = Files.createTempFile("kindred-fuzz-", "");
    try {
      Files.write(path, input);
      String yaml;
      try {
        yaml = MappingGuess.of(path);
      } catch (UnreadableCatalogueException e) {
        return; // refused, with a reason
      }
      read(input, Mapping.read(yaml));
    } finally {
      Files.delete(path);
    }
  }

  /// A cell of a table, read as JSON or what Python prints, and as HTML.
  static FuzzTarget cell() {
    Mapping mapping =
        Mapping.read(
            """
            format: jsonl
            fields:
              name: {from: cell, html: true}
              kind: {constant: movie}
              genres: {from: cell, json: name}
              keywords: {from: cell, json: .}
            """);
    return input -> {
      String cell = new String(input, StandardCharsets.UTF_8);
      read(Json.write(Json.object().put("cell", cell)).getBytes(StandardCharsets.UTF_8), mapping);
    };
  }

  /// As it is, and packed.
  static void packed(byte[] input) throws IOException {
    read(input, CatalogueFormat.KINDRED);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(input);
    }
    read(packed.toByteArray(), CatalogueFormat.KINDRED);
  }

  private static void check(CatalogueLine line) {
    if (!(line instanceof CatalogueLine.ReadTitle read)) return;
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(Json.parse(Json.write(read.title().toJson())), "", faults);
    Title again = TitleJson.read(in, null);
    in.end();
    faults.throwIfAny();
    if (again == null) throw new AssertionError("a title that cannot be read again");
    ParserTargets.same(read.title(), again);
  }
}

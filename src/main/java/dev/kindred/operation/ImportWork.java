package dev.kindred.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.reader.CatalogueFile;
import dev.kindred.catalogue.reader.CatalogueFormat;
import dev.kindred.catalogue.reader.CatalogueLayout;
import dev.kindred.catalogue.reader.Mapping;
import dev.kindred.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What an import job is to do, kept with the job so that it can be done after a restart.
///
/// @param upload whether the file is Kindred's own, to be deleted when the job is over
/// @param layout null to tell it from the content and the name
/// @param options without profiles: these are not kept
record ImportWork(
    Path file, boolean upload, @Nullable CatalogueLayout layout, ImportOptions options) {

  CatalogueFile open() throws IOException {
    return layout == null ? CatalogueFile.open(file) : CatalogueFile.open(file, layout);
  }

  String toJson() {
    return Json.write(
        Json.object()
            .put("file", file.toAbsolutePath().toString())
            .put("upload", upload)
            .put("format", layout instanceof CatalogueFormat format ? format.name() : null)
            .put("mapping", layout instanceof Mapping mapping ? mapping.yaml() : null)
            .put("source", options.source())
            .put("sample", options.sample().name()));
  }

  /// The same work, to go on where it was interrupted.
  static ImportWork of(String json) {
    JsonNode in = Json.parse(json);
    String format = in.path("format").textValue();
    String mapping = in.path("mapping").textValue();
    return new ImportWork(
        Path.of(in.path("file").asText()),
        in.path("upload").booleanValue(),
        mapping != null
            ? Mapping.read(mapping)
            : format == null ? null : CatalogueFormat.valueOf(format),
        ImportOptions.DEFAULT
            .withSource(in.path("source").asText())
            .withSample(ImportOptions.SampleRule.valueOf(in.path("sample").asText()))
            .withResume(ImportOptions.ResumeRule.ALWAYS));
  }
}

package dev.kindred.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.json.Json;

/// What an import keeps with its bookmark, whose position is the last line that was dealt with.
///
/// @param read lines or records read up to there
/// @param rejectsBytes length of the rejects file then
/// @param alone titles written without the bookmark, since their batch had a title that the store
///   refuses; the bookmark does not count them
/// @param aloneUnchanged of those, the ones that were there already
/// @param replacesSample whether the bundled titles have yet to make way
/// @param sampleRemoved bundled titles that made way
/// @param millis time the import took up to there
record ImportNote(
    long read,
    long rejectsBytes,
    long alone,
    long aloneUnchanged,
    boolean replacesSample,
    long sampleRemoved,
    long millis) {

  String toJson() {
    return Json.write(
        Json.object()
            .put("read", read)
            .put("rejectsBytes", rejectsBytes)
            .put("alone", alone)
            .put("aloneUnchanged", aloneUnchanged)
            .put("replacesSample", replacesSample)
            .put("sampleRemoved", sampleRemoved)
            .put("millis", millis));
  }

  static ImportNote of(String json) {
    JsonNode in = Json.parse(json);
    return new ImportNote(
        in.path("read").longValue(),
        in.path("rejectsBytes").longValue(),
        in.path("alone").longValue(),
        in.path("aloneUnchanged").longValue(),
        in.path("replacesSample").booleanValue(),
        in.path("sampleRemoved").longValue(),
        in.path("millis").longValue());
  }
}

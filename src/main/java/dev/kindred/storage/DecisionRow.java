package dev.kindred.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.feedback.UserId;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.recommendation.Decision;
import dev.kindred.recommendation.Decision.Place;
import dev.kindred.recommendation.Placement;
import dev.kindred.recommendation.RecommendationRequest.Explaining;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A decision as it lies in its row. Of each place: key (4 bytes), score (4), sources (2, a bit
/// each in the order of [Source], whose constants therefore only ever grow in number).
final class DecisionRow {
  private static final int PLACE = 10;

  /// By the bit that stands for it in a row: new ones come last, for rows outlive versions.
  private static final List<Source> SOURCES = List.of(Source.values());

  private DecisionRow() {}

  static String body(Decision decision) {
    ObjectNode out =
        Json.object()
            .put("placement", decision.placement().name())
            .put("model", decision.model())
            .put("limit", decision.limit())
            .put("from", decision.from())
            .put("region", decision.region())
            .put("explaining", decision.explaining().name());
    if (!decision.filter().equals(Filter.NONE))
      out.set("filter", FilterJson.write(decision.filter()));
    ArrayNode because = out.putArray("because");
    decision.because().forEach(key -> because.add(key.value()));
    ObjectNode mix = out.putObject("mix");
    decision.mix().forEach(mix::put);
    return Json.write(out);
  }

  static byte[] places(Decision decision) {
    ByteBuffer bytes = ByteBuffer.allocate(PLACE * decision.places().size());
    for (Place place : decision.places()) {
      int sources = 0;
      for (Source source : place.sources()) sources |= 1 << SOURCES.indexOf(source);
      bytes.putInt(place.title().value()).putFloat(place.score()).putShort((short) sources);
    }
    return bytes.array();
  }

  static Decision read(ResultSet row) throws SQLException {
    JsonNode body = Json.parse(row.getString("body"));
    String user = row.getString("user_id");
    List<TitleKey> because = new ArrayList<>();
    body.path("because").forEach(key -> because.add(new TitleKey(key.intValue())));
    Map<String, Double> mix = new HashMap<>();
    body.path("mix")
        .properties()
        .forEach(genre -> mix.put(genre.getKey(), genre.getValue().doubleValue()));
    Faults faults = new Faults();
    Filter filter = FilterJson.read(body.get("filter"), "/filter", faults);
    faults.throwIfAny();
    return new Decision(
        row.getString("id"),
        Instant.ofEpochMilli(row.getLong("at")),
        user == null ? null : new UserId(user),
        Placement.valueOf(body.get("placement").textValue()),
        body.path("model").textValue(),
        filter,
        body.get("limit").intValue(),
        because,
        mix,
        body.path("from").textValue(),
        body.path("region").textValue(),
        Explaining.valueOf(body.get("explaining").textValue()),
        places(ByteBuffer.wrap(row.getBytes("places"))));
  }

  private static List<Place> places(ByteBuffer bytes) {
    List<Place> places = new ArrayList<>(bytes.remaining() / PLACE);
    while (bytes.hasRemaining()) {
      TitleKey title = new TitleKey(bytes.getInt());
      float score = bytes.getFloat();
      int bits = bytes.getShort();
      Set<Source> sources = EnumSet.noneOf(Source.class);
      for (Source source : SOURCES)
        if ((bits & (1 << SOURCES.indexOf(source))) != 0) sources.add(source);
      places.add(new Place(title, score, sources));
    }
    return places;
  }
}

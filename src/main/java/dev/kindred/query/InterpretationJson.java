package dev.kindred.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.catalogue.TitleId;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import dev.kindred.query.Interpretation.Kind;
import dev.kindred.query.Interpretation.Parser;
import dev.kindred.query.Preference.Period;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of an [Interpretation] and of preferences: what an answer shows, and what a caller
/// edits and sends back.
public final class InterpretationJson {
  /// Most anchors, wanted or unwanted qualities, likes or dislikes in one request.
  public static final int MAX_LIST = 50;

  private static final int MAX_TEXT = 2_000;
  private static final int MAX_ASPECT = 200;

  private InterpretationJson() {}

  public static ObjectNode write(Interpretation read) {
    ObjectNode out = Json.object();
    out.put("kind", Json.name(read.kind()));
    ArrayNode anchors = out.putArray("anchors");
    read.anchors().forEach(anchor -> anchors.add(write(anchor)));
    out.set("wanted", Json.strings(read.wanted().stream().map(Aspect::phrase).toList()));
    out.set("unwanted", Json.strings(read.unwanted().stream().map(Aspect::phrase).toList()));
    out.set("filter", read.filter().equals(Filter.NONE) ? null : FilterJson.write(read.filter()));
    out.put("text", read.text());
    out.put("confidence", Math.round(read.confidence() * 100) / 100.0);
    return out.put("parser", Json.name(read.parser()));
  }

  private static ObjectNode write(Preference preference) {
    ObjectNode out = Json.object();
    switch (preference) {
      case Preference.OfTitle title ->
          out.put("titleId", title.id().value()).put("name", title.name());
      case Preference.OfPerson person -> {
        out.put("person", person.name());
        if (person.period() != Period.ANY) out.put("period", Json.name(person.period()));
      }
      case Preference.OfGenre genre -> out.put("genre", genre.name());
      case Preference.OfText text -> out.put("text", text.text());
    }
    return out.put("weight", preference.weight());
  }

  /// Reads what a caller sends back, recording every fault under its pointer. `confidence` and
  /// `parser` may stand there as they were answered; they say nothing any more.
  public static Interpretation read(JsonNode node, String pointer, Faults faults) {
    JsonFields in = JsonFields.of(node, pointer, faults);
    Kind kind = in.choice("kind", Kind.class);
    List<Preference> anchors = preferences(in, "anchors", 1);
    List<Aspect> wanted = aspects(in, "wanted");
    List<Aspect> unwanted = aspects(in, "unwanted");
    Filter filter = FilterJson.read(in.node("filter"), in.pointer("filter"), faults);
    String text = in.textOrEmpty("text", MAX_TEXT);
    in.number("confidence", 0, 1);
    in.choice("parser", Parser.class);
    in.end();
    return new Interpretation(
        kind == null ? Kind.REQUEST : kind,
        anchors,
        wanted,
        unwanted,
        filter,
        text,
        1,
        Parser.CALLER,
        List.of());
  }

  /// Reads a list of preferences: each holds one of `titleId`, `person`, `genre`, `text`, and may
  /// hold a `weight`.
  ///
  /// @param sign 1 for likes, -1 for dislikes, whose weights are written without it
  public static List<Preference> preferences(JsonFields in, String name, int sign) {
    List<Preference> preferences = new ArrayList<>();
    for (JsonFields one : in.objects(name, MAX_LIST)) {
      Preference preference = preference(one, sign);
      one.end();
      if (preference != null) preferences.add(preference);
    }
    return preferences;
  }

  private static @Nullable Preference preference(JsonFields in, int sign) {
    String titleId = in.text("titleId", 300);
    String name = in.text("name", 1_000);
    String person = in.text("person", 300);
    Period period = in.choice("period", Period.class);
    String genre = in.text("genre", 300);
    String text = in.text("text", MAX_TEXT);
    Double given = in.number("weight", -Preference.MAX_WEIGHT, Preference.MAX_WEIGHT);
    double weight = sign * (given == null ? 1 : given);
    int things =
        (titleId == null ? 0 : 1)
            + (person == null ? 0 : 1)
            + (genre == null ? 0 : 1)
            + (text == null ? 0 : 1);
    if (things != 1) {
      in.faults()
          .malformed(
              in.pointer(),
              "invalidPreference",
              "needs exactly one of titleId, person, genre, text");
      return null;
    }
    if (weight == 0) {
      in.faults().malformed(in.pointer("weight"), "outOfRange", "a weight must not be 0");
      return null;
    }
    if (titleId != null) {
      String fault = TitleId.fault(titleId);
      if (fault == null)
        return new Preference.OfTitle(new TitleId(titleId), name == null ? titleId : name, weight);
      in.faults().malformed(in.pointer("titleId"), "invalidId", fault);
      return null;
    }
    if (person != null)
      return new Preference.OfPerson(person, period == null ? Period.ANY : period, weight);
    if (genre != null) return new Preference.OfGenre(genre, weight);
    if (text != null && !text.isBlank()) return new Preference.OfText(text, weight);
    in.faults().malformed(in.pointer("text"), "blank", "must not be blank");
    return null;
  }

  private static List<Aspect> aspects(JsonFields in, String name) {
    List<Aspect> aspects = new ArrayList<>();
    List<String> phrases = in.texts(name, MAX_LIST, MAX_ASPECT);
    for (int i = 0; i < phrases.size(); i++) {
      if (phrases.get(i).isBlank())
        in.faults().malformed(in.pointer(name) + "/" + i, "blank", "must not be blank");
      else aspects.add(Aspect.parse(phrases.get(i)));
    }
    return aspects;
  }
}

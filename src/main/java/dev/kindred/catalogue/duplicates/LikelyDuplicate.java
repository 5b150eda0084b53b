package dev.kindred.catalogue.duplicates;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.StoredTitle;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleId;
import dev.kindred.json.Json;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two titles that are likely the same one.
///
/// @param first the one that was stored first
/// @param bits the evidence added up, [DuplicateFinder#PRIOR_BITS] included
public record LikelyDuplicate(Side first, Side second, double bits, List<Evidence> evidence) {
  /// The surest first, then by the ids.
  public static final Comparator<LikelyDuplicate> ORDER =
      Comparator.comparingDouble(LikelyDuplicate::bits)
          .reversed()
          .thenComparing(pair -> pair.first().id())
          .thenComparing(pair -> pair.second().id());

  /// What a person needs to recognise a title.
  public record Side(
      TitleId id, Title.Kind kind, String name, @Nullable Integer year, String source) {
    static Side of(StoredTitle stored) {
      Title title = stored.title();
      return new Side(title.id(), title.kind(), title.name(), title.year(), stored.source());
    }

    private ObjectNode toJson() {
      ObjectNode out =
          Json.object().put("id", id.value()).put("kind", Json.name(kind)).put("name", name);
      if (year != null) out.put("year", year);
      return out.put("source", source);
    }
  }

  public LikelyDuplicate {
    evidence = List.copyOf(evidence);
  }

  /// The probability, 0 to 1, that the bits stand for.
  public double score() {
    return 1 / (1 + Math.pow(2, -bits));
  }

  /// `{"score", "first", "second", "evidence": [{"sign", "bits", "detail"}]}`
  public ObjectNode toJson() {
    ObjectNode out = Json.object().put("score", Math.floor(score() * 1e4) / 1e4);
    out.set("first", first.toJson());
    out.set("second", second.toJson());
    ArrayNode signs = out.putArray("evidence");
    for (Evidence one : evidence)
      signs
          .addObject()
          .put("sign", Json.name(one.sign()))
          .put("bits", one.bits())
          .put("detail", one.detail());
    return out;
  }
}

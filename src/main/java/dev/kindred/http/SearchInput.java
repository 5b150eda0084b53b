package dev.kindred.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.FilterJson;
import dev.kindred.catalogue.TitleId;
import dev.kindred.json.Faults;
import dev.kindred.json.JsonFields;
import dev.kindred.json.Nearest;
import dev.kindred.query.Interpretation;
import dev.kindred.query.InterpretationJson;
import dev.kindred.query.Preference;
import dev.kindred.search.SearchRequest;
import dev.kindred.search.SearchRequest.Explaining;
import dev.kindred.search.SearchRequest.Highlighting;
import dev.kindred.search.SearchRequest.Mode;
import dev.kindred.search.SimilarRequest;
import dev.kindred.viewer.Asker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what a caller asks of a search, from a body or from query parameters.
final class SearchInput {
  private SearchInput() {}

  static Asked<SearchRequest> search(JsonNode body) {
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(body, "", faults);
    String query = in.textOrEmpty("query", SearchRequest.MAX_QUERY);
    int limit = in.integer("limit", 1, SearchRequest.MAX_LIMIT, SearchRequest.DEFAULT_LIMIT);
    String cursor = in.text("cursor", SignedCursor.MAX_LENGTH);
    Mode mode = in.choice("mode", Mode.class);
    Filter filter = FilterJson.read(in.node("filter"), in.pointer("filter"), faults);
    List<Preference> preferences = new ArrayList<>(InterpretationJson.preferences(in, "like", 1));
    preferences.addAll(InterpretationJson.preferences(in, "dislike", -1));
    JsonNode sent = in.node("interpretation");
    Interpretation interpretation =
        sent == null ? null : InterpretationJson.read(sent, in.pointer("interpretation"), faults);
    if (interpretation != null && !query.isBlank())
      faults.inconsistent(
          in.pointer("query"),
          "twoQueries",
          "an interpretation stands in place of a query; send one of them");
    List<FilterField> facets = new ArrayList<>();
    List<String> names = in.texts("facets", SearchRequest.MAX_FACETS, 100);
    for (int i = 0; i < names.size(); i++) facet(names.get(i), "/facets/" + i, facets, faults);
    Double diversity = in.number("diversity", 0, 1);
    Highlighting highlighting = highlighting(in.flag("highlight", true));
    Explaining explaining = in.choice("explain", Explaining.class);
    Asker asker = Asked.asker(in, faults);
    in.end();
    faults.throwIfAny();
    return new Asked<>(
        new SearchRequest(
            query,
            limit,
            cursor,
            mode == null ? Mode.AUTO : mode,
            filter,
            preferences,
            interpretation,
            facets,
            diversity == null ? 0 : diversity,
            highlighting,
            explaining == null ? Explaining.NONE : explaining),
        asker);
  }

  static Asked<SearchRequest> search(Query in) {
    String query = in.textOrEmpty("q", SearchRequest.MAX_QUERY);
    int limit = in.integer("limit", 1, SearchRequest.MAX_LIMIT, SearchRequest.DEFAULT_LIMIT);
    String cursor = in.text("cursor", SignedCursor.MAX_LENGTH);
    Mode mode = in.choice("mode", Mode.class, Mode.AUTO);
    Filter filter = in.filter("filter");
    List<FilterField> facets = new ArrayList<>();
    List<String> names = in.list("facets", 2_000);
    if (names.size() > SearchRequest.MAX_FACETS) {
      in.faults()
          .malformed(
              "?facets",
              "outOfRange",
              "must have at most " + SearchRequest.MAX_FACETS + " entries, got " + names.size());
    } else {
      for (String name : names) facet(name, "?facets", facets, in.faults());
    }
    double diversity = in.number("diversity", 0, 1, 0);
    Highlighting highlighting = highlighting(in.flag("highlight", true));
    Explaining explaining = in.choice("explain", Explaining.class, Explaining.NONE);
    Asker asker = Asked.asker(in);
    in.end();
    return new Asked<>(
        new SearchRequest(
            query,
            limit,
            cursor,
            mode,
            filter,
            List.of(),
            null,
            facets,
            diversity,
            highlighting,
            explaining),
        asker);
  }

  static Asked<SimilarRequest> similar(TitleId id, Query in) {
    SimilarRequest.By by = in.choice("by", SimilarRequest.By.class, SimilarRequest.By.AUTO);
    int limit = in.integer("limit", 1, SearchRequest.MAX_LIMIT, SearchRequest.DEFAULT_LIMIT);
    String cursor = in.text("cursor", SignedCursor.MAX_LENGTH);
    Filter filter = in.filter("filter");
    double diversity = in.number("diversity", 0, 1, SimilarRequest.DEFAULT_DIVERSITY);
    Asker asker = Asked.asker(in);
    in.end();
    return new Asked<>(new SimilarRequest(id, by, limit, cursor, filter, diversity), asker);
  }

  private static Highlighting highlighting(boolean wanted) {
    return wanted ? Highlighting.ON : Highlighting.OFF;
  }

  private static void facet(String name, String pointer, List<FilterField> facets, Faults faults) {
    @Nullable FilterField field = FilterField.named(name).orElse(null);
    if (field == null) {
      List<String> known = FilterField.known().stream().map(FilterField::name).toList();
      faults.malformed(
          pointer, "unknownField", "unknown field \"" + name + "\"" + Nearest.hint(name, known));
    } else if (!field.countable()) {
      faults.malformed(pointer, "notCountable", "\"" + name + "\" cannot be counted");
    } else if (facets.contains(field)) {
      faults.malformed(pointer, "duplicate", "\"" + name + "\" is asked for twice");
    } else {
      facets.add(field);
    }
  }
}

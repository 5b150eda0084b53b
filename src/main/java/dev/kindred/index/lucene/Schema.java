package dev.kindred.index.lucene;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.catalogue.AttributeValue;
import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.ContentProfile.SourceKind;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.ProfileJson;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleJson;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.IndexedTitle;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.VectorField;
import dev.kindred.json.Faults;
import dev.kindred.json.Json;
import dev.kindred.json.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FloatDocValuesField;
import org.apache.lucene.document.FloatPoint;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The fields of a title's Lucene document. Another [#VERSION] needs a rebuild.
final class Schema {
  static final int VERSION = 4;

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

  // Identity. KEY is the unique term that updates replace; SEQ the version.
  static final String KEY = "key";
  static final String ID = "id";

  /// The id again, as it is read for each hit: the sorted one is compressed in blocks.
  static final String ID_BYTES = "id.bytes";

  static final String SEQ = "seq";

  /// Stored JSON of title and profile.
  static final String SOURCE = "source";

  // Analysed text.
  static final String NAME = "name";
  static final String ALIASES = "aliases";
  static final String PEOPLE = "people";

  /// All that a title's own words say of it, as one text: its name, synopsis, tagline, keywords,
  /// genres, franchise and characters.
  static final String TEXT = "text";

  static final String PROFILE = "profile";

  /// The whole name or an alias, plain, as one term.
  static final String NAME_EXACT = "name.exact";

  /// What is shown and completed for a title: name, then other names, each ended by a NUL.
  static final String NAMES = "names";

  static final String POPULARITY = "popularity";

  private static final String FILTER = "f.";
  private static final String NUMBER = "#n";
  private static final String FLAG = "#b";

  private final Analyzers analyzers;

  Schema(Analyzers analyzers) {
    this.analyzers = analyzers;
  }

  /// The doc-values and points field behind a filter field.
  static String filter(FilterField field) {
    return filter(field.name());
  }

  static String filter(String name) {
    return name.equals(ID) ? ID : FILTER + name;
  }

  static String number(FilterField field) {
    return field.type() == FilterField.Type.FREE ? filter(field) + NUMBER : filter(field);
  }

  static String flag(FilterField field) {
    return filter(field) + FLAG;
  }

  static String vector(VectorField field) {
    return "v." + Json.name(field);
  }

  static VectorSimilarityFunction similarity(VectorField field) {
    return switch (field) {
      case STORY, FEEL -> VectorSimilarityFunction.DOT_PRODUCT;
      case TASTE -> VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT;
    };
  }

  static Term term(TitleKey key) {
    return new Term(KEY, bytes(key));
  }

  static BytesRef bytes(TitleKey key) {
    int k = key.value();
    return new BytesRef(
        new byte[] {(byte) (k >>> 24), (byte) (k >>> 16), (byte) (k >>> 8), (byte) k});
  }

  Document document(IndexedTitle indexed) {
    Title title = indexed.title();
    ContentProfile profile = indexed.profile();
    Document doc = new Document();
    doc.add(new StringField(KEY, bytes(indexed.key()), Field.Store.NO));
    doc.add(new NumericDocValuesField(KEY, indexed.key().value()));
    doc.add(new NumericDocValuesField(SEQ, indexed.seq()));
    doc.add(new StringField(ID, title.id().value(), Field.Store.NO));
    doc.add(new SortedDocValuesField(ID, new BytesRef(title.id().value())));
    doc.add(new BinaryDocValuesField(ID_BYTES, new BytesRef(title.id().value())));
    doc.add(new StoredField(SOURCE, source(title, profile)));
    texts(doc, title, profile);
    filters(doc, title, profile);
    Windows.add(doc, title.availability());
    float popularity = (float) popularity(title);
    doc.add(new FloatDocValuesField(POPULARITY, popularity));
    doc.add(new FloatPoint(POPULARITY, popularity)); // lets a sorted search skip the unpopular
    for (VectorField field : VectorField.values()) {
      float[] vector = indexed.vectors().get(field);
      if (vector != null)
        doc.add(new KnnFloatVectorField(vector(field), vector, similarity(field)));
    }
    return doc;
  }

  /// Votes where there are any, else the popularity given: how a list without a query is ordered.
  private static double popularity(Title title) {
    if (title.rating() != null && title.rating().count() > 0) return title.rating().count();
    return title.popularity() == null ? 0 : title.popularity();
  }

  private void texts(Document doc, Title title, ContentProfile profile) {
    List<String> others = new ArrayList<>();
    if (title.originalName() != null) others.add(title.originalName());
    title.aliases().forEach(alias -> others.add(alias.text()));
    text(doc, NAME, title.name());
    text(doc, TEXT, title.name());
    others.forEach(name -> text(doc, ALIASES, name));
    StringBuilder names = new StringBuilder();
    Stream.concat(Stream.of(title.name()), others.stream())
        .forEach(name -> {
          names.append(name).append('\0');
          String plain = analyzers.plain(name);
          if (!plain.isEmpty() && plain.length() <= 1_000) {
            doc.add(new StringField(NAME_EXACT, plain, Field.Store.NO));
          }
        });
    doc.add(new BinaryDocValuesField(NAMES, new BytesRef(names)));
    title.people().stream()
        .map(Title.Person::name)
        .distinct()
        .forEach(name -> text(doc, PEOPLE, name));
    text(doc, TEXT, title.synopsis());
    text(doc, TEXT, title.tagline());
    Stream.of(title.keywords(), title.genres())
        .flatMap(List::stream)
        .forEach(word -> text(doc, TEXT, word));
    text(doc, TEXT, title.franchise());
    title.people().stream()
        .map(Title.Person::character)
        .filter(Objects::nonNull)
        .forEach(character -> text(doc, TEXT, character));
    if (profile.source().kind()
        != SourceKind.METADATA) { // derived ones only repeat the title's own words
      text(doc, PROFILE, profile.pitch());
      text(doc, PROFILE, profile.story());
      profile.themes().forEach(theme -> text(doc, PROFILE, theme));
      profile.style().forEach(style -> text(doc, PROFILE, style));
      text(doc, PROFILE, profile.setting().place());
      text(doc, PROFILE, profile.setting().era());
      text(doc, PROFILE, profile.audience());
      profile.watchWhen().forEach(when -> text(doc, PROFILE, when));
    }
    profile.moods().forEach(mood -> text(doc, PROFILE, mood));
    text(doc, PROFILE, profile.tone());
  }

  private static void text(Document doc, String field, @Nullable String text) {
    if (text != null) doc.add(new TextField(field, text, Field.Store.NO));
  }

  private static void filters(Document doc, Title title, ContentProfile profile) {
    keyword(doc, "kind", Json.name(title.kind()));
    keyword(doc, "name", title.name());
    keyword(doc, "originalName", title.originalName());
    title.aliases().stream()
        .map(Title.Alias::text)
        .distinct()
        .forEach(alias -> keyword(doc, "aliases", alias));
    keyword(doc, "parentId", title.parentId() == null ? null : title.parentId().value());
    keyword(doc, "editionOf", title.editionOf() == null ? null : title.editionOf().value());
    keywords(doc, "genres", title.genres());
    keywords(doc, "keywords", title.keywords());
    keywords(doc, "people", title.people().stream().map(Title.Person::name).toList());
    for (Title.Role role : Title.Role.values())
      keywords(doc, "people." + Json.name(role), title.people(role));
    keywords(doc, "countries", title.countries());
    keywords(doc, "languages", title.languages());
    if (title.maturity() != null) {
      keyword(doc, "maturity", title.maturity().label());
      keyword(doc, "maturity.system", title.maturity().system());
      keyword(doc, "maturity.code", title.maturity().code());
      keyword(doc, "maturity.labelCode", title.maturity().labelCode());
    }
    keyword(doc, "franchise", title.franchise());
    keywords(doc, "themes", profile.themes());
    keywords(doc, "moods", profile.moods());
    keyword(doc, "tone", profile.tone());
    keyword(doc, "pace", profile.pace() == null ? null : Json.name(profile.pace()));
    keywords(doc, "style", profile.style());
    keyword(doc, "profile.source", Json.name(profile.source().kind()));
    number(doc, "year", title.year());
    number(doc, "endYear", title.endYear());
    number(doc, "decade", title.decade());
    number(doc, "runtimeMinutes", title.runtimeMinutes());
    number(doc, "seasonNumber", title.seasonNumber());
    number(doc, "episodeNumber", title.episodeNumber());
    number(doc, "popularity", title.popularity());
    if (title.rating() != null) {
      number(doc, "rating.average", title.rating().average());
      number(doc, "rating.count", title.rating().count());
    }
    if (title.releaseDate() != null) number(doc, "releaseDate", title.releaseDate().toEpochDay());
    for (Map.Entry<String, AttributeValue> attribute : title.attributes().entrySet()) {
      String name = FilterField.ATTRIBUTES + attribute.getKey();
      switch (attribute.getValue()) {
        case AttributeValue.Text text -> keyword(doc, name, text.value());
        case AttributeValue.Texts texts -> keywords(doc, name, texts.values());
        case AttributeValue.Decimal number -> number(doc, name + NUMBER, number.value());
        case AttributeValue.Flag flag -> keyword(doc, name + FLAG, Boolean.toString(flag.value()));
      }
    }
  }

  private static void keywords(Document doc, String name, List<String> values) {
    values.stream().distinct().forEach(value -> keyword(doc, name, value));
  }

  /// Longer values than this cannot be filtered by; they are still found as text.
  private static final int MAX_KEYWORD = 1_000;

  private static void keyword(Document doc, String name, @Nullable String value) {
    if (value == null || value.isEmpty() || value.length() > MAX_KEYWORD) return;
    doc.add(new KeywordField(filter(name), value, Field.Store.NO));
  }

  private static void number(Document doc, String name, @Nullable Number value) {
    if (value != null)
      doc.add(new DoubleField(filter(name), plain(value.doubleValue()), Field.Store.NO));
  }

  /// Minus zero as zero: Lucene orders and equals doubles by their bits.
  static double plain(double value) {
    return value + 0.0;
  }

  private static BytesRef source(Title title, ContentProfile profile) {
    ObjectNode source = TitleJson.write(title);
    source.set("profile", ProfileJson.write(profile));
    return new BytesRef(Json.writeBytes(source));
  }

  /// The title as it was indexed, or null when today's rules for titles refuse it: that costs one
  /// title, not every answer in which it stands.
  static @Nullable TitleDocument document(TitleKey key, BytesRef source) {
    byte[] json = BytesRef.deepCopyOf(source).bytes;
    Faults faults = new Faults();
    JsonFields in = JsonFields.of(Json.parse(json), "", faults);
    JsonFields profile = in.object("profile");
    Title title = TitleJson.read(in, null);
    if (title == null || profile == null) {
      LOG.error("leaving out title {}, not readable in the index: {}", key, faults.list());
      return null;
    }
    return new TitleDocument(key, title, ProfileJson.read(profile));
  }
}

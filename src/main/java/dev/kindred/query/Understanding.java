package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.FilterField;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.embedding.Legibility;
import dev.kindred.index.Hit;
import dev.kindred.index.TitleDocument;
import dev.kindred.index.TitleSearcher;
import dev.kindred.index.VectorField;
import dev.kindred.query.Interpretation.Kind;
import dev.kindred.query.Interpretation.Note;
import dev.kindred.query.Preference.Period;
import dev.kindred.query.UnderstoodQuery.Wish;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what a caller asks into an [UnderstoodQuery]: reads the text, looks the anchors up, embeds
/// what is to be found by meaning. Thread-safe.
public final class Understanding {
  /// Whether anything is to be embedded.
  public enum Meaning {
    WANTED,
    UNWANTED
  }

  /// Gives a query its vector.
  @FunctionalInterface
  public interface QueryEmbedder {
    /// @param model id of the model wanted: that of the generation to be searched
    /// @param text not blank
    /// @throws RuntimeException when that model is not at hand, or fails
    QueryVector embed(String model, String text);
  }

  /// Titles of a liked person that say what the person's work is like.
  private static final int WORKS = 12;

  /// Below this share of a query that the model can read, the answer says so.
  private static final double LEGIBLE = 0.85;

  private static final FilterField PEOPLE = Reading.field("people");
  private static final FilterField EDITION_OF = Reading.field("editionOf");
  private static final Logger LOG = LoggerFactory.getLogger(Understanding.class);
  private final Optional<LlmParser> model;
  private final Grammar grammar;
  private final QueryEmbedder embedder;

  /// @param model reads requests first, where there is one; the grammar where it fails
  public Understanding(Optional<LlmParser> model, Grammar grammar, QueryEmbedder embedder) {
    this.model = model;
    this.grammar = grammar;
    this.embedder = embedder;
  }

  /// Reads a text.
  ///
  /// @param preferences likes and dislikes of the request besides its text
  public Interpretation read(
      String text, Filter filter, List<Preference> preferences, TitleSearcher index) {
    Interpretation read = with(relaxed(read(text, filter, index), filter, index), preferences);
    return text.isBlank() ? read : noted(read, filter);
  }

  /// With a note when a text names nothing to look for: then the best known titles are shown.
  private static Interpretation noted(Interpretation read, Filter given) {
    boolean sought =
        !read.text().isBlank()
            || !read.wanted().isEmpty()
            || read.anchors().stream().anyMatch(anchor -> anchor.weight() > 0);
    Filter own = own(read.filter(), given);
    boolean told = !read.notes().isEmpty();
    if (told || sought || !(own.equals(Filter.NONE) || refusesOnly(own))) return read;
    boolean refuses =
        !own.equals(Filter.NONE) || !read.unwanted().isEmpty() || !read.anchors().isEmpty();
    return read.with(
        refuses
            ? new Note(
                "onlyRefusals",
                "the query says only what is not wanted; shown are the best known titles besides")
            : new Note(
                "nothingUnderstood",
                "nothing in the query says what to look for; shown are the best known titles"));
  }

  /// What was read out of the text beside the filter that was given; see [Filter#and].
  private static Filter own(Filter all, Filter given) {
    if (all.equals(given)) return Filter.NONE;
    if (given.equals(Filter.NONE)) return all;
    return all instanceof Filter.All(List<Filter> parts) ? parts.getLast() : all;
  }

  private static boolean refusesOnly(Filter filter) {
    return switch (filter) {
      case Filter.Not _ -> true;
      case Filter.All(List<Filter> parts) -> parts.stream().allMatch(Understanding::refusesOnly);
      default -> false;
    };
  }

  private Interpretation read(String text, Filter filter, TitleSearcher index) {
    if (model.isEmpty()) return grammar.read(text, filter, index);
    return model
        .get()
        .read(text, filter, index)
        .orElseGet(() -> grammar.read(text, filter, index).with(LlmParser.FELL_BACK));
  }

  /// Without the conditions that were read out of the text when no title fulfils them.
  private static Interpretation relaxed(Interpretation read, Filter given, TitleSearcher index) {
    if (read.filter().equals(given) || index.anyPasses(read.filter())) return read;
    List<Note> notes = new ArrayList<>(read.notes());
    notes.add(
        new Note(
            "conditionsDropped",
            "no title fulfils all that was asked; shown without the conditions"));
    return new Interpretation(
        read.kind(),
        read.anchors(),
        read.wanted(),
        read.unwanted(),
        given,
        read.text(),
        read.confidence() / 2,
        read.parser(),
        notes);
  }

  /// Makes a request searchable. Never fails: what cannot be embedded or is not known is left out,
  /// and told.
  public UnderstoodQuery understand(Interpretation read, Meaning meaning, TitleSearcher index) {
    return new Work(read, meaning, index).understood();
  }

  /// The same with likes and dislikes besides.
  public static Interpretation with(Interpretation read, List<Preference> preferences) {
    if (preferences.isEmpty()) return read;
    List<Preference> all = new ArrayList<>(read.anchors());
    all.addAll(preferences);
    return new Interpretation(
        read.kind() == Kind.BROWSE || read.kind() == Kind.NAME ? Kind.REQUEST : read.kind(),
        all,
        read.wanted(),
        read.unwanted(),
        read.filter(),
        read.text(),
        read.confidence(),
        read.parser(),
        read.notes());
  }

  /// One request.
  private final class Work {
    private final Interpretation read;
    private final Meaning meaning;
    private final TitleSearcher index;
    private final List<Note> notes;
    private final Set<TitleKey> anchors = new LinkedHashSet<>();
    private final List<String> people = new ArrayList<>();
    private final Map<VectorField, float[]> liked = new EnumMap<>(VectorField.class);
    private final Map<VectorField, float[]> disliked = new EnumMap<>(VectorField.class);
    private final List<String> words = new ArrayList<>();
    private @Nullable String failure;

    Work(Interpretation read, Meaning meaning, TitleSearcher index) {
      this.read = read;
      this.meaning = meaning;
      this.index = index;
      this.notes = new ArrayList<>(read.notes());
    }

    UnderstoodQuery understood() {
      List<Preference> known = new ArrayList<>();
      if (!read.text().isBlank()) words.add(read.text());
      Filter filter = read.filter();
      for (Preference preference : read.anchors()) {
        if (read.kind() == Kind.NAME && preference instanceof Preference.OfPerson person) {
          filter = Filter.and(filter, is(person.name()));
          words.clear();
          known.add(preference);
        } else {
          Preference named = prefer(preference);
          if (named != null) known.add(named);
        }
      }
      // beside what is liked a wanted quality must not become a search for itself
      if (known.stream().noneMatch(one -> one.weight() > 0))
        read.wanted().forEach(aspect -> words.add(aspect.text()));
      QueryVector vector = words.isEmpty() ? null : embedded(String.join(", ", words));
      if (vector != null) noteIllegible(vector.legibility());
      return new UnderstoodQuery(
          new Interpretation(
              read.kind(),
              known,
              read.wanted(),
              read.unwanted(),
              filter,
              read.text(),
              read.confidence(),
              read.parser(),
              notes),
          String.join(" ", words),
          filter,
          vector,
          vector == null || read.kind() != Kind.DESCRIPTION ? List.of() : passages(),
          unit(liked),
          unit(disliked),
          wishes(read.wanted()),
          wishes(read.unwanted()),
          anchors,
          read.kind() == Kind.DESCRIPTION
              ? grammar.hints(read.text(), index)
              : Hints.of(read.wanted()),
          people,
          notes,
          failure);
    }

    /// The vectors of the passages of a long text; none when one fails, for the whole has its own.
    private List<float[]> passages() {
      List<float[]> vectors = new ArrayList<>();
      for (String passage : Passages.of(read.text())) {
        QueryVector vector = embedded(passage);
        if (vector == null) {
          failure = null;
          return List.of();
        }
        vectors.add(vector.values());
      }
      return vectors;
    }

    private void noteIllegible(Legibility of) {
      if (of.share() < LEGIBLE)
        notes.add(
            new Note(
                "partlyIllegible",
                "the query "
                    + of.hindrance()
                    + ", which the embedding model reads poorly; its words count for more"));
    }

    /// Adds a preference to the vectors; null when it names what the catalogue does not hold.
    private @Nullable Preference prefer(Preference preference) {
      return switch (preference) {
        case Preference.OfTitle title -> {
          Optional<TitleKey> key = index.key(title.id());
          TitleDocument document = key.map(k -> index.documents(List.of(k)).get(k)).orElse(null);
          if (document == null) {
            notes.add(new Note("unknownTitle", "there is no title \"" + title.id() + "\""));
            yield null;
          }
          if (read.kind() == Kind.NAME) yield title; // it is what is looked for
          if (title.weight() > 0) addEditions(document);
          else anchors.add(document.key());
          add(List.of(document.key()), title.weight());
          yield new Preference.OfTitle(title.id(), document.title().name(), title.weight());
        }
        case Preference.OfPerson person -> {
          List<TitleKey> works = works(person);
          if (works.isEmpty()) {
            notes.add(
                new Note("unknownPerson", "nobody called \"" + person.name() + "\" is known"));
            yield null;
          }
          add(works, person.weight());
          if (person.weight() > 0) people.add(person.name());
          yield person;
        }
        case Preference.OfGenre genre -> {
          add(embedded(genre.name()), genre.weight());
          if (genre.weight() > 0) words.add(genre.name());
          yield genre;
        }
        case Preference.OfText text -> {
          add(embedded(text.text()), text.weight());
          yield text;
        }
      };
    }

    /// The title itself and its other editions are no answer to a request for something like it.
    private void addEditions(TitleDocument document) {
      anchors.add(document.key());
      TitleId original = document.title().editionOf();
      List<Filter.Value> of =
          new ArrayList<>(List.of(new Filter.Text(document.title().id().value())));
      if (original != null) {
        of.add(new Filter.Text(original.value()));
        index.key(original).ifPresent(anchors::add);
      }
      for (Hit edition : index.browse(new Filter.AnyOf(EDITION_OF, of), 50))
        anchors.add(edition.key());
    }

    private List<TitleKey> works(Preference.OfPerson person) {
      List<TitleKey> works =
          index.browse(is(person.name()), person.period() == Period.ANY ? WORKS : 100).stream()
              .map(Hit::key)
              .toList();
      if (person.period() == Period.ANY || works.size() < 3) return works;
      Comparator<TitleDocument> byYear =
          Comparator.comparingInt(
              (TitleDocument d) -> d.title().year() == null ? 0 : d.title().year());
      List<TitleDocument> ordered =
          index.documents(works).values().stream()
              .filter(d -> d.title().year() != null)
              .sorted(person.period() == Period.EARLY ? byYear : byYear.reversed())
              .toList();
      int part = Math.max(1, Math.min(WORKS, (ordered.size() + 2) / 3));
      return ordered.stream().limit(part).map(TitleDocument::key).toList();
    }

    private void add(List<TitleKey> titles, double weight) {
      for (VectorField field : VectorField.CONTENT)
        for (float[] vector : index.vectors(field, titles).values())
          add(field, vector, weight / titles.size());
    }

    private void add(@Nullable QueryVector vector, double weight) {
      if (vector == null) return;
      for (VectorField field : VectorField.CONTENT) add(field, vector.values(), weight);
    }

    private void add(VectorField field, float[] vector, double weight) {
      float[] sum =
          (weight > 0 ? liked : disliked).computeIfAbsent(field, f -> new float[vector.length]);
      for (int i = 0; i < sum.length; i++) sum[i] += (float) (Math.abs(weight) * vector[i]);
    }

    private List<Wish> wishes(List<Aspect> aspects) {
      return aspects.stream().map(a -> new Wish(a, embedded(a.text()))).toList();
    }

    private @Nullable QueryVector embedded(String text) {
      if (meaning == Meaning.UNWANTED || failure != null) return null;
      try {
        QueryVector vector = embedder.embed(index.generation().embeddingModel(), text);
        if (vector.model().equals(index.generation().embeddingModel())) return vector;
        failure =
            "the index holds vectors of "
                + index.generation().embeddingModel()
                + ", queries are embedded by "
                + vector.model();
      } catch (RuntimeException e) {
        LOG.warn("a query was not embedded", e);
        failure = "the embedding model did not answer";
      }
      return null;
    }

    private static Map<VectorField, float[]> unit(Map<VectorField, float[]> sums) {
      Map<VectorField, float[]> units = new EnumMap<>(VectorField.class);
      sums.forEach((field, sum) -> units.put(field, UnderstoodQuery.unit(sum)));
      return units;
    }
  }

  private static Filter is(String person) {
    return new Filter.AnyOf(PEOPLE, Stream.<Filter.Value>of(new Filter.Text(person)).toList());
  }
}

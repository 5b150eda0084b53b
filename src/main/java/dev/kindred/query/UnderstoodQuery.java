package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.index.VectorField;
import dev.kindred.query.Interpretation.Kind;
import dev.kindred.query.Interpretation.Note;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request ready to be searched for: its words, and its wishes as vectors of the generation's
/// model. Arrays are not copied: treat them as read-only.
///
/// @param interpretation how the request was read
/// @param words what is searched for in words; blank when nothing is
/// @param filter what every hit must fulfil
/// @param meaning unit vector of the free text; null when there is none, or it could not be
///   embedded
/// @param passages unit vectors of the passages of a long retold plot, besides that of the whole;
///   empty for any other text, or when one could not be embedded
/// @param liked unit vectors of what hits are to be like; a field may be missing
/// @param disliked unit vectors of what hits are to be unlike
/// @param wanted qualities with their vectors
/// @param unwanted the same of those refused
/// @param anchors liked titles, which are never hits
/// @param hints what a retold plot says of its title's facts
/// @param people liked people, as the catalogue spells them
/// @param notes what a person should know
/// @param embeddingFailure why there are no vectors though there should be; null otherwise
public record UnderstoodQuery(
    Interpretation interpretation,
    String words,
    Filter filter,
    @Nullable QueryVector meaning,
    List<float[]> passages,
    Map<VectorField, float[]> liked,
    Map<VectorField, float[]> disliked,
    List<Wish> wanted,
    List<Wish> unwanted,
    Set<TitleKey> anchors,
    Hints hints,
    List<String> people,
    List<Note> notes,
    @Nullable String embeddingFailure) {

  /// A quality and its unit vector; null when it could not be embedded.
  public record Wish(Aspect aspect, @Nullable QueryVector vector) {}

  public UnderstoodQuery {
    passages = List.copyOf(passages);
    liked = Map.copyOf(liked);
    disliked = Map.copyOf(disliked);
    wanted = List.copyOf(wanted);
    unwanted = List.copyOf(unwanted);
    anchors = Set.copyOf(anchors);
    people = List.copyOf(people);
    notes = List.copyOf(notes);
  }

  /// The same, of whose hits each must pass this filter too.
  public UnderstoodQuery within(Filter visible) {
    return new UnderstoodQuery(
        interpretation,
        words,
        Filter.and(filter, visible),
        meaning,
        passages,
        liked,
        disliked,
        wanted,
        unwanted,
        anchors,
        hints,
        people,
        notes,
        embeddingFailure);
  }

  public Kind kind() {
    return interpretation.kind();
  }

  /// How much of what is looked for by meaning the model could read, 0..1: all of it beside liked
  /// titles, whose own vectors tell.
  public double legibility() {
    return meaning == null || !liked.isEmpty() ? 1 : meaning.legibility().share();
  }

  /// How much a wanted quality, and free text, count beside the anchors in [#target].
  private static final float BESIDE_ANCHORS = 0.6f;

  /// Where the nearest titles are looked for: near the liked ones, moved towards the free text and
  /// the wanted qualities; near the text alone when nothing is liked. A unit vector; null when
  /// nothing is to be found by meaning.
  public float @Nullable [] target(VectorField field) {
    float[] near = liked.get(field);
    if (near == null) return meaning == null ? null : meaning.values();
    float[] sum = near.clone();
    add(sum, meaning);
    for (Wish wish : wanted) add(sum, wish.vector());
    return unit(sum);
  }

  private static void add(float[] sum, @Nullable QueryVector vector) {
    if (vector == null) return;
    float[] values = vector.values();
    for (int i = 0; i < sum.length; i++) sum[i] += BESIDE_ANCHORS * values[i];
  }

  static float[] unit(float[] vector) {
    double length = 0;
    for (float value : vector) length += value * value;
    float scale = length == 0 ? 0 : (float) (1 / Math.sqrt(length));
    float[] unit = vector.clone();
    for (int i = 0; i < unit.length; i++) unit[i] *= scale;
    return unit;
  }

  /// Whether anything but the filter says what is wanted.
  public boolean isOpen() {
    return words.isBlank()
        && meaning == null
        && liked.isEmpty()
        && wanted.isEmpty()
        && people.isEmpty();
  }
}

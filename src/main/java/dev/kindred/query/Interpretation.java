package dev.kindred.query;

import dev.kindred.catalogue.Filter;
import java.util.ArrayList;
import java.util.List;

/// How a request was read, before anything is searched: what a caller is shown, may edit and may
/// send back in place of the query.
///
/// @param kind what sort of request it is, which decides how it is answered
/// @param anchors what hits are to be like, or unlike where the weight is below 0
/// @param wanted qualities asked for
/// @param unwanted qualities to stay away from
/// @param filter what every hit must fulfil
/// @param text what is left to search for in words and meaning; may be blank
/// @param confidence how much of the request was understood, 0..1: the share of its telling words
///   that a rule took, words left as free text counting half, times how sure the names in it are
/// @param notes what could not be read as it was meant, for people
public record Interpretation(
    Kind kind,
    List<Preference> anchors,
    List<Aspect> wanted,
    List<Aspect> unwanted,
    Filter filter,
    String text,
    double confidence,
    Parser parser,
    List<Note> notes) {

  /// What sort of request this is.
  public enum Kind {
    /// Nothing asked for.
    BROWSE,
    /// The name of a title or a person, and nothing else.
    NAME,
    /// A plot or a scene retold by someone who looks for one title. Its facts may be wrong, so none
    /// of them becomes a filter.
    DESCRIPTION,
    /// What someone feels like watching.
    REQUEST,
    /// What someone says of their tastes and the like who wants a recommendation: it mentions more
    /// than it demands.
    CONVERSATION
  }

  /// Who read it.
  public enum Parser {
    /// Taken as it stands.
    NONE,
    GRAMMAR,
    LLM,
    /// Sent by the caller.
    CALLER
  }

  /// Something a person should know of how the request was read.
  ///
  /// @param code stable: `unknownAnchor`, `nearestAnchor`, `contradiction`, `onlyRefusals` …
  public record Note(String code, String detail) {}

  public Interpretation {
    anchors = List.copyOf(anchors);
    wanted = List.copyOf(wanted);
    unwanted = List.copyOf(unwanted);
    notes = List.copyOf(notes);
    if (!(confidence >= 0 && confidence <= 1))
      throw new IllegalArgumentException("confidence must be 0..1, got " + confidence);
  }

  /// A text taken as it stands.
  public static Interpretation plain(String text, Filter filter) {
    String stripped = text.strip();
    return new Interpretation(
        stripped.isEmpty() ? Kind.BROWSE : Kind.REQUEST,
        List.of(),
        List.of(),
        List.of(),
        filter,
        stripped,
        stripped.isEmpty() ? 1 : 0.5,
        Parser.NONE,
        List.of());
  }

  /// The same with one note more.
  public Interpretation with(Note note) {
    List<Note> all = new ArrayList<>(notes);
    all.add(note);
    return new Interpretation(
        kind, anchors, wanted, unwanted, filter, text, confidence, parser, all);
  }

  public Interpretation withFilter(Filter value) {
    return new Interpretation(
        kind, anchors, wanted, unwanted, value, text, confidence, parser, notes);
  }
}

package dev.kindred.catalogue.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The texts that were found for one field of one row, and what was wrong with others. Blank texts
/// and those that mean that there is no value are dropped. Not thread-safe.
final class FoundTexts {
  private static final int SHOWN = 60;

  /// A longer list is refused by the title anyway; repeats in it are not looked for.
  private static final int COMPARED = 1_000;

  private final Set<String> absent;
  private List<String> texts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /// @param absent texts that mean that there is no value
  FoundTexts(Set<String> absent) {
    this.absent = absent;
  }

  void add(String text) {
    if (!text.isBlank() && !absent.contains(text)) texts.add(text);
  }

  /// Adds a text unless it is there already.
  void addOnce(String text) {
    if (texts.size() > COMPARED || !texts.contains(text)) add(text);
  }

  /// Records a value that is left out.
  void note(String reason) {
    notes.add(reason);
  }

  /// Puts each text through a step.
  void through(Step step) {
    List<String> before = texts;
    texts = new ArrayList<>(before.size());
    for (String text : before) step.apply(text, this);
  }

  List<String> texts() {
    return texts;
  }

  List<String> notes() {
    return notes;
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  /// The beginning of a text, for a message.
  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}

package dev.kindred.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// What an evaluation found.
public interface Report {
  /// The figures, for programs.
  ObjectNode toJson();

  /// The figures for people, with how they were computed; plots are named as files beside it.
  String toMarkdown();

  /// The plots as SVG, by file name.
  Map<String, String> plots();
}

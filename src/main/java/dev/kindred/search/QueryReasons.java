package dev.kindred.search;

import dev.kindred.explanation.Reason;
import dev.kindred.explanation.Reasons;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.index.TitleDocument;
import dev.kindred.query.UnderstoodQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Why titles answer one query.
///
/// @param anchors the liked titles
record QueryReasons(UnderstoodQuery query, List<TitleDocument> anchors) {
  QueryReasons {
    anchors = List.copyOf(anchors);
  }

  /// What the title shares with the anchors first, then which wishes it names, then what matched.
  List<Reason> of(
      FusedCandidate candidate, TitleDocument document, Map<String, List<String>> highlights) {
    List<Reason> reasons = new ArrayList<>();
    for (TitleDocument anchor : anchors)
      for (Reason reason : Reasons.ofSimilar(anchor, document))
        if (reasons.stream().noneMatch(known -> known.code().equals(reason.code())))
          reasons.add(reason);
    reasons.addAll(
        Reasons.ofWishes(
            query.wanted().stream().map(wish -> wish.aspect().text()).toList(), document));
    reasons.addAll(Reasons.ofQuery(candidate, highlights, anchors.isEmpty()));
    return reasons;
  }
}

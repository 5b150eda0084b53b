package dev.kindred.recommendation;

import java.util.List;

/// A page of several lists.
///
/// @param who is asked for, and how long each row is; its placement is not looked at
/// @param placements of the rows in their order; empty for a home page, ordered by the viewer's
///   taste
public record RowsRequest(RecommendationRequest who, List<Placement> placements) {
  public RowsRequest {
    placements = List.copyOf(placements);
  }
}
